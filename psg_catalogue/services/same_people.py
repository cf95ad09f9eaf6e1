"""Two rows of a staff list that are one person, joined by somebody who knows: never by the site on
its own (P26). Bookings, register lines and the account follow; what was done is written down."""

from django.db import transaction

from core.audit import record
from directory.models import Colleague
from psg_catalogue.enums import (
    ACTIVE_BOOKING_STATES,
    Attendance,
    BookingState,
)
from psg_catalogue.models import Booking, DistinctPeople, RegisterEntry
from psg_catalogue.person_key import person_key, same_name
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_sessions
from psg_catalogue.services.place_credits import DOUBLED, credit_places
from psg_catalogue.services.waiting_list import offer_places


class NotOnePerson(BookingRefused):
    """They are not at one school, or not of one name, or one and the same row."""

    def __str__(self) -> str:
        return "Only two people of one name on one staff list can be joined."


class TwoAccounts(BookingRefused):
    def __str__(self) -> str:
        return (
            "Both have an account that is open. Ask the training school’s office to close the one"
            " that is no longer used, and join them then."
        )


@transaction.atomic
def join_people(keep: Colleague, away: Colleague, *, by=None, on_behalf_of: str = "") -> Colleague:
    """`keep` stands on the list for both, with the bookings, register lines and account of `away`,
    whose row is gone. Where both were booked on one session, the better booking stays and the other
    place is offered on; where both stand on one register, one line stays. Raises NotOnePerson,
    TwoAccounts."""
    bookings = Booking.objects.filter(colleague__in=[keep.pk, away.pk])
    entries = RegisterEntry.objects.filter(colleague__in=[keep.pk, away.pk])
    pks = {*bookings.values_list("session", flat=True), *entries.values_list("session", flat=True)}
    sessions = {session.pk: session for session in lock_sessions(pks)}
    keep, away = _locked(keep, away)
    doubled = []
    for session in sessions.values():
        doubled += _join_bookings(session, keep, away, by)
    Booking.objects.filter(colleague=away).update(colleague=keep)
    _join_lines(keep, away)
    _join_accounts(keep, away)
    DistinctPeople.objects.filter(one=away).delete()
    DistinctPeople.objects.filter(other=away).delete()
    record(keep, "colleague.merged", by=by, on_behalf_of=on_behalf_of, away=away.pk)
    away.delete()
    for session in sessions.values():
        offer_places(session, by=by)
    credit_places(doubled, reason=DOUBLED, by=by)
    return keep


@transaction.atomic
def tell_people_apart(one: Colleague, other: Colleague, *, by=None, on_behalf_of: str = "") -> None:
    """The two are two people, and are not shown as a pair again."""
    one, other = sorted((one, other), key=lambda person: person.pk)
    _, made = DistinctPeople.objects.get_or_create(one=one, other=other)
    if made:
        record(one, "colleague.told_apart", by=by, on_behalf_of=on_behalf_of, other=other.pk)


def _locked(keep: Colleague, away: Colleague) -> tuple[Colleague, Colleague]:
    rows = Colleague.objects.select_for_update(of=("self",)).select_related("user").order_by("pk")
    fresh = {row.pk: row for row in rows.filter(pk__in=[keep.pk, away.pk])}
    if len(fresh) != 2:
        raise NotOnePerson
    keep, away = fresh[keep.pk], fresh[away.pk]
    if keep.school_id != away.school_id or same_name(keep.name) != same_name(away.name):
        raise NotOnePerson
    if keep.user and away.user and keep.user.is_active and away.user.is_active:
        raise TwoAccounts
    return keep, away


def _join_bookings(session, keep: Colleague, away: Colleague, by) -> list[Booking]:
    """Of two active bookings on one session the one nearer to a place stays; returns the other."""
    ranks = {state: rank for rank, state in enumerate(ACTIVE_BOOKING_STATES)}
    active = session.bookings.active().filter(colleague__in=[keep, away])
    active = sorted(
        active.select_related("colleague", "school", "order"),
        key=lambda each: (ranks[each.state], each.pk),
    )
    for booking in active[1:]:
        booking.session = session
        end_booking(booking, "call_off", "booking.doubled", by=by)
    for booking in session.bookings.filter(colleague=away):
        record(booking, "booking.joined", by=by)
    return active[1:]


def _join_lines(keep: Colleague, away: Colleague) -> None:
    """Each register has one line of the person: present, if either was."""
    key = person_key(keep.name, keep.email, keep.school.urn)
    lines: dict[int, RegisterEntry] = {}
    mine = RegisterEntry.objects.filter(colleague__in=[keep, away]).select_related("booking")
    for line in sorted(mine, key=lambda each: (each.colleague_id != keep.pk, each.pk)):
        first = lines.setdefault(line.session_id, line)
        if first is not line:
            _fold(first, line)
    for line in lines.values():
        line.colleague = keep
        taken = RegisterEntry.objects.filter(session=line.session_id, person_key=key)
        if not taken.exclude(pk=line.pk).exists():
            line.person_key, line.email = key, keep.email
        line.save()


def _fold(first: RegisterEntry, second: RegisterEntry) -> None:
    if second.attendance == Attendance.PRESENT:
        first.attendance = Attendance.PRESENT
    booking = first.booking
    if booking is None or booking.state != BookingState.CONFIRMED and second.booking:
        booking = second.booking
    first.walk_in = first.walk_in and second.walk_in
    second.delete()
    first.booking = booking
    first.save(update_fields=["attendance", "booking", "walk_in"])


def _join_accounts(keep: Colleague, away: Colleague) -> None:
    """The account that is open is the person's, whichever row it stood on."""
    user = away.user
    if user is None or (keep.user and keep.user.is_active):
        return
    away.user = None
    away.save(update_fields=["user"])
    keep.user = user
    keep.email = keep.email or user.email
    keep.save(update_fields=["user", "email"])
