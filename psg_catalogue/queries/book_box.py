"""What stands in the right column of a session's page: whether and how this visitor can book."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import clock, weekday_day
from directory.models import School
from psg_catalogue.booking_rights import BookingRight, booking_rights, may_book_for_any
from psg_catalogue.enums import Access, SessionState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.permissions import may_take_register
from psg_catalogue.queries.place_price import session_price_words
from psg_catalogue.queries.rules import rules_shown
from psg_catalogue.queries.waiting import positions
from psg_catalogue.refusals import BookingClosed
from psg_catalogue.services.bookable import closed_because
from psg_catalogue.services.place_times import list_has_stopped
from subscriptions.models import Subscription
from subscriptions.standing import usage_words
from subscriptions.unpaid import unpaid_hold


@dataclass
class BookBox:
    """`state` is cancelled, postponed, held, over, closed, anonymous, no_school, no_subscription,
    unpaid, full or open. `listed` are the visitor's schools' bookings, each with its place in the
    line; `unpaid` the schools that have to pay first; `usage` what is left of the places of each
    school where they are counted."""

    session: StudyGroupSession
    state: str
    waiting: int = 0
    came: int = 0
    was_booked: int = 0
    rights: list[BookingRight] = field(default_factory=list)
    covered: list[School] = field(default_factory=list)
    paying: list[School] = field(default_factory=list)
    unpaid: list[School] = field(default_factory=list)
    usage: list[str] = field(default_factory=list)
    listed: list[tuple[Booking, int]] = field(default_factory=list)
    books_for_any: bool = False
    may_take_register: bool = False
    list_stopped: bool = False

    @property
    def book_by(self) -> str:
        """Until when, as in "noon on Monday 23 November"; empty when until it starts."""
        closes = self.session.booking_closes_at
        return f"{_hour(closes)} on {weekday_day(closes)}" if closes else ""

    @property
    def year(self) -> AcademicYear:
        return self.session.year

    @property
    def is_subscribed(self) -> bool:
        """True when it is a subscription that pays for the place."""
        return self.session.access != Access.OPEN and bool(self.covered)

    @property
    def price(self) -> str:
        """What a place costs a school without a subscription; "" where it cannot buy one."""
        return session_price_words(self.session)

    @property
    def books_others(self) -> bool:
        return any(right.everyone for right in self.rights)

    @property
    def would_be(self) -> int:
        """The next place in the line."""
        return self.waiting + 1


def book_box(session: StudyGroupSession, user, now: datetime | None = None) -> BookBox:
    """The box for whoever looks: at most nine queries for someone signed in and two for anyone
    else, however many are booked."""
    now = now or timezone.now()
    box = BookBox(session, _state_of(session, now))
    if session.is_full or session.state == SessionState.POSTPONED:
        box.waiting = session.bookings.waiting().count()
        box.list_stopped = session.is_open_state and list_has_stopped(session, rules_shown(), now)
    if box.state == "held":
        box.came = session.entries.present().count()
    if box.state == "cancelled":
        ended = session.bookings.filter(state=Booking.State.CANCELLED_BY_ORGANISER)
        box.was_booked = ended.count()
    if user.is_authenticated:
        _add_own(box, user)
    elif not box.state:
        box.state = "anonymous"
    return box


def _state_of(session: StudyGroupSession, now: datetime) -> str:
    """The state that holds for everybody, or ""."""
    if session.state in (SessionState.CANCELLED, SessionState.POSTPONED, SessionState.HELD):
        return session.state
    refusal = closed_because(session, now)
    if refusal is None:
        return ""
    return "closed" if isinstance(refusal, BookingClosed) else "over"


def _add_own(box: BookBox, user) -> None:
    """What is so for this visitor and their schools."""
    session = box.session
    box.books_for_any = may_book_for_any(user)
    box.may_take_register = may_take_register(user, session)
    box.rights = booking_rights(user)
    schools = [right.school for right in box.rights]
    if schools:
        own = session.bookings.active().filter(school__in=schools).select_related("colleague")
        shown = [b for b in own for right in box.rights if right.covers(b)]
        line = positions(session) if any(not booking.had_place for booking in shown) else {}
        box.listed = [(booking, line.get(booking.pk, 0)) for booking in shown]
    if box.state:
        return
    _add_covered(box, schools)
    if not schools:
        box.state = "no_school"
    elif not box.covered and not box.paying:
        box.state = "unpaid" if box.unpaid else "no_subscription"
    else:
        box.state = "full" if session.is_full else "open"


def _add_covered(box: BookBox, schools: list[School]) -> None:
    """Those of the schools that may book: all, or those whose subscription for that day lets them,
    with what it has left where its places are counted."""
    if box.session.access == Access.OPEN or not schools:
        box.covered = schools
        return
    covering = Subscription.objects.covering(box.session.day).filter(school__in=schools)
    found = {each.school_id: each for each in covering.select_related("scheme")}
    for school in schools:
        subscription = found.get(school.pk)
        if subscription is None:
            if box.session.access == Access.PAID:
                box.paying.append(school)
            continue
        if unpaid_hold(subscription, timezone.localdate()):
            box.unpaid.append(school)
            continue
        box.covered.append(school)
        if words := usage_words(subscription):
            box.usage.append(f"{school}: {words}.")


def _hour(moment: datetime) -> str:
    written = clock(moment)
    return "noon" if written == "12:00" else written
