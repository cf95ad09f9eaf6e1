"""CSV files that people bring: read by column name, line by line, every fault named by its row.

UTF-8 (with or without a byte-order mark) or Windows-1252, with any line ends and with line breaks
inside quotation marks. The importers of schools, subscriptions and registers share these manners.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

_CHUNK = 1 << 16
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What bytes that are no letters in the file's encoding become while it is read.
_NO_LETTER = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Put after the last line: if a quotation mark is still open there, it ends inside a field.
_END = "\x00end of file\x00"


@dataclass(frozen=True)
class RowError:
    """What is wrong in one row. `line` is the file's line on which the row begins, header 1."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"row {self.line}: {self.words}"


class BadRows(ValueError):
    """The file has faults, so nothing of it is taken. `errors` has all of them, in their order."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class CsvRow:
    """A row with its cells by column. `fault` is a sentence when it cannot be trusted, else ""."""

    __slots__ = ("_cells", "_places", "fault", "line")

    def __init__(
        self, line: int, cells: list[str], places: dict[str, int], fault: str = ""
    ) -> None:
        self.line, self.fault = line, fault
        self._cells, self._places = cells, places

    def __getitem__(self, column: str) -> str:
        """The cell's words on one line, without control characters; "" without such a column."""
        place = self._places.get(column)
        if place is None or self.fault:
            return ""
        words = self._cells[place]
        if not words.isprintable():
            words = _CONTROL.sub("", " ".join(words.split()))
        return " ".join(words.split())


class CsvFile:
    """An open CSV file, read as often as asked. Raises BadRows where the header will not do."""

    def __init__(
        self,
        file: BinaryIO,
        *,
        required: Iterable[str],
        optional: Iterable[str] = (),
        any_case: bool = False,
    ) -> None:
        """With `any_case` the wanted columns are named in lower case, and the file's in any."""
        self._file, self._encoding = file, _encoding_of(file)
        with closing(self._lines()) as lines:
            header = [cell.strip() for cell in next(lines, (0, []))[1]]
        if any_case:
            header = [name.casefold() for name in header]
        if not any(header):
            raise BadRows([RowError(1, "the file is empty. It needs a heading and rows below it.")])
        self._width = len(header)
        wanted = (*required, *optional)
        errors = [
            RowError(1, f"the column “{name}” is missing.")
            for name in required
            if name not in header
        ] + [
            RowError(1, f"the column “{name}” stands here twice.")
            for name in wanted
            if header.count(name) > 1
        ]
        if errors:
            raise BadRows(errors)
        self._places = {name: header.index(name) for name in wanted if name in header}

    def has(self, column: str) -> bool:
        """True when the file has this column; of the optional ones, some files do not."""
        return column in self._places

    def rows(self) -> Iterator[CsvRow]:
        """Every row below the header, from the first; blank lines are left out. A row that is
        damaged comes with its `fault`. After an open quotation mark there are no more rows."""
        with closing(self._lines()) as lines:
            next(lines, None)
            for line, cells in lines:
                if isinstance(cells, str):
                    yield CsvRow(line, [], self._places, cells)
                elif cells:
                    yield CsvRow(line, cells, self._places, self._fault(cells))

    def _fault(self, cells: list[str]) -> str:
        whole = "".join(cells)
        if "\x00" in whole:
            return "the file is damaged here: it holds a NUL character."
        if not whole.isascii() and _NO_LETTER.search(whole):
            return "it holds a letter that is neither UTF-8 nor Windows-1252."
        if len(cells) != self._width:
            fewer = "few" if len(cells) < self._width else "many"
            return f"it has too {fewer} fields: {len(cells)}, where the heading has {self._width}."
        return ""

    def _lines(self) -> Iterator[tuple[int, list[str] | str]]:
        """(line, cells) of every row, the header too, or (line, sentence) where reading ends."""
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._encoding, errors="surrogateescape", newline="")
        try:
            reader = csv.reader(chain(text, [_END]))
            begins = 1
            while True:
                try:
                    cells = next(reader)
                except csv.Error:
                    yield begins, "a quotation mark opens here and does not close."
                    return
                if cells == [_END]:
                    return
                if cells and _END in cells[-1]:
                    yield begins, "a quotation mark opens here and does not close."
                    return
                yield begins, cells
                begins = reader.line_num + 1
        finally:
            if not self._file.closed:
                text.detach()


def _encoding_of(file: BinaryIO) -> str:
    """UTF-8 if all of the file is (a letter cut off at its very end apart), else Windows-1252."""
    file.seek(0)
    start = file.read(4)
    if start.startswith(_UTF_16):
        raise BadRows([RowError(1, "the file is UTF-16. Save it as “CSV UTF-8” and try again.")])
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
