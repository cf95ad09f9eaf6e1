"""The manners of a command that brings a file in: every fault on its line, then nothing written."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from core.busy import is_busy
from core.csv_files import BadRows

Tally = TypeVar("Tally")


class ImportCommand(BaseCommand):
    """Opens the file, hands it on, and says what is wrong with it or what it did. The last line on
    standard output is the tally; a refused file exits 1."""

    def bring_in(self, file: Path, service: Callable[[BinaryIO], Tally]) -> Tally:
        """Run an import service on a file. Raises CommandError, with nothing written."""
        try:
            with file.open("rb") as opened:
                tally = service(opened)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadRows as bad:
            for error in bad.errors:
                self.stderr.write(str(error))
            count = len(bad.errors)
            raise CommandError(
                f"Nothing was written. The file has {count} fault{'s' * (count != 1)},"
                " listed above."
            ) from bad
        except OperationalError as error:
            if is_busy(error):
                raise CommandError(
                    "The database is busy. Nothing was written: try again."
                ) from error
            raise
        self.stdout.write(str(tally))
        return tally
