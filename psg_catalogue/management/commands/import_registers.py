"""manage.py import_registers FILE"""

from pathlib import Path

from django.core.management.base import CommandParser

from core.management.importing import ImportCommand
from psg_catalogue.services.history import import_registers
from psg_catalogue.services.history.reading import COLUMNS


class Command(ImportCommand):
    help = (
        "Bring in attendance registers of earlier years from a CSV file with the columns"
        f" {','.join(COLUMNS)}. All of the file is taken or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options) -> None:
        self.bring_in(file, import_registers)
