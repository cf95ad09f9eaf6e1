"""manage.py import_schools FILE [--dry-run] [--la CODE …]"""

import re
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from core.busy import is_busy
from core.csv_files import BadRows
from directory.services.import_schools import import_schools


def authority_code(words: str) -> str:
    """Three digits, or argparse says what is wrong."""
    if not re.fullmatch("[0-9]{3}", words):
        raise ArgumentTypeError(f"“{words}” is not an authority's code: give three digits")
    return words


class Command(BaseCommand):
    help = (
        "Bring in the schools of the Department for Education's register (GIAS), from its CSV file."
        " All of the file is taken or, if any row is wrong, nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the establishment CSV file")
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")
        parser.add_argument(
            "--la", metavar="CODE", type=authority_code, nargs="+", action="extend", default=[],
            help="only schools of these local authorities (three digits each)",
        )  # fmt: skip

    def handle(self, *, file: Path, dry_run: bool, la: list[str], **options) -> None:
        try:
            with file.open("rb") as opened:
                tally = import_schools(opened, authorities=set(la), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadRows as bad:
            for error in bad.errors:
                self.stderr.write(str(error))
            raise CommandError(f"Nothing was written. {_faults(len(bad.errors))}") from bad
        except OperationalError as error:
            if is_busy(error):
                raise CommandError(
                    "The database is busy. Nothing was written: try again."
                ) from error
            raise
        if la and not any(vars(tally).values()):
            self.stderr.write(f"The file has no school of authority {', '.join(sorted(set(la)))}.")
        self.stdout.write(str(tally))


def _faults(count: int) -> str:
    return f"The file has {count} fault{'s' * (count != 1)}, listed above."
