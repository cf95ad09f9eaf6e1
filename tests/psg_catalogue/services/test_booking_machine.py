"""Whatever order things happen in, places and rows agree (SAFETY 9)."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from wagtail.models import ModelLogEntry

from core.academic_year import AcademicYear
from directory.models import Colleague
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import NoSubscription
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.session_changes import resize_session
from psg_catalogue.session_refusals import CapacityBelowBooked
from subscriptions.models import Subscription
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

PEOPLE = 6
CHANGES = {
    "booking.made",
    "booking.joined_waiting_list",
    "booking.place_given",
    "booking.cancelled",
}


class Bookings(RuleBasedStateMachine):
    """Book, give back, change the number of places, let the subscription lapse and renew it."""

    subscription: Subscription
    session: StudyGroupSession
    people: list[Colleague]

    def __init__(self) -> None:
        super().__init__()
        Booking.objects.all().delete()
        ModelLogEntry.objects.all().delete()
        StudyGroupSession.objects.update(places_taken=0, capacity=2)
        self.lapse_or_renew(active=True)
        self.changes = 0
        self.line: list[int] = []

    @rule(chosen=st.lists(st.integers(0, PEOPLE - 1), min_size=1, max_size=4, unique=True))
    def book(self, chosen: list[int]) -> None:
        people = [self.people[number] for number in chosen]
        try:
            outcome = book_places(self.session, people, school=self.subscription.school)
        except NoSubscription:
            assert self.subscription.state != "active"
            return
        self.changes += len(outcome.booked) + len(outcome.waiting)
        self.line += [booking.pk for booking in outcome.waiting]

    @precondition(lambda self: Booking.objects.active().exists())
    @rule(number=st.integers(0, PEOPLE - 1))
    def give_back(self, number: int) -> None:
        active = list(Booking.objects.active().order_by("pk"))
        booking = active[number % len(active)]
        cancel_booking(booking)
        self.changes += 1
        self._moved_up(besides=booking)

    @rule(capacity=st.integers(1, PEOPLE))
    def resize(self, capacity: int) -> None:
        booked = Booking.objects.confirmed().count()
        try:
            resize_session(self.session, capacity=capacity)
        except CapacityBelowBooked:
            assert capacity < booked
            return
        self._moved_up()

    @rule(active=st.booleans())
    def lapse_or_renew(self, active: bool) -> None:
        self.subscription.state = "active" if active else "cancelled"
        self.subscription.save()

    def _moved_up(self, besides: Booking | None = None) -> None:
        """Those who got a place were the first in the line."""
        waiting = set(Booking.objects.waiting().values_list("pk", flat=True))
        left = [pk for pk in self.line if besides is None or pk != besides.pk]
        given = [pk for pk in left if pk not in waiting]
        assert given == left[: len(given)]
        self.changes += len(given)
        self.line = left[len(given) :]

    @invariant()
    def places_and_rows_agree(self) -> None:
        session = StudyGroupSession.objects.get(pk=self.session.pk)
        confirmed = session.bookings.confirmed().count()
        assert session.places_taken == confirmed <= session.capacity
        if session.bookings.waiting().exists():
            assert confirmed == session.capacity

    @invariant()
    def nobody_is_booked_twice(self) -> None:
        active = Booking.objects.active().values_list("colleague", flat=True)
        assert len(active) == len(set(active))

    @invariant()
    def the_line_is_in_order(self) -> None:
        assert list(Booking.objects.waiting().values_list("pk", flat=True)) == self.line

    @invariant()
    def every_change_stands_in_the_history_once(self) -> None:
        assert ModelLogEntry.objects.filter(action__in=CHANGES).count() == self.changes


@pytest.mark.django_db
def test_bookings_hold_whatever_happens():
    Bookings.session = StudyGroupSessionFactory(capacity=2)
    year = AcademicYear.of(Bookings.session.starts_at).start
    Bookings.subscription = SubscriptionFactory(academic_year=year)
    Bookings.people = ColleagueFactory.create_batch(PEOPLE, school=Bookings.subscription.school)
    machine = Bookings.TestCase
    machine.settings = settings(
        max_examples=12,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    machine().runTest()
