"""Bringing a bank statement in: all of a file, or nothing. Money that came becomes lines that wait
for a person; nothing is recorded by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.cells import BadCell, day_in, pence_in
from core.csv_files import BadRows, CsvFile, CsvRow, RowError
from subscriptions.models import BankLine

# What banks of the United Kingdom call these columns in their exports, in lower case.
DAY = ("date", "transaction date", "posted date", "posting date", "value date", "entry date")
CREDIT = (
    "credit amount",
    "credit",
    "paid in",
    "money in",
    "amount credited",
    "credits",
    "receipts",
)
DEBIT = ("debit amount", "debit", "paid out", "money out", "amount debited", "debits", "payments")
AMOUNT = ("amount", "value", "amount (gbp)", "transaction amount", "net amount")
WORDS = (
    "description",
    "transaction description",
    "narrative",
    "details",
    "memo",
    "reference",
    "payment reference",
    "counter party",
    "counterparty",
    "name",
    "notes",
    "narrative #1",
    "narrative #2",
)
_MORE_DAYS = ("%d/%m/%y", "%d %b %Y", "%d %b %y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%d.%m.%Y")
_SIGNED = re.compile(r"^(?P<minus>-|\()?\s*\+?(?P<amount>[^()]*)\)?$")


@dataclass
class Tally:
    """What a file did: lines new, lines known before, and amounts that went out."""

    new: int = 0
    known: int = 0
    went_out: int = 0

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.known} brought in before,"
            f" {self.went_out} left out because nothing came in by them"
        )


@dataclass(frozen=True)
class Read:
    """A row, read: what came in, in pence, or what went out below nothing."""

    row: int
    day: date
    words: str
    pence: int


def bring_statement(file: BinaryIO, *, file_name: str, by) -> Tally:
    """Every amount that came in by the file is a line, once, however often the file or one that
    overlaps it is brought. Raises BadRows with every fault; then nothing is written."""
    csv_file = CsvFile(
        file,
        required=(),
        optional=(*DAY, *CREDIT, *DEBIT, *AMOUNT, *WORDS),
        any_case=True,
    )
    _check_columns(csv_file)
    rows = list(_read(csv_file))
    tally = Tally(went_out=sum(each.pence <= 0 for each in rows))
    with transaction.atomic():
        for each, fingerprint in _fingerprinted([row for row in rows if row.pence > 0]):
            _line, made = BankLine.objects.get_or_create(
                fingerprint=fingerprint,
                defaults={
                    "posted_on": each.day,
                    "words": each.words,
                    "amount_pence": each.pence,
                    "file_name": file_name[:200],
                    "row": each.row,
                    "brought_by": by,
                },
            )
            if made:
                tally.new += 1
                record(_line, "bank_line.brought", by=by, pence=each.pence)
            else:
                tally.known += 1
    return tally


def _check_columns(csv_file: CsvFile) -> None:
    """Raises BadRows unless the file says on which day how much came."""
    errors = []
    if not any(map(csv_file.has, DAY)):
        errors.append(RowError(1, "no column has the day. It needs one called “Date”."))
    if not any(map(csv_file.has, (*CREDIT, *AMOUNT))):
        errors.append(
            RowError(1, "no column has the money. It needs one called “Paid in”, or “Amount”.")
        )
    if not any(map(csv_file.has, WORDS)):
        errors.append(
            RowError(1, "no column has the payer's words. It needs “Description” or “Reference”.")
        )
    if errors:
        raise BadRows(errors)


def _read(csv_file: CsvFile) -> Iterator[Read]:
    """The rows. Raises BadRows with every fault, once all are read."""
    errors = []
    for row in csv_file.rows():
        try:
            if row.fault:
                raise BadCell(row.fault)
            day = _day(_first(row, csv_file, DAY))
            yield Read(row.line, day, _words(row, csv_file), _pence(row, csv_file))
        except BadCell as fault:
            errors.append(RowError(row.line, str(fault)))
    if errors:
        raise BadRows(errors)


def _first(row: CsvRow, csv_file: CsvFile, names: tuple[str, ...]) -> str:
    """The cell of the first of these columns that has something in it."""
    return next((row[name] for name in names if csv_file.has(name) and row[name]), "")


def _day(words: str) -> date:
    day = None
    for form in _MORE_DAYS:
        try:
            day = datetime.strptime(words, form).date()
            break
        except ValueError:
            continue
    day = day or day_in(words, "Date")
    if day > timezone.localdate():
        raise BadCell(f"Date “{words}” is after today.")
    return day


def _pence(row: CsvRow, csv_file: CsvFile) -> int:
    if paid_in := _first(row, csv_file, CREDIT):
        pence = _signed(paid_in)
        # Some banks fill both columns, with 0.00 in the one that does not apply.
        if pence or not _first(row, csv_file, DEBIT):
            return pence
    if paid_out := _first(row, csv_file, DEBIT):
        return -abs(_signed(paid_out))
    amount = _first(row, csv_file, AMOUNT)
    if not amount:
        raise BadCell("it has no amount.")
    return _signed(amount)


def _signed(words: str) -> int:
    """Pence of "150.00", "+£1,200.50", "-12.00" or "(12.00)". Raises BadCell."""
    found = _SIGNED.match(words.replace("£-", "-£"))
    pence = pence_in(found["amount"] if found else words, "Amount")
    return -pence if found and found["minus"] else pence


def _words(row: CsvRow, csv_file: CsvFile) -> str:
    said = dict.fromkeys(row[name] for name in WORDS if csv_file.has(name) and row[name])
    return " · ".join(said)[:300]


def _fingerprinted(rows: list[Read]) -> Iterator[tuple[Read, str]]:
    """Two equal amounts with equal words on one day are two lines: the first and the second."""
    seen: Counter[tuple] = Counter()
    for each in rows:
        key = (each.day.isoformat(), str(each.pence), each.words.casefold())
        seen[key] += 1
        yield each, sha256("\x1f".join((*key, str(seen[key]))).encode()).hexdigest()
