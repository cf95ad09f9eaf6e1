"""What a subscription gives of places in its year, and who has drawn on it.

Every booking on a session for subscribers draws one place of its school's subscription, from the
moment it is asked for: also one on the waiting list, which would otherwise be given a place that
nobody has left. It is given back when the booking ends without having been used; a late
cancellation is a place used, unless the office excuses it. A colleague who takes another's place
takes what was drawn along. What a session was on the day it was booked stays: a change of its
access later draws nothing and gives nothing back.

Locks are taken in one order: sessions, people, then the subscription (SAFETY 1.1)."""

from collections.abc import Iterable

from django.db.models import F, Q
from django.utils import timezone

from directory.models import School
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, Access, BookingState, UnusedKind
from psg_catalogue.models import Booking, StudyGroupSession
from subscriptions.models import Subscription
from subscriptions.queries import live_subscription
from subscriptions.standing import usage_words

Allowances = dict[int, Subscription]


def lock_allowances(school: School, sessions: Iterable[StudyGroupSession]) -> Allowances:
    """The school's active subscriptions of these sessions' years, by year, held until the caller's
    transaction ends: two who ask for the last place of an allowance would both see it."""
    years = {session.year.start for session in sessions if session.access != Access.OPEN}
    if not years:
        return {}
    rows = Subscription.objects.active().filter(school=school, academic_year__in=years)
    return {row.academic_year: row for row in _locked(rows)}


def drawn_from(allowances: Allowances, session: StudyGroupSession) -> Subscription | None:
    """The subscription that covers a session, of those locked; None where none is asked for."""
    subscription = None if session.access == Access.OPEN else allowances.get(session.year.start)
    if subscription is None or subscription.active_from > session.day:
        return None
    return subscription


def draw(subscription: Subscription | None, number: int, *, drawn: int) -> None:
    """So many places more are drawn on a subscription that has given `drawn` by now."""
    if subscription is None:
        return
    counted = subscription.places_included is not None
    _count(subscription, number + (drawn - subscription.places_used if counted else 0))


def drawn_on(subscription: Subscription) -> int:
    """How many places are drawn now, by the bookings themselves."""
    return using_allowance().filter(subscription=subscription).count()


def using_allowance():
    """Bookings that use a place of their subscription: those that stand, and those given back too
    late. One that still waited when its session began never had a place."""
    waits = Q(state=BookingState.WAITING_LIST, session__starts_at__lte=timezone.now())
    late = Q(unused_place__kind=UnusedKind.LATE, unused_place__excused_at=None)
    stands = Q(state__in=ACTIVE_BOOKING_STATES) & ~waits
    return Booking.objects.filter(stands | late, subscription__isnull=False)


def give_back(bookings: Iterable[Booking]) -> None:
    """The subscriptions of bookings that ended count afresh. Call it once they are written, in the
    same transaction, with the session's row held."""
    numbers = {booking.subscription_id for booking in bookings if booking.subscription_id}
    if numbers:
        for subscription in _locked(Subscription.objects.filter(pk__in=numbers)):
            _count(subscription, drawn_on(subscription) - subscription.places_used)


def _count(subscription: Subscription, step: int) -> None:
    """The counter follows the bookings. The sum is the database's, so that its CHECK is a second
    line should the lock ever be forgotten."""
    if step:
        rows = Subscription.objects.filter(pk=subscription.pk)
        rows.update(places_used=F("places_used") + step)
        subscription.places_used += step


def allowance_words(session: StudyGroupSession, school: School) -> str:
    """How much of the school's allowance for the session's year is booked; "" where it has none or
    the session draws on none."""
    if session.access == Access.OPEN:
        return ""
    subscription = live_subscription(school, session.year)
    return usage_words(subscription) if subscription else ""


def _locked(rows) -> list[Subscription]:
    """Always in the order of their numbers."""
    rows = rows.select_related("scheme").order_by("pk")
    return list(rows.select_for_update(no_key=True, of=("self",)))
