"""The Department for Education's register of schools (GIAS): its columns, and what one row says.

Headteachers' names and telephone numbers are columns this site does not read (DOMAIN 6.1).
"""

import re
from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from core.csv_files import CsvRow, RowError
from directory.models import School

URN, NAME = "URN", "EstablishmentName"
AUTHORITY, AUTHORITY_NAME = "LA (code)", "LA (name)"
REQUIRED = (URN, NAME, AUTHORITY)
STATUS_CODE, STATUS_NAME = "EstablishmentStatus (code)", "EstablishmentStatus (name)"
WEBSITE = "SchoolWebsite"

WORDS = {
    "name": NAME,
    "establishment_number": "EstablishmentNumber",
    "type_code": "TypeOfEstablishment (code)",
    "type_name": "TypeOfEstablishment (name)",
    "type_group_code": "EstablishmentTypeGroup (code)",
    "type_group_name": "EstablishmentTypeGroup (name)",
    "phase_code": "PhaseOfEducation (code)",
    "phase_name": "PhaseOfEducation (name)",
    "ukprn": "UKPRN",
    "street": "Street",
    "locality": "Locality",
    "address3": "Address3",
    "town": "Town",
    "county": "County (name)",
    "postcode": "Postcode",
    "trust_code": "Trusts (code)",
    "trust_name": "Trusts (name)",
    "federation_code": "Federations (code)",
    "federation_name": "Federations (name)",
}
GROUPS = {WORDS["trust_code"], WORDS["federation_code"]}
DATES = {
    "open_date": "OpenDate",
    "close_date": "CloseDate",
    "last_changed_date": "LastChangedDate",
}
# The highest number that makes sense: years of age, pupils, metres east and north of the origin.
NUMBERS = {
    "statutory_low_age": ("StatutoryLowAge", 99),
    "statutory_high_age": ("StatutoryHighAge", 99),
    "number_on_roll": ("NumberOfPupils", 20_000),
    "easting": ("Easting", 700_000),
    "northing": ("Northing", 1_300_000),
}
OPTIONAL = tuple(
    column
    for column in (
        AUTHORITY_NAME, *WORDS.values(), *DATES.values(), *(name for name, _ in NUMBERS.values()),
        STATUS_CODE, STATUS_NAME, WEBSITE,
    )
    if column not in REQUIRED
)  # fmt: skip

_CODES = {"type_code", "type_group_code", "phase_code", "trust_code", "federation_code", "ukprn",
          "establishment_number", "postcode"}  # fmt: skip
_LENGTHS = {name: School._meta.get_field(name).max_length for name in (*WORDS, "website")}
_STATUSES = {
    "1": "Open", "2": "Closed", "3": "Open, but proposed to close", "4": "Proposed to open",
}  # fmt: skip
_STATUS_CODES = {name.casefold(): code for code, name in _STATUSES.items()}
_DATE = re.compile(r"(\d\d)-(\d\d)-(\d{4})", re.ASCII)
_is_web_address = URLValidator(schemes=["http", "https"])


def faults_of(row: CsvRow, seen: dict[str, int]) -> Iterator[RowError]:
    """All that is wrong with a row. `seen` has the line of each URN so far, and gets this one's."""
    urn, authority = row[URN], row[AUTHORITY]
    if not urn:
        yield RowError(row.line, "the URN is missing.")
    elif not re.fullmatch("[0-9]{6}", urn):
        yield RowError(row.line, f"“{urn}” is not a URN. It needs six digits.")
    elif urn in seen:
        yield RowError(row.line, f"URN {urn} stands in row {seen[urn]} already.")
    else:
        seen[urn] = row.line
    if not row[NAME]:
        yield RowError(row.line, "the school's name is missing.")
    if not authority:
        yield RowError(row.line, "the authority's code is missing.")
    elif not re.fullmatch("[0-9]{3}", authority):
        yield RowError(
            row.line, f"“{authority}” is not an authority's code. It needs three digits."
        )
    for column in DATES.values():
        if row[column] and _day(row[column]) is None:
            yield RowError(
                row.line, f"{column} “{row[column]}” is not a date. Write it as 31-08-2015."
            )


def values_of(row: CsvRow, columns: set[str]) -> dict:
    """The fields of School that a sound row gives: only those whose `columns` the file has, so a
    shorter file leaves the rest of a school as it is. What makes no sense is blank."""
    values: dict = {"urn": row[URN], "authority_id": row[AUTHORITY]}
    for name, column in WORDS.items():
        if column in columns:
            values[name] = _fitting(name, row[column])
    for name, column in DATES.items():
        if column in columns:
            values[name] = _day(row[column])
    for name, (column, most) in NUMBERS.items():
        if column in columns:
            values[name] = _number(row[column], most)
    if WEBSITE in columns:
        values["website"] = web_address(row[WEBSITE])
    if STATUS_CODE in columns or STATUS_NAME in columns:
        values["status_code"], values["status_name"] = _status(row[STATUS_CODE], row[STATUS_NAME])
    return values


def web_address(words: str) -> str:
    """The address to link to, with a scheme; "" where it is none or too long."""
    if not words:
        return ""
    address = words if "://" in words else f"http://{words}"
    try:
        _is_web_address(address)
    except ValidationError:
        return ""
    return address if len(address) <= _LENGTHS["website"] else ""


def _fitting(name: str, words: str) -> str:
    """Words cut to what the field holds; a code or postcode too long to be one is left out."""
    if len(words) <= _LENGTHS[name]:
        return words
    return "" if name in _CODES else words[: _LENGTHS[name]].rstrip()


def _day(words: str) -> date | None:
    written = _DATE.fullmatch(words)
    if not written:
        return None
    try:
        return date(int(written[3]), int(written[2]), int(written[1]))
    except ValueError:
        return None


def _number(words: str, most: int) -> int | None:
    """A whole number above nought and no more than `most`; ages may be nought."""
    if not re.fullmatch("[0-9]{1,7}", words):
        return None
    number = int(words)
    return number if number <= most and (number or most < 100) else None


def _status(code: str, name: str) -> tuple[str, str]:
    """Code and name of the status; each gives the other where it is blank, and a school of whose
    status nothing is said is open."""
    code = code.lstrip("0") or _STATUS_CODES.get(name.casefold(), "" if name else "1")
    code = code if len(code) <= 2 else ""
    return code, (name or _STATUSES.get(code, ""))[:60]
