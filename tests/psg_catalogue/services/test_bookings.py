"""Booking and cancelling: one test a way out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.academic_year import LONDON, AcademicYear
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.refusals import (
    BookingClosed,
    ClashingBooking,
    ColleagueLeft,
    NobodyNamed,
    NoSubscription,
    NotOfThisSchool,
    PeopleRefused,
    SessionCancelled,
    SessionOver,
    SessionPostponed,
    SessionsRefused,
)
from psg_catalogue.services.attenders import Newcomer
from psg_catalogue.services.bookings import book_places, book_sessions, cancel_booking
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


def year_of(session):
    return AcademicYear.of(session.starts_at).start


@pytest.fixture
def session():
    return StudyGroupSessionFactory()


@pytest.fixture
def school(session):
    """A school whose subscription covers the session."""
    return SubscriptionFactory(academic_year=year_of(session)).school


def in_step(session):
    """The counter on the session and the confirmed rows say the same."""
    taken = StudyGroupSession.objects.get(pk=session.pk).places_taken
    return taken == Booking.objects.taking_a_place().filter(session=session).count()


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_book_places_gives_each_colleague_a_place(session, school):
    people = ColleagueFactory.create_batch(3, school=school)
    lead = UserFactory()
    outcome = book_places(session, people, school=school, by=lead)
    assert [b.colleague for b in outcome.booked] == people
    assert outcome.waiting == outcome.already == []
    assert {b.booked_by for b in outcome.booked} == {lead}
    assert StudyGroupSession.objects.get(pk=session.pk).places_taken == 3
    assert in_step(session)
    assert actions() == ["booking.made"] * 3


def test_book_places_by_office_says_so(session, school):
    person = ColleagueFactory(school=school)
    office = UserFactory()
    outcome = book_places(session, [person], school=school, by=office, by_office=True)
    assert outcome.booked[0].by_office
    entry = ModelLogEntry.objects.get()
    assert entry.data == {"on_behalf_of": school.urn}
    assert entry.user == office


def test_book_places_puts_those_beyond_the_places_on_the_waiting_list_in_order(school):
    session = StudyGroupSessionFactory(capacity=3)
    people = ColleagueFactory.create_batch(5, school=school)
    outcome = book_places(session, people, school=school)
    assert [b.colleague for b in outcome.booked] == people[:3]
    assert [b.colleague for b in outcome.waiting] == people[3:]
    assert [b.colleague for b in session.bookings.waiting()] == people[3:]
    assert in_step(session)


def test_book_places_twice_gives_the_same_bookings(session, school):
    people = ColleagueFactory.create_batch(2, school=school)
    first = book_places(session, people, school=school)
    second = book_places(session, people, school=school)
    assert second.booked == second.waiting == []
    assert second.already == first.booked
    assert Booking.objects.count() == 2
    assert in_step(session)
    assert len(actions()) == 2


def test_book_places_names_a_colleague_twice_books_once(session, school):
    person = ColleagueFactory(school=school)
    outcome = book_places(session, [person, person], school=school)
    assert [b.colleague for b in outcome.bookings] == [person]


def test_book_places_puts_newcomers_on_the_staff_list(session, school):
    known = ColleagueFactory(school=school)
    pearl = Newcomer("Pearl Hathersedge", "Teacher", "pearl@example.org")
    outcome = book_places(session, [known], school=school, newcomers=[pearl])
    assert [b.colleague.name for b in outcome.booked] == [known.name, "Pearl Hathersedge"]
    added = school.colleagues.get(email="pearl@example.org")
    assert added.job_title == "Teacher"


@pytest.mark.parametrize("email", ["pearl@example.org", ""])
def test_book_places_for_the_same_newcomer_twice_adds_and_books_once(session, school, email):
    pearl = Newcomer("Pearl Hathersedge", email=email)
    first = book_places(session, [], school=school, newcomers=[pearl])
    second = book_places(session, [], school=school, newcomers=[pearl])
    assert second.already == first.booked
    assert school.colleagues.count() == 1


def test_book_places_that_is_refused_leaves_no_newcomer_behind(session, school):
    gone = ColleagueFactory(school=school, left_on=timezone.localdate())
    with pytest.raises(PeopleRefused):
        book_places(session, [gone], school=school, newcomers=[Newcomer("Pearl Hathersedge")])
    assert not school.colleagues.filter(name="Pearl Hathersedge").exists()


def test_book_places_without_names_is_refused(session, school):
    with pytest.raises(NobodyNamed):
        book_places(session, [], school=school)


def test_book_places_without_subscription_is_refused(session):
    school = SchoolFactory()
    with pytest.raises(NoSubscription) as refused:
        book_places(session, [ColleagueFactory(school=school)], school=school)
    assert refused.value.school == school
    assert refused.value.year == AcademicYear.of(session.starts_at)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("trait", ["applied", "cancelled"])
def test_book_places_with_a_subscription_that_is_not_active_is_refused(session, trait):
    school = SubscriptionFactory(academic_year=year_of(session), **{trait: True}).school
    with pytest.raises(NoSubscription):
        book_places(session, [ColleagueFactory(school=school)], school=school)


def test_book_places_counts_the_subscription_of_the_year_of_the_session():
    starts = AcademicYear.current().next.starts_at + timedelta(days=10)
    session = StudyGroupSessionFactory(starts_at=starts)
    this_year = SubscriptionFactory().school
    next_year = SubscriptionFactory(academic_year=year_of(session)).school
    with pytest.raises(NoSubscription):
        book_places(session, [ColleagueFactory(school=this_year)], school=this_year)
    outcome = book_places(session, [ColleagueFactory(school=next_year)], school=next_year)
    assert len(outcome.booked) == 1


def test_book_places_on_a_session_open_to_all_needs_no_subscription():
    session = StudyGroupSessionFactory(open_to_all=True)
    person = ColleagueFactory()
    assert book_places(session, [person], school=person.school).booked


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"cancelled": True}, SessionCancelled),
        ({"postponed": True}, SessionPostponed),
        ({"held": True}, SessionOver),
        ({"past": True}, SessionOver),
        ({"booking_closes_at": timezone.now() - timedelta(minutes=1)}, BookingClosed),
    ],
)
def test_book_places_on_a_closed_session_is_refused(facts, refusal):
    session = StudyGroupSessionFactory(open_to_all=True, **facts)
    person = ColleagueFactory()
    with pytest.raises(refusal):
        book_places(session, [person], school=person.school)
    assert not Booking.objects.exists()


def test_book_places_until_the_very_deadline():
    closes = timezone.now() + timedelta(minutes=1)
    session = StudyGroupSessionFactory(open_to_all=True, booking_closes_at=closes)
    person = ColleagueFactory()
    assert book_places(session, [person], school=person.school).booked


def test_book_places_for_one_who_left_books_nobody(session, school):
    gone = ColleagueFactory(school=school, left_on=timezone.localdate())
    here = ColleagueFactory(school=school)
    with pytest.raises(PeopleRefused) as refused:
        book_places(session, [here, gone], school=school)
    assert [type(r) for r in refused.value.refusals] == [ColleagueLeft]
    assert refused.value.refusals[0].colleague == gone
    assert not Booking.objects.exists()


def test_book_places_for_a_colleague_of_another_school_books_nobody(session, school):
    foreign = ColleagueFactory()
    with pytest.raises(PeopleRefused) as refused:
        book_places(session, [ColleagueFactory(school=school), foreign], school=school)
    assert [type(r) for r in refused.value.refusals] == [NotOfThisSchool]
    assert not Booking.objects.exists()


def test_book_places_tells_nothing_of_another_schools_booking(session, school):
    foreign = BookingFactory(session=session).colleague
    with pytest.raises(PeopleRefused) as refused:
        book_places(session, [foreign], school=school)
    assert [type(r) for r in refused.value.refusals] == [NotOfThisSchool]


def overlapping(session, **facts):
    return StudyGroupSessionFactory(
        title="Small planning circle",
        starts_at=session.starts_at - timedelta(minutes=15),
        ends_at=session.starts_at + timedelta(minutes=45),
        **facts,
    )


def test_book_places_that_clash_say_with_what(session, school):
    person = ColleagueFactory(school=school, name="Jasper Mallowby")
    other = BookingFactory(session=overlapping(session), colleague=person)
    with pytest.raises(PeopleRefused) as refused:
        book_places(session, [person], school=school)
    (clash,) = refused.value.refusals
    assert isinstance(clash, ClashingBooking)
    assert clash.other == other
    hours = [
        f"{other.session.starts_at.astimezone(LONDON):%H:%M}",
        f"{other.session.ends_at.astimezone(LONDON):%H:%M}",
    ]
    assert clash.what == (
        "Jasper Mallowby is booked on “Small planning circle”"
        f" from {hours[0]} to {hours[1]} that day"
    )


@pytest.mark.parametrize("same", ["email", "user"])
def test_book_places_knows_the_same_person_at_another_school_and_does_not_tell_what(
    session, school, same
):
    shared = {"email": "J.Mallowby@example.org"} if same == "email" else {"user": UserFactory()}
    elsewhere = ColleagueFactory(**shared)
    BookingFactory(session=overlapping(session), colleague=elsewhere)
    if same == "email":
        shared = {"email": "j.mallowby@EXAMPLE.org"}
    person = ColleagueFactory(school=school, name="Jasper Mallowby", **shared)
    with pytest.raises(PeopleRefused) as refused:
        book_places(session, [person], school=school)
    (clash,) = refused.value.refusals
    assert clash.what == "Jasper Mallowby is already booked by another school at the same time"
    assert "Small planning circle" not in str(refused.value)


def test_book_places_for_somebody_another_school_booked_on_this_session_is_refused(session, school):
    BookingFactory(session=session, colleague__email="j.mallowby@example.org")
    person = ColleagueFactory(school=school, email="j.mallowby@example.org")
    with pytest.raises(PeopleRefused) as refused:
        book_places(session, [person], school=school)
    (clash,) = refused.value.refusals
    assert clash.same_session


def test_book_places_beside_a_cancelled_or_adjoining_booking_is_no_clash(session, school):
    person = ColleagueFactory(school=school)
    BookingFactory(session=overlapping(session), colleague=person, cancelled=True)
    BookingFactory(session=overlapping(session, cancelled=True), colleague=person)
    before = StudyGroupSessionFactory(
        starts_at=session.starts_at - timedelta(hours=1), ends_at=session.starts_at
    )
    BookingFactory(session=before, colleague=person)
    assert book_places(session, [person], school=school).booked


def test_book_sessions_books_all_or_none(session, school):
    other = StudyGroupSessionFactory(
        starts_at=twilight(15), state="cancelled", cancellation_reason="Unwell."
    )
    with pytest.raises(SessionsRefused) as refused:
        book_sessions([other, session], [ColleagueFactory(school=school)], school=school)
    ((which, why),) = refused.value.refusals
    assert (which.pk, type(why)) == (other.pk, SessionCancelled)
    assert not Booking.objects.exists()
    assert in_step(session)


def test_cancel_booking_frees_the_place(session, school):
    (booking,) = book_places(session, [ColleagueFactory(school=school)], school=school).booked
    lead = UserFactory()
    cancelled = cancel_booking(booking, by=lead)
    assert cancelled.state == BookingState.CANCELLED_BY_SCHOOL
    assert cancelled.ended_at
    assert cancelled.calendar_sequence == 1
    assert StudyGroupSession.objects.get(pk=session.pk).places_taken == 0
    assert actions() == ["booking.made", "booking.cancelled"]


def test_cancel_booking_twice_changes_nothing_more(session, school):
    (booking,) = book_places(session, [ColleagueFactory(school=school)], school=school).booked
    cancel_booking(booking)
    cancel_booking(booking)
    assert in_step(session)
    assert actions() == ["booking.made", "booking.cancelled"]


def test_cancel_booking_offers_the_place_to_the_head_of_the_waiting_list(school):
    session = StudyGroupSessionFactory(capacity=1)
    people = ColleagueFactory.create_batch(3, school=school)
    outcome = book_places(session, people, school=school)
    cancel_booking(outcome.booked[0])
    assert [b.colleague for b in session.bookings.offered()] == [people[1]]
    assert [b.colleague for b in session.bookings.waiting()] == [people[2]]
    assert in_step(session)


def test_cancel_booking_leaves_the_waiting_list_without_moving_anyone(school):
    session = StudyGroupSessionFactory(capacity=1)
    people = ColleagueFactory.create_batch(3, school=school)
    outcome = book_places(session, people, school=school)
    cancel_booking(outcome.waiting[0])
    assert [b.colleague for b in session.bookings.confirmed()] == [people[0]]
    assert [b.colleague for b in session.bookings.waiting()] == [people[2]]
    assert in_step(session)


@pytest.mark.parametrize("facts", [{"past": True}, {"held": True, "came": 0}])
def test_cancel_booking_after_the_session_began_is_refused(facts):
    session = StudyGroupSessionFactory(places_taken=1, **facts)
    booking = BookingFactory(session=session)
    with pytest.raises(SessionOver):
        cancel_booking(booking)
    assert Booking.objects.get(pk=booking.pk).state == BookingState.CONFIRMED


def test_cancel_booking_and_book_again_makes_a_new_booking(session, school):
    person = ColleagueFactory(school=school)
    (first,) = book_places(session, [person], school=school).booked
    cancel_booking(first)
    (second,) = book_places(session, [person], school=school).booked
    assert second.pk != first.pk
    assert in_step(session)


def test_booking_survives_the_end_of_its_subscription(session, school):
    (booking,) = book_places(session, [ColleagueFactory(school=school)], school=school).booked
    school.subscriptions.update(state="cancelled")
    assert Booking.objects.get(pk=booking.pk).state == BookingState.CONFIRMED
    with pytest.raises(NoSubscription):
        book_places(session, [ColleagueFactory(school=school)], school=school)


def test_a_new_booking_does_not_overtake_the_waiting_list(school):
    session = StudyGroupSessionFactory(capacity=2, places_taken=1)
    BookingFactory(session=session)
    waiting = BookingFactory(session=session, waiting=True)
    outcome = book_places(session, [ColleagueFactory(school=school)], school=school)
    assert outcome.booked == []
    assert [b.pk for b in session.bookings.waiting()] == [waiting.pk, outcome.waiting[0].pk]


def test_the_database_refuses_an_active_booking_twice():
    booking = BookingFactory()
    with pytest.raises(IntegrityError, match="booked_once|session_id"), transaction.atomic():
        BookingFactory(session=booking.session, colleague=booking.colleague)


def test_the_database_refuses_more_places_than_there_are():
    session = StudyGroupSessionFactory(full=True)
    with pytest.raises(IntegrityError, match="never_oversold"), transaction.atomic():
        StudyGroupSession.objects.filter(pk=session.pk).update(places_taken=session.capacity + 1)
