"""Spreadsheets that are safe to open: no cell is a formula, no character breaks the file
(SAFETY 52). Every download of the site is written here, Wagtail's own included."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What Excel, LibreOffice or Numbers may take for the start of a formula; the last four are the
# full-width signs, which some of them read alike.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
# Not allowed in XML, so a single one of them would spoil a whole workbook.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_TITLE = re.compile(r"[\\/*?:\[\]]")
_AS_THEY_ARE = (int, float, Decimal, date, datetime, time)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Lets Excel see that a CSV file is UTF-8.
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"


def plain(value: object) -> object:
    """The value for a cell that is typed: numbers, dates and times as they are, in London time;
    everything else as text without control characters; None as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, _AS_THEY_ARE):
        return value
    if isinstance(value, list | tuple):
        return plain(", ".join(force_str(one) for one in value))
    return _CONTROL.sub("", force_str(value))


def neutral(value: object) -> object:
    """The value for a cell of a CSV file: as `plain`, and text that a spreadsheet might run gets
    an apostrophe before it. Numbers stay numbers, so -5 does not change."""
    value = plain(value)
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence]) -> Iterator[str]:
    """The lines of a safe CSV file, headings first, one at a time."""
    writer = csv.writer(_Echo())
    yield writer.writerow([neutral(heading) for heading in headings])
    for row in rows:
        yield writer.writerow([neutral(value) for value in row])


def csv_response(
    filename: str, headings: Sequence[str], rows: Iterable[Sequence]
) -> StreamingHttpResponse:
    """A CSV download, sent line by line; `filename` without its ending."""

    def lines() -> Iterator[str]:
        yield BYTE_ORDER_MARK
        yield from csv_lines(headings, rows)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return response


def write_xlsx(
    output: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence], *, title: str = "Sheet1"
) -> None:
    """Write a workbook of one sheet; every text cell says that it is text."""
    # Not above: it is an eighth of what a process takes to start, and few ever make a workbook.
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title=_NOT_IN_A_TITLE.sub(" ", title)[:31])
    for row in chain([headings], rows):
        sheet.append([_cell(sheet, value) for value in row])
    workbook.save(output)


def xlsx_response(
    filename: str, headings: Sequence[str], rows: Iterable[Sequence], *, title: str = "Sheet1"
) -> FileResponse:
    """An XLSX download; `filename` without its ending."""
    output = BytesIO()
    write_xlsx(output, headings, rows, title=title)
    output.seek(0)
    return FileResponse(
        output, as_attachment=True, content_type=XLSX_TYPE, filename=f"{filename}.xlsx"
    )


def make_wagtail_exports_safe() -> None:
    """From now on every listing and report of the back office writes neutral cells and London
    times. Wagtail leaves formulas to each site (its docs/contributing/security.md), and a mixin
    that each of our listings had to remember would not cover Wagtail's own, such as the answers
    that strangers type into forms."""
    SpreadsheetExportMixin.preprocess_field_value = _preprocess_safely


_preprocess = SpreadsheetExportMixin.preprocess_field_value


def _preprocess_safely(view, field: str, value: object, export_format: str) -> object:
    if isinstance(value, datetime):
        value = plain(value)
    value = _preprocess(view, field, value, export_format)
    return neutral(value) if export_format == view.FORMAT_CSV else plain(value)


def _cell(sheet: object, value: object) -> object:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=plain(value))
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
