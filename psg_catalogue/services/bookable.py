"""Whether anybody, and whether a school, can be booked on a session now."""

from datetime import datetime

from django.utils import timezone

from directory.models import School
from psg_catalogue.enums import Access, SessionState
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.refusals import (
    BookingClosed,
    BookingRefused,
    NoSubscription,
    PaymentOverdue,
    SessionCancelled,
    SessionOver,
    SessionPostponed,
)
from subscriptions.models import Subscription
from subscriptions.queries import covering_subscription, lapsed_before
from subscriptions.unpaid import unpaid_hold


def refusal_of(
    session: StudyGroupSession, school: School, now: datetime | None = None
) -> BookingRefused | None:
    """Why nobody of this school can be booked now, or None: SessionCancelled, SessionPostponed,
    SessionOver, BookingClosed, NoSubscription, PaymentOverdue."""
    if session.access == Access.OPEN:
        return closed_because(session, now)
    # The year that counts is the session's: in July a September session needs the next one.
    return refusal_under(session, school, covering_subscription(school, session.day), now)


def refusal_under(
    session: StudyGroupSession,
    school: School,
    covering: Subscription | None,
    now: datetime | None = None,
) -> BookingRefused | None:
    """The same, where the subscription that covers the session's day is known to be `covering`."""
    refusal = closed_because(session, now)
    if refusal or session.access == Access.OPEN:
        return refusal
    if covering is None and session.access == Access.PAID:
        return None
    if covering is None:
        return NoSubscription(school, session.year, lapsed=lapsed_before(school, session.year))
    unpaid = unpaid_hold(covering, timezone.localdate())
    return PaymentOverdue(school, unpaid) if unpaid else None


def closed_because(
    session: StudyGroupSession, now: datetime | None = None
) -> BookingRefused | None:
    """Why nobody at all can be booked now, whatever the school, or None."""
    now = now or timezone.now()
    if session.state == SessionState.CANCELLED:
        return SessionCancelled()
    if session.state == SessionState.POSTPONED:
        return SessionPostponed()
    if session.state == SessionState.HELD or session.starts_at <= now:
        return SessionOver()
    if session.booking_closes_at and session.booking_closes_at <= now:
        return BookingClosed(session)
    return None
