"""How long study groups keep things: bookings and registers for three years after the school year,
then counts alone; what was said in evaluations for two, then the marks alone (DOMAIN 6.5)."""

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from core.academic_year import AcademicYear
from core.privacy.periods import FINANCE_YEARS
from core.services.retention import Category, delete_each, register, school_years_before
from psg_catalogue.enums import SessionSource
from psg_catalogue.models import (
    Booking,
    EvaluationAnswer,
    GroupProposal,
    RegisterEntry,
    UnusedPlace,
)
from psg_catalogue.person_key import FORGOTTEN
from psg_catalogue.services.frozen_years import freeze_years

NOT_KEPT = "Name no longer kept"


def register_periods() -> None:
    """Called once, when the app is ready."""
    _register_what_goes_by_itself()
    register(
        Category(
            name="evaluations",
            heading="What was written in the answers after a session",
            years=2,
            after="the school year ends",
            then="The words are deleted; the marks stay, which lead to nobody",
            due=_old_words,
            remove=_forget_words,
            order=10,
        )
    )
    register(
        Category(
            name="registers",
            heading="Attendance registers, with the certificates that stand on them",
            years=3,
            after="the school year ends",
            then="Deleted; only counts stay",
            due=_old_entries,
            remove=_delete_entries,
            order=20,
        )
    )
    register(
        Category(
            name="bookings",
            heading="Bookings",
            years=3,
            after="the school year ends",
            then="Deleted; only counts stay",
            due=_old_bookings,
            remove=_delete_bookings,
            order=21,
        )
    )
    register(
        Category(
            name="proposals",
            heading="Study groups proposed by practitioners",
            years=3,
            after="the school year in which they were settled",
            then="Deleted; what was approved stays as a study group",
            due=_old_proposals,
            remove=delete_each,
            order=22,
        )
    )


def _register_what_goes_by_itself() -> None:
    """What no number of years is for: other jobs take it."""
    register(
        Category(
            name="access_needs",
            heading="Access or dietary needs",
            years=0,
            least=0,
            after="until the session is over",
        )
    )
    register(
        Category(
            name="new_sessions",
            heading="Addresses that hear of new sessions by email",
            years=0,
            least=0,
            after="until they stop it; a week where nobody confirms",
        )
    )


def _old_proposals(today: date, years: int) -> QuerySet[GroupProposal]:
    return GroupProposal.objects.filter(settled_at__lt=school_years_before(today, years))


def _old_words(today: date, years: int) -> QuerySet[EvaluationAnswer]:
    before = school_years_before(today, years)
    return EvaluationAnswer.objects.filter(response__session__starts_at__lt=before).exclude(text="")


def _forget_words(rows: QuerySet[EvaluationAnswer]) -> int:
    """An answer of words alone goes whole; beside a mark only the words do."""
    pks = list(rows.values_list("pk", flat=True))
    old = EvaluationAnswer.objects.filter(pk__in=pks)
    old.filter(scale=None).delete()
    old.filter(scale__isnull=False).update(text="", review="", concern="")
    return len(pks)


def _old_entries(today: date, years: int) -> QuerySet[RegisterEntry]:
    old = RegisterEntry.objects.filter(session__starts_at__lt=school_years_before(today, years))
    return old.exclude(name=NOT_KEPT)


def _delete_entries(rows: QuerySet[RegisterEntry]) -> int:
    """The years' figures are written down first; of an invitation to evaluate nothing is left. What
    was brought in from earlier records loses its names and stays: its report is asked for as at
    any day, and there is nothing else in it."""
    gone = rows.count()
    earlier = Q(session__source=SessionSource.HISTORY)
    _take_names(list(rows.filter(earlier)))
    own = rows.exclude(earlier)
    days = own.order_by().values_list("session__starts_at", flat=True).distinct()
    freeze_years({AcademicYear.of(day) for day in days})
    own.delete()
    return gone


def _take_names(entries: list[RegisterEntry]) -> None:
    """Lines that were one person stay one person, under a key drawn by lot."""
    keys: dict[str, str] = {}
    for entry in entries:
        entry.person_key = keys.setdefault(entry.person_key, f"{FORGOTTEN}{uuid.uuid4()}")
        entry.name, entry.email, entry.colleague = NOT_KEPT, "", None
    RegisterEntry.objects.bulk_update(
        entries, ["name", "email", "colleague", "person_key"], batch_size=500
    )


def _delete_bookings(rows: QuerySet[Booking]) -> int:
    UnusedPlace.objects.filter(booking__in=rows).delete()
    return delete_each(rows)


def _old_bookings(today: date, years: int) -> QuerySet[Booking]:
    """But for places that were charged: what the school was billed for is kept as long as the
    bill."""
    old = Booking.objects.filter(session__starts_at__lt=school_years_before(today, years))
    bills = school_years_before(today, max(years, FINANCE_YEARS))
    return old.filter(
        Q(unused_place=None) | Q(unused_place__charge_pence=0) | Q(session__starts_at__lt=bills)
    )
