import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.test import RequestFactory
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from core.spreadsheets import csv_lines, csv_response, neutral, plain, write_xlsx, xlsx_response

FORMULAS = [
    '=HYPERLINK("https://example.org")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "＝1+1",
]


def cells(content: bytes) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_in_a_csv_file_is_only_words(formula):
    (_, line) = csv_lines(["Name"], [[formula]])

    ((cell,),) = csv.reader(io.StringIO(line, newline=""))
    assert cell == f"'{formula}"


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_in_a_workbook_is_a_cell_of_text(formula):
    output = io.BytesIO()
    write_xlsx(output, ["Name"], [[formula]])

    ((value, kind),) = cells(output.getvalue())[1]
    assert kind == "s"
    assert value.strip() == formula.strip().replace("\r", "\n").strip()


@pytest.mark.parametrize("words", ["Nell O'Hara", "a=b", "", "3 - 2", "#N/A", "mail@example.org"])
def test_ordinary_words_stay_as_they_are(words):
    assert neutral(words) == words


def test_numbers_stay_numbers():
    assert [neutral(value) for value in (-5, 2.5, Decimal("-1.20"))] == [-5, 2.5, Decimal("-1.20")]


def test_heading_is_made_neutral_too():
    assert list(csv_lines(["=1"], [])) == ["'=1\r\n"]


def test_vertical_tab_in_a_name_breaks_no_file():
    name = "Nell\x0bHatherley\x00\ufffe\ud800"

    assert plain(name) == "NellHatherley"
    output = io.BytesIO()
    write_xlsx(output, ["Name"], [[name]])
    assert cells(output.getvalue())[1] == [("NellHatherley", "s")]


def test_error_words_in_a_workbook_are_text():
    output = io.BytesIO()
    write_xlsx(output, ["Name"], [["#N/A"]])

    assert cells(output.getvalue())[1] == [("#N/A", "s")]


def test_values_are_written_as_people_read_them():
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

    assert plain(None) == ""
    assert (plain(True), plain(False)) == ("Yes", "No")
    assert plain(summer) == datetime(2026, 7, 1, 13, 0)
    assert plain(date(2026, 7, 1)) == date(2026, 7, 1)
    assert plain(["a", "b"]) == "a, b"


def test_csv_download_comes_line_by_line_and_is_utf8_for_excel():
    response = csv_response("register", ["Name"], iter([["Zoë"]]))

    assert b"".join(response.streaming_content) == "\ufeffName\r\nZoë\r\n".encode()
    assert response["Content-Disposition"] == 'attachment; filename="register.csv"'


def test_xlsx_download_has_typed_cells():
    response = xlsx_response("register", ["Name", "Places"], iter([["Zoë", 3]]), title="A/B")

    content = b"".join(response.streaming_content)
    assert cells(content)[1] == [("Zoë", "s"), (3, "n")]
    assert response["Content-Disposition"] == 'attachment; filename="register.xlsx"'


class _Listing(SpreadsheetExportMixin):
    """Any listing of Wagtail's, none of ours."""

    list_export = ["name", "at"]
    request = RequestFactory().get("/")

    def get_heading(self, queryset, field: str) -> str:
        return field


def test_wagtails_own_exports_are_safe_without_asking():
    rows = [SimpleNamespace(name="=1+1\x0b", at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))]
    listing = _Listing()

    sheet = b"".join(listing.write_csv_response(rows).streaming_content).decode()
    book = b"".join(listing.write_xlsx_response(rows).streaming_content)

    assert sheet.splitlines() == ["name,at", "'=1+1,2026-07-01 13:00:00"]
    assert cells(book)[1] == [("=1+1", "s"), (datetime(2026, 7, 1, 13, 0), "d")]
