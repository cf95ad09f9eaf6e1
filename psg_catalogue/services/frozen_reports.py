"""A report frozen as it was given: its figures stand from then on, whatever is corrected since."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.academic_year import AcademicYear
from core.audit import record
from core.financial_year import FinancialYear
from psg_catalogue.models import FrozenReport
from psg_catalogue.reports.kinds import ReportKind


class NoNote(ValueError):
    def __str__(self) -> str:
        return "Say whom it is given to, or what for."


@transaction.atomic
def freeze_report(
    kind: ReportKind,
    year: AcademicYear | FinancialYear,
    *,
    note: str,
    by,
    as_at: date | None = None,
) -> FrozenReport:
    """The report is counted once more and kept with who froze it, when and what for; frozen again
    with the same figures and note, it is the same one. Raises NoNote, DayOutsideYear, RowsGone."""
    note = " ".join(note.split())
    if not note:
        raise NoNote
    report = kind.make(year, as_at)
    content = {**report.as_json(), "definitions": [list(pair) for pair in kind.definitions]}
    about = {
        "slug": kind.slug,
        "year_start": year.start,
        "is_financial": isinstance(year, FinancialYear),
        "as_at": as_at,
        "note": note,
    }
    for kept in FrozenReport.objects.filter(**about, frozen_by=by):
        if kept.content == content:
            return kept
    frozen = FrozenReport.objects.create(
        **about, title=kind.title, content=content, frozen_by=by, frozen_at=timezone.now()
    )
    record(frozen, "report.frozen", by=by)
    return frozen
