"""The box on a session's page and a school's bookings on its own, for each kind of visitor."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from directory.enums import Role
from directory.models import RoleAssignment
from psg_catalogue.enums import BookingState
from psg_catalogue.models import StudyGroupSession
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


def shown(tag, thing, user=None):
    """What a tag prints for somebody, on one line."""
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    template = Template("{% load bookings %}{% " + tag + " thing %}")
    return " ".join(template.render(Context({"request": request, "thing": thing})).split())


def person_with(role, school=None):
    user = UserFactory()
    RoleAssignment.objects.create(user=user, role=role, school=school)
    return user


def subscribed(session, **facts):
    return SubscriptionFactory(
        academic_year=AcademicYear.of(session.starts_at).start, **facts
    ).school


def test_book_box_asks_a_visitor_to_sign_in():
    closes = datetime(2030, 11, 25, 12, 0, tzinfo=LONDON)
    session = StudyGroupSessionFactory(booking_closes_at=closes)
    box = shown("book_box", session)
    assert "Sign in to book" in box
    assert f"next=/sessions/{session.pk}/book/" in box
    assert "Book by <strong>noon on Monday 25 November</strong>" in box
    assert "20 places left" in box


def test_book_box_for_a_subscribed_lead_books():
    session = StudyGroupSessionFactory()
    school = subscribed(session, school__name="Brindle Down")
    box = shown("book_box", session, person_with(Role.SCHOOL_LEAD, school))
    assert "Brindle Down has a subscription, so there is nothing to pay." in box
    assert f'href="/sessions/{session.pk}/book/">Book colleagues</a>' in box


def test_book_box_for_a_colleague_is_about_their_own_place():
    session = StudyGroupSessionFactory()
    school = subscribed(session)
    assert "Book my place" in shown("book_box", session, person_with(Role.SCHOOL_MEMBER, school))


def test_book_box_without_a_school_leads_to_the_claim():
    box = shown("book_box", StudyGroupSessionFactory(), UserFactory())
    assert reverse("directory:claim") in box
    assert "/book/" not in box


def test_book_box_without_a_subscription_says_that_the_door_is_open():
    session = StudyGroupSessionFactory()
    school = SchoolFactory(name="Saltings Primary School")
    box = shown("book_box", session, person_with(Role.SCHOOL_LEAD, school))
    assert f"Saltings Primary School has no subscription for {session.year}." in box
    assert "Colleagues may still come at the door" in box
    assert "/book/" not in box


def test_book_box_lists_who_is_booked_from_the_visitors_school_alone():
    session = StudyGroupSessionFactory(capacity=1, places_taken=1)
    school = subscribed(session)
    BookingFactory(session=session, waiting=True)
    own = BookingFactory(session=session, colleague__school=school, waiting=True)
    foreign = BookingFactory(session=session)
    box = shown("book_box", session, person_with(Role.SCHOOL_LEAD, school))
    assert own.colleague.name in box
    assert "Waiting, 2nd" in box
    assert foreign.colleague.name not in box
    member = person_with(Role.SCHOOL_MEMBER, school)
    assert own.colleague.name not in shown("book_box", session, member)


def test_book_box_when_full_offers_the_waiting_list():
    session = StudyGroupSessionFactory(full=True, waiting=3)
    school = subscribed(session)
    box = shown("book_box", session, person_with(Role.SCHOOL_LEAD, school))
    assert "This session is full" in box
    assert "3 waiting" in box
    assert "Join the waiting list" in box
    assert "You would be 4th in line." in box


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"postponed": True}, "You can book once it has a new date"),
        ({"held": True}, "3 came"),
        ({"past": True}, "This session has begun"),
        ({"booking_closes_at": timezone.now() - timedelta(hours=1)}, "Booking closed at"),
        ({"cancelled": True}, "This session is cancelled."),
    ],
)
def test_book_box_when_nobody_can_book_says_why(facts, sentence):
    session = StudyGroupSessionFactory(**facts)
    for user in (None, person_with(Role.SCHOOL_LEAD, subscribed(session))):
        box = shown("book_box", session, user)
        assert sentence in box
        assert "/book/" not in box


def test_book_box_of_a_cancelled_session_says_how_many_were_told():
    session = StudyGroupSessionFactory(cancelled=True)
    BookingFactory.create_batch(5, session=session, state=BookingState.CANCELLED_BY_ORGANISER)
    assert "5 people were booked or waiting" in shown("book_box", session)


def test_book_box_leads_those_who_take_the_register_to_it():
    user = UserFactory()
    group = StudyGroupPageFactory(leaders=[PractitionerFactory(user=user)])
    session = StudyGroupSessionFactory(study_group=group)
    link = f'href="/registers/{session.pk}/"'
    assert link in shown("book_box", session, user)
    assert link in shown("book_box", session, person_with(Role.PSG_ORGANISER))
    assert link not in shown("book_box", session, UserFactory())
    assert link not in shown("book_box", session)


def test_book_box_costs_the_same_for_one_booking_and_for_thirty(count_queries):
    session = StudyGroupSessionFactory(capacity=2, places_taken=2)
    school = subscribed(session)
    lead = person_with(Role.SCHOOL_LEAD, school)
    session = StudyGroupSession.objects.select_related("page", "study_group").get(pk=session.pk)
    BookingFactory(session=session, colleague__school=school, waiting=True)
    one = count_queries(lambda: shown("book_box", session, lead))
    for _ in range(29):
        BookingFactory(session=session, colleague__school=school, waiting=True)
    assert count_queries(lambda: shown("book_box", session, lead)) == one
    assert count_queries(lambda: shown("book_box", session)) <= 2


def test_school_next_shows_the_soonest_sessions_and_who_goes():
    school = SchoolFactory()
    soon = StudyGroupSessionFactory(full=True, starts_at=twilight(3))
    off = StudyGroupSessionFactory(cancelled=True, starts_at=twilight(2))
    BookingFactory(session=soon, colleague__school=school, colleague__name="Zadok Wren")
    BookingFactory(
        session=soon, colleague__school=school, colleague__name="Aurelia Finch", waiting=True
    )
    called_off = BookingState.CANCELLED_BY_ORGANISER
    BookingFactory(session=off, colleague__school=school, state=called_off)
    for days in range(40, 45):
        later = StudyGroupSessionFactory(starts_at=twilight(days), study_group__title=f"In {days}")
        BookingFactory(session=later, colleague__school=school)
    held = StudyGroupSessionFactory(held=True, came=0, starts_at=timezone.now() - timedelta(days=1))
    RegisterEntryFactory(session=held, school=school)
    page = shown("school_next", school, person_with(Role.SCHOOL_LEAD, school))
    assert "Aurelia Finch (waiting) and Zadok Wren" in page
    assert "Cancelled by us" in page
    assert ("In 41" in page, "In 42" in page) == (True, False)
    assert "8 bookings for 8 colleagues to come; 1 attendance this year so far" in page


def test_school_next_is_a_colleagues_own_and_nothing_to_strangers(count_queries):
    school = SchoolFactory()
    member = person_with(Role.SCHOOL_MEMBER, school)
    own = BookingFactory(colleague__school=school, colleague__user=member)
    other = BookingFactory(colleague__school=school)
    page = shown("school_next", school, member)
    assert own.session.study_group.title in page
    assert "You are booked" in page
    assert other.colleague.name not in page
    for user in (
        person_with(Role.SCHOOL_LEAD, SchoolFactory()),
        person_with(Role.SCHOOL_FINANCE, school),
        UserFactory(),
    ):
        assert shown("school_next", school, user) == ""
    office = person_with(Role.PSG_ORGANISER)
    assert other.colleague.name in shown("school_next", school, office)
    few = count_queries(lambda: shown("school_next", school, office))
    BookingFactory.create_batch(9, session=own.session, colleague__school=school)
    assert count_queries(lambda: shown("school_next", school, office)) == few
