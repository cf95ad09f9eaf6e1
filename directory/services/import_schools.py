"""Bringing the schools of the Department for Education's register in: all of a file, or nothing.

A school is never deleted. One that closes changes its status and keeps its people, bookings and
subscription; what one was before the register said otherwise is kept for reports of that time.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.db import transaction

from core.audit import record
from core.csv_files import BadRows, CsvFile, CsvRow, RowError
from directory import gias
from directory.enums import SchoolSource, Tier
from directory.models import LocalAuthority, School
from directory.models.school import OPEN_STATUS_CODES
from directory.services.school_groups import follow_register
from directory.services.school_pasts import keep_as_it_was
from directory.tiers import tier_of

BATCH = 1000
_FIELDS = [field.attname for field in School._meta.concrete_fields if not field.primary_key]
# What the register says and what follows from it; `area` and `predecessor` are the office's own.
_OURS = {"area", "predecessor_id", "urn"}
_UPDATED = [
    field.name
    for field in School._meta.concrete_fields
    if not field.primary_key and field.attname not in _OURS
]


@dataclass
class Tally:
    """How many rows made a school, changed one, changed nothing, or closed a school that was open.
    Every row counts once, so the four add up to the rows read."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0

    def __str__(self) -> str:
        return (
            f"created {self.created}, updated {self.updated},"
            f" unchanged {self.unchanged}, closed {self.closed}"
        )


def import_schools(
    file: BinaryIO, *, authorities: Collection[str] = (), dry_run: bool = False
) -> Tally:
    """The site's schools are as the register's file says; a second run changes nothing.

    With `authorities`, rows of others are left out before they are checked. A dry run counts and
    writes nothing. Raises BadRows, with every fault of the file, before anything is written.
    """
    csv_file = CsvFile(file, required=gias.REQUIRED, optional=gias.OPTIONAL)
    errors = list(_faults(csv_file, authorities))
    if errors:
        raise BadRows(errors)
    with transaction.atomic():
        return _write(csv_file, authorities, dry_run)


def _wanted(rows: Iterable[CsvRow], authorities: Collection[str]) -> Iterator[CsvRow]:
    """Rows of these authorities, and those that do not say whose they are."""
    anybodys = not authorities
    for row in rows:
        if anybodys or row.fault or row[gias.AUTHORITY] in ("", *authorities):
            yield row


def _faults(csv_file: CsvFile, authorities: Collection[str]) -> Iterator[RowError]:
    seen: dict[str, int] = {}
    for row in _wanted(csv_file.rows(), authorities):
        if row.fault:
            yield RowError(row.line, row.fault)
        else:
            yield from gias.faults_of(row, seen)


def _write(csv_file: CsvFile, authorities: Collection[str], dry_run: bool) -> Tally:
    """The file is read a second time, in batches, so memory does not grow with it."""
    tally = Tally()
    columns = {column for column in gias.OPTIONAL + gias.REQUIRED if csv_file.has(column)}
    known = set(LocalAuthority.objects.values_list("code", flat=True))
    rows = _wanted(csv_file.rows(), authorities)
    while batch := list(islice(rows, BATCH)):
        if not dry_run:
            _add_authorities(batch, known)
        _write_batch([_values(row, columns) for row in batch], columns, tally, dry_run)
    return tally


def _values(row: CsvRow, columns: set[str]) -> dict:
    return {**gias.values_of(row, columns), "source": SchoolSource.GIAS}


def _add_authorities(batch: list[CsvRow], known: set[str]) -> None:
    """Make the authorities not seen before; the name of one that is here is the office's."""
    new = {row[gias.AUTHORITY]: row[gias.AUTHORITY_NAME] for row in batch}
    LocalAuthority.objects.bulk_create(
        [
            LocalAuthority(code=code, name=name[:120] or f"Authority {code}")
            for code, name in new.items()
            if code not in known
        ],
        ignore_conflicts=True,
    )
    known.update(new)


def _write_batch(batch: list[dict], columns: set[str], tally: Tally, dry_run: bool) -> None:
    urns = [values["urn"] for values in batch]
    # Locked, so that two imports at once count as if one came after the other.
    stored = School.objects.select_for_update().filter(urn__in=urns).order_by("urn")
    before = {school.urn: school for school in stored}
    changed, closed = [], []
    for values in batch:
        old = before.get(values["urn"])
        if old and all(getattr(old, name) == value for name, value in values.items()):
            tally.unchanged += 1
            continue
        new = _school(old, values)
        if old is None:
            tally.created += 1
        elif old.status_code in OPEN_STATUS_CODES and new.status_code not in OPEN_STATUS_CODES:
            tally.closed += 1
            closed.append(old)
        else:
            tally.updated += 1
        changed.append(new)
    if changed and not dry_run:
        keep_as_it_was(changed)
        School.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["urn"], update_fields=_UPDATED
        )
        for school in closed:
            record(school, "school.closed")
    if not dry_run and columns & gias.GROUPS:
        follow_register(School.objects.filter(urn__in=urns))


def _school(old: School | None, values: dict) -> School:
    """The school as it is with the row's values: a copy, with no number yet."""
    new = School(**({name: getattr(old, name) for name in _FIELDS} if old else {}))
    for name, value in values.items():
        setattr(new, name, value)
    # A tier that is not what the register gave before was set by the office, and stays.
    if old is None or old.tier in (Tier.OTHER, _tier(old)):
        new.tier = _tier(new)
    return new


def _tier(school: School) -> str:
    return tier_of(
        type_code=school.type_code,
        type_name=school.type_name,
        phase_code=school.phase_code,
        phase_name=school.phase_name,
        low_age=school.statutory_low_age,
        high_age=school.statutory_high_age,
    )
