"""Whatever order things happen in, places and rows agree, and the history tells what happened
(SAFETY 9). `BOOKING_EXAMPLES=1000` runs it a thousand times instead of a few."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from wagtail.models import ModelLogEntry

from core.academic_year import AcademicYear
from core.models import Message
from core.privacy import person_of
from core.services.erasure import erase_person
from directory.models import Colleague
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, PLACE_STATES, BookingState
from psg_catalogue.models import Booking, StudyGroupSession, UnusedPlace
from psg_catalogue.refusals import BookingRefused, NoSubscription
from psg_catalogue.services.agreement import agree_booking, refuse_booking
from psg_catalogue.services.bookings import book_places, book_sessions, cancel_booking
from psg_catalogue.services.merging import merge_sessions
from psg_catalogue.services.place_times import list_has_stopped
from psg_catalogue.services.session_changes import (
    cancel_session,
    move_session,
    postpone_session,
    replan_session,
    resize_session,
)
from psg_catalogue.services.swaps import swap_colleague
from psg_catalogue.services.waiting_list import (
    accept_offer,
    decline_offer,
    let_run_out,
    move_in_line,
    offer_out_of_turn,
)
from psg_catalogue.session_refusals import SessionRefused
from subscriptions.models import Subscription
from tests.factories.directory import ColleagueFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import LASTING, StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.examples import BOOKING_EXAMPLES

PEOPLE, SESSIONS = 6, 2
S = BookingState
# What a booking is once this stands in its history; () for what leaves its state as it is.
BECOMES = {
    "booking.made": (S.CONFIRMED,),
    "booking.asked_for": (S.REQUESTED,),
    "booking.joined_waiting_list": (S.WAITING_LIST,),
    "booking.agreed": (S.CONFIRMED,),
    "booking.not_agreed": (S.DECLINED,),
    "booking.request_ran_out": (S.LAPSED,),
    "booking.offered": (S.OFFERED,),
    "booking.offered_out_of_turn": (S.OFFERED,),
    "booking.offer_accepted": (S.CONFIRMED, S.REQUESTED),
    "booking.offer_declined": (S.DECLINED,),
    "booking.offer_ran_out": (S.LAPSED,),
    "booking.offer_taken_back": (S.WAITING_LIST,),
    "booking.moved_in_line": (),
    "booking.passed_on": (S.SUBSTITUTED,),
    "booking.taken_over": (S.CONFIRMED, S.OFFERED, S.WAITING_LIST),
    "booking.cancelled": (S.CANCELLED_BY_SCHOOL,),
    "booking.moved": (),
    "booking.lost_place": (S.WAITING_LIST,),
    "booking.called_off": (S.CANCELLED_BY_ORGANISER,),
}
LEGAL = {(source, move.target) for move in BOOKING_MOVES for source in move.sources}
any_of = st.integers(0, 30)
a_person = st.integers(0, PEOPLE - 1)
a_session = st.integers(0, SESSIONS - 1)


class Bookings(RuleBasedStateMachine):
    """Everything that can happen to two small sessions, six people and their school, while time
    goes by. What is refused has changed nothing: the invariants hold after it as well."""

    subscription: Subscription
    sessions: list[StudyGroupSession]
    people: list[Colleague]

    def __init__(self) -> None:
        super().__init__()
        UnusedPlace.objects.all().delete()
        Booking.objects.update(replaces=None)
        Booking.objects.all().delete()
        ModelLogEntry.objects.all().delete()
        Message.objects.all().delete()
        for number, session in enumerate(self.sessions):
            starts_at = twilight(30 + 7 * number)
            StudyGroupSession.objects.filter(pk=session.pk).update(
                state="planned", cancellation_reason="", places_taken=0, capacity=1,
                starts_at=starts_at, ends_at=starts_at + LASTING,
            )  # fmt: skip
        Subscription.objects.update(state="active")
        for person in self.people:  # those whom the example before has erased
            Colleague.objects.filter(pk=person.pk).update(
                name=person.name, email=person.email, left_on=None
            )
        self.ahead = timedelta(0)
        real_now = timezone.now
        self.clock = patch.object(timezone, "now", lambda: real_now() + self.ahead)
        self.clock.start()

    def teardown(self) -> None:
        self.clock.stop()

    def session(self, number: int) -> StudyGroupSession:
        return StudyGroupSession.objects.get(pk=self.sessions[number].pk)

    def one_of(self, number: int, *states: str) -> Booking | None:
        found = list(Booking.objects.filter(state__in=states).order_by("pk"))
        return found[number % len(found)] if found else None

    def attempt(self, service, *args, **options) -> None:
        try:
            service(*args, **options)
        except NoSubscription:
            assert not Subscription.objects.filter(state="active").exists()
        except (BookingRefused, SessionRefused):
            pass

    @rule(
        number=a_session,
        chosen=st.lists(a_person, min_size=2, max_size=4, unique=True),
        for_oneself=st.booleans(),
    )
    def book(self, number: int, chosen: list[int], for_oneself: bool) -> None:
        people = [self.people[each] for each in chosen]
        school = self.subscription.school
        with patch("psg_catalogue.services.bookings.a_lead_agrees", lambda school: True):
            self.attempt(
                book_places, self.session(number), people, school=school, for_oneself=for_oneself
            )

    @rule(person=a_person)
    def book_them_all(self, person: int) -> None:
        people, school = [self.people[person]], self.subscription.school
        self.attempt(book_sessions, self.sessions, people, school=school)

    @rule(number=any_of)
    def give_back(self, number: int) -> None:
        if booking := self.one_of(number, *ACTIVE_BOOKING_STATES):
            self.attempt(cancel_booking, booking)

    @rule(number=any_of, yes=st.booleans(), lead=st.booleans())
    def answer_an_offer(self, number: int, yes: bool, lead: bool) -> None:
        if booking := self.one_of(number, S.OFFERED):
            if yes:
                self.attempt(accept_offer, booking, may_agree=lead)
            else:
                self.attempt(decline_offer, booking)

    @rule(number=any_of, yes=st.booleans())
    def answer_a_request(self, number: int, yes: bool) -> None:
        if booking := self.one_of(number, S.REQUESTED):
            self.attempt(agree_booking if yes else refuse_booking, booking)

    @rule(hours=st.integers(1, 80), worker=st.booleans())
    def time_goes_by(self, hours: int, worker: bool) -> None:
        self.ahead += timedelta(hours=hours)
        if worker:
            let_run_out()
            assert not Booking.objects.run_out().exists()

    @rule(number=any_of, person=a_person)
    def swap(self, number: int, person: int) -> None:
        if booking := self.one_of(number, *ACTIVE_BOOKING_STATES):
            self.attempt(swap_colleague, booking, self.people[person])

    @rule(number=any_of, to=st.integers(1, 4), out_of_turn=st.booleans())
    def prefer(self, number: int, to: int, out_of_turn: bool) -> None:
        if booking := self.one_of(number, S.WAITING_LIST):
            if out_of_turn:
                self.attempt(offer_out_of_turn, booking, reason="The key note speaker")
            else:
                self.attempt(move_in_line, booking, to=to, reason="Came in vain last time")

    @rule(number=a_session, capacity=st.integers(0, 3))
    def resize(self, number: int, capacity: int) -> None:
        self.attempt(resize_session, self.session(number), capacity=capacity)

    @rule(number=a_session, days=st.integers(1, 40), postpone=st.booleans())
    def move(self, number: int, days: int, postpone: bool) -> None:
        session = self.session(number)
        starts_at = twilight(days + self.ahead.days) + timedelta(hours=3 * number)
        when = {"starts_at": starts_at, "ends_at": starts_at + LASTING}
        if session.state == "postponed":
            self.attempt(replan_session, session, **when)
        elif postpone:
            self.attempt(postpone_session, session)
        else:
            self.attempt(move_session, session, **when)

    @rule(one=a_session, other=a_session)
    def merge(self, one: int, other: int) -> None:
        self.attempt(merge_sessions, self.session(one), into=self.session(other))

    @rule(number=a_session, dice=st.integers(0, 5))
    def cancel(self, number: int, dice: int) -> None:
        if dice == 0:
            self.attempt(cancel_session, self.session(number), reason="Snow.")

    @rule(person=a_person, dice=st.integers(0, 29))
    def erase(self, person: int, dice: int) -> None:
        if dice == 0:
            gone = self.people[person]
            erase_person(person_of(row=Colleague.objects.get(pk=gone.pk)))
            coming = Booking.objects.active().filter(colleague=gone)
            assert not coming.filter(session__starts_at__gt=timezone.now()).exists()

    @rule(active=st.booleans())
    def lapse_or_renew(self, active: bool) -> None:
        Subscription.objects.update(state="active" if active else "cancelled")

    @invariant()
    def places_and_rows_agree(self) -> None:
        for session in StudyGroupSession.objects.all():
            taken = session.bookings.filter(state__in=PLACE_STATES).count()
            assert session.places_taken == taken <= session.capacity
            if session.state == "cancelled":
                assert not session.bookings.active().exists()

    @invariant()
    def people_wait_only_while_it_is_full_or_the_list_has_stopped(self) -> None:
        for session in StudyGroupSession.objects.filter(bookings__state=S.WAITING_LIST).distinct():
            assert session.is_full or not session.is_open_state or list_has_stopped(session), (
                session.state
            )

    @invariant()
    def nobody_is_booked_twice_or_in_two_places_at_once(self) -> None:
        active = Booking.objects.active().values_list("session", "colleague")
        assert len(active) == len(set(active))

    @invariant()
    def the_history_has_one_row_for_each_change(self) -> None:
        rows = ModelLogEntry.objects.filter(action__startswith="booking.").order_by("pk")
        told: dict[int, list[str]] = {}
        for pk, action in rows.values_list("object_id", "action"):
            told.setdefault(int(pk), []).append(action)
        for booking in Booking.objects.select_related("session"):
            self.check_history(booking, told[booking.pk])

    def check_history(self, booking: Booking, actions: list[str]) -> None:
        """Each row is one legal move from where the one before had led, and the last leads to what
        the booking is now. A session's own cancelling stands in the session's history."""
        reached = set(BECOMES[actions[0]])
        for action in actions[1:]:
            if becomes := BECOMES[action]:
                reached = {b for a in reached for b in becomes if (a, b) in LEGAL}
            assert reached, actions
        ended_with_session = (
            booking.state == S.CANCELLED_BY_ORGANISER and booking.session.state == "cancelled"
        )
        assert ended_with_session or booking.state in reached, (booking.state, actions)

    @invariant()
    def open_offers_end_before_the_session(self) -> None:
        for booking in Booking.objects.offered().select_related("session"):
            assert booking.offer_expires_at <= booking.session.starts_at


@pytest.mark.django_db
def test_bookings_hold_whatever_happens():
    Bookings.sessions = StudyGroupSessionFactory.create_batch(SESSIONS)
    year = AcademicYear.of(datetime.now(tz=Bookings.sessions[0].starts_at.tzinfo)).start
    Bookings.subscription = SubscriptionFactory(academic_year=year)
    school = Bookings.subscription.school
    SubscriptionFactory(academic_year=year + 1, school=school)
    lead_of(school)
    Bookings.people = ColleagueFactory.create_batch(PEOPLE, school=school)
    machine = Bookings.TestCase

    machine.settings = settings(
        max_examples=BOOKING_EXAMPLES,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    machine().runTest()
