"""manage.py import_schools FILE [--dry-run] [--la CODE …]"""

import re
from argparse import ArgumentTypeError
from functools import partial
from pathlib import Path

from core.management.importing import ImportCommand
from directory.services.import_schools import import_schools


def authority_code(words: str) -> str:
    """Three digits, or argparse says what is wrong."""
    if not re.fullmatch("[0-9]{3}", words):
        raise ArgumentTypeError(f"“{words}” is not an authority's code: give three digits")
    return words


class Command(ImportCommand):
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
        tally = self.bring_in(file, partial(import_schools, authorities=set(la), dry_run=dry_run))
        if la and not any(vars(tally).values()):
            self.stderr.write(f"The file has no school of authority {', '.join(sorted(set(la)))}.")
