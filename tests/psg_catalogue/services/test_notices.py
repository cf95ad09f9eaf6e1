"""Who is told what: exactly these recipients, and calendar entries that follow."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from core.academic_year import AcademicYear
from core.models import Message
from directory.enums import Role
from directory.models import RoleAssignment
from psg_catalogue.enums import BookingState
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.notices import (
    POSTPONED,
    WHEN,
    tell_booked_of_cancellation,
    tell_booked_of_change,
    tell_of_place,
)
from psg_catalogue.services.waiting_list import accept_offer
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return StudyGroupSessionFactory(title="Prompts that travel", capacity=2)


@pytest.fixture
def school(session):
    year = AcademicYear.of(session.starts_at).start
    return SubscriptionFactory(academic_year=year).school


@pytest.fixture
def lead(school):
    user = UserFactory(email="lead@example.org")
    RoleAssignment.objects.create(user=user, role=Role.SCHOOL_LEAD, school=school)
    return user


def sent():
    """Every message as (kind, address), in the order they were written."""
    return list(Message.objects.order_by("pk").values_list("kind", "to_email"))


def forget():
    Message.objects.all().delete()


def entry_in(message):
    """The method and the one event of a message's calendar."""
    calendar = Calendar.from_ical(message.calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def people(school, *names):
    return [
        ColleagueFactory(school=school, name=name, email=f"{name.split()[0].lower()}@example.org")
        for name in names
    ]


def test_booking_tells_each_attendee_and_whoever_booked(session, school, lead):
    aurelia, winifred = people(school, "Aurelia Finch", "Winifred Oddy")
    book_places(session, [aurelia, winifred], school=school, by=lead)
    assert sent() == [
        ("booking_confirmed", "aurelia@example.org"),
        ("booking_confirmed", "winifred@example.org"),
        ("booking_summary", "lead@example.org"),
    ]
    summary = Message.objects.get(kind="booking_summary")
    assert summary.subject.startswith("Two colleagues are booked: ")
    assert "/ Aurelia Finch\n/ Winifred Oddy" in summary.text_body
    assert f"because you booked for {school.name}" in summary.text_body


def test_booking_beyond_the_places_says_how_far_along(session, school, lead):
    three = people(school, "Aurelia Finch", "Winifred Oddy", "Pearl Hathersedge")
    book_places(session, three, school=school, by=lead)
    waiting = Message.objects.get(kind="waiting_list_joined")
    assert waiting.to_email == "pearl@example.org"
    assert "you are 1st in line" in waiting.text_body
    assert waiting.calendar == ""
    summary = Message.objects.get(kind="booking_summary")
    assert "On the waiting list, in this order:\n- Pearl Hathersedge" in summary.text_body


def test_booking_for_oneself_is_told_once(session, school):
    user = UserFactory(email="aurelia@example.org")
    me = ColleagueFactory(school=school, user=user, email="Aurelia@example.org")
    book_places(session, [me], school=school, by=user)
    assert sent() == [("booking_confirmed", "Aurelia@example.org")]


def test_booking_somebody_without_email_tells_only_whoever_booked(session, school, lead):
    book_places(session, [ColleagueFactory(school=school, email="")], school=school, by=lead)
    assert sent() == [("booking_summary", "lead@example.org")]


def test_booking_stands_although_the_address_takes_no_mail(session, school):
    person = ColleagueFactory(school=school, email='"a b"@example.org')
    assert book_places(session, [person], school=school).booked
    assert sent() == []


def test_invitation_names_the_booking_and_the_place(session, school, lead):
    (aurelia,) = people(school, "Aurelia Finch")
    (booking,) = book_places(session, [aurelia], school=school, by=lead).booked
    method, event = entry_in(Message.objects.get(kind="booking_confirmed"))
    assert method == "REQUEST"
    assert event["UID"] == f"booking-{booking.pk}@testserver"
    assert event["SEQUENCE"] == 0
    assert event["SUMMARY"] == f"{session.study_group.title}: Prompts that travel"
    assert event.start == session.starts_at
    assert session.venue.name in event["LOCATION"]
    assert event["ATTENDEE"] == "mailto:aurelia@example.org"
    assert event["URL"] == f"http://testserver/sessions/{session.pk}/"


def test_names_that_carry_line_breaks_add_no_line_to_the_calendar(school, lead):
    session = StudyGroupSessionFactory(title='Tea";ROLE=CHAIR\r\nATTENDEE:mailto:evil@example.org')
    person = ColleagueFactory(
        school=school, email="a@example.org", name="Aurelia\r\nATTENDEE:mailto:evil@example.org"
    )
    book_places(session, [person], school=school, by=lead)
    message = Message.objects.get(kind="booking_confirmed")
    assert not [line for line in message.calendar.splitlines() if line.startswith("ATTENDEE:m")]
    assert "\n" not in message.to_name
    assert "\n" not in message.subject


def test_joining_link_goes_to_those_with_a_place_alone(school, lead):
    session = StudyGroupSessionFactory(online=True, capacity=1)
    aurelia, pearl = people(school, "Aurelia Finch", "Pearl Hathersedge")
    book_places(session, [aurelia, pearl], school=school, by=lead)
    knows = Message.objects.filter(text_body__contains=session.joining_link)
    assert [message.to_email for message in knows] == ["aurelia@example.org"]
    assert session.joining_link in knows[0].html_body
    assert (
        session.joining_link in Calendar.from_ical(knows[0].calendar).walk("VEVENT")[0]["LOCATION"]
    )
    assert Message.objects.count() == 3


def test_cancelling_withdraws_the_entry_and_an_accepted_offer_comes_with_a_new_one(
    session, school, lead
):
    aurelia, winifred, pearl = people(school, "Aurelia Finch", "Winifred Oddy", "Pearl Hathersedge")
    outcome = book_places(session, [aurelia, winifred, pearl], school=school, by=lead)
    forget()
    cancel_booking(outcome.booked[0], by=lead)
    assert sent() == [
        ("booking_cancelled", "aurelia@example.org"),
        ("booking_cancelled", "lead@example.org"),
        ("place_offered", "pearl@example.org"),
        ("place_offered", "lead@example.org"),
    ]
    offer = Message.objects.get(kind="place_offered", to_email=pearl.email)
    assert offer.calendar == ""
    assert "Say yes or no: [link]" in offer.text_body
    assert "[link]" not in Message.objects.get(kind="place_offered", to_email=lead.email).text_body
    accept_offer(outcome.waiting[0])
    method, event = entry_in(Message.objects.get(kind="booking_cancelled", to_email=aurelia.email))
    assert (method, event["SEQUENCE"], event["STATUS"]) == ("CANCEL", 1, "CANCELLED")
    assert event["UID"] == f"booking-{outcome.booked[0].pk}@testserver"
    method, event = entry_in(Message.objects.get(kind="place_given", to_email=pearl.email))
    assert method == "REQUEST"
    assert event["UID"] == f"booking-{outcome.waiting[0].pk}@testserver"


def test_leaving_the_waiting_list_withdraws_nothing(session, school, lead):
    three = people(school, "Aurelia Finch", "Winifred Oddy", "Pearl Hathersedge")
    outcome = book_places(session, three, school=school, by=lead)
    forget()
    cancel_booking(outcome.waiting[0], by=lead)
    message = Message.objects.get(to_email="pearl@example.org")
    assert message.subject.startswith("Off the waiting list")
    assert message.calendar == ""


def test_whoever_booked_and_has_left_the_school_is_not_told_and_the_leads_are(
    session, school, lead
):
    booker = UserFactory(email="gone@example.org")
    role = RoleAssignment.objects.create(user=booker, role=Role.SCHOOL_LEAD, school=school)
    (booking,) = book_places(
        session, people(school, "Aurelia Finch"), school=school, by=booker
    ).booked
    role.ends_on = timezone.localdate()
    role.save()
    forget()
    cancel_booking(booking)
    assert sent() == [
        ("booking_cancelled", "aurelia@example.org"),
        ("booking_cancelled", "lead@example.org"),
    ]


def test_an_attendee_who_has_left_is_not_written_to(session, school, lead):
    (aurelia,) = people(school, "Aurelia Finch")
    (booking,) = book_places(session, [aurelia], school=school, by=lead).booked
    aurelia.left_on = timezone.localdate()
    aurelia.save()
    forget()
    cancel_booking(booking, by=lead)
    assert sent() == [("booking_cancelled", "lead@example.org")]


def test_the_office_that_booked_is_told_of_its_own_bookings(session, school):
    office = UserFactory(email="office@example.org")
    RoleAssignment.objects.create(user=office, role=Role.PSG_ORGANISER)
    (booking,) = book_places(
        session, people(school, "Aurelia Finch"), school=school, by=office, by_office=True
    ).booked
    forget()
    cancel_booking(booking, by=office, by_office=True)
    assert ("booking_cancelled", "office@example.org") in sent()


def test_a_cancelled_session_tells_everyone_once_and_each_booker_with_the_names(school, lead):
    session = StudyGroupSessionFactory(cancelled=True, calendar_sequence=3)
    for name in ("Aurelia Finch", "Winifred Oddy"):
        (person,) = people(school, name)
        BookingFactory(
            session=session,
            colleague=person,
            booked_by=lead,
            state=BookingState.CANCELLED_BY_ORGANISER,
            calendar_sequence=1,
        )
    waited = BookingFactory(
        session=session,
        waiting=True,
        state=BookingState.CANCELLED_BY_ORGANISER,
        colleague__email="waited@example.org",
    )
    BookingFactory(session=session, cancelled=True)  # given back before: concerns nobody now
    assert tell_booked_of_cancellation(session) == 3
    assert sorted(sent()) == [
        ("session_cancelled", "aurelia@example.org"),
        ("session_cancelled", "lead@example.org"),
        ("session_cancelled", "waited@example.org"),
        ("session_cancelled", "winifred@example.org"),
    ]
    method, event = entry_in(Message.objects.get(to_email="aurelia@example.org"))
    assert (method, event["SEQUENCE"]) == ("CANCEL", 4)
    told_waiting = Message.objects.get(to_email=waited.colleague.email)
    assert told_waiting.calendar == ""
    assert "calendar" not in told_waiting.text_body
    told = Message.objects.get(to_email="lead@example.org").text_body
    assert "- Aurelia Finch\n- Winifred Oddy" in told
    assert session.cancellation_reason in told


def test_a_moved_session_moves_the_same_entry(session, school, lead):
    (booking,) = book_places(
        session, people(school, "Aurelia Finch"), school=school, by=lead
    ).booked
    forget()
    session.starts_at += timedelta(days=7)
    session.ends_at += timedelta(days=7)
    session.calendar_sequence += 1
    session.save()
    assert tell_booked_of_change(session, WHEN) == 1
    message = Message.objects.get(to_email="aurelia@example.org")
    method, event = entry_in(message)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
    assert event["UID"] == f"booking-{booking.pk}@testserver"
    assert event.start == session.starts_at
    assert message.subject.startswith("This session has a new date or time")


def test_a_postponed_session_withdraws_the_entry_and_keeps_the_booking(session, school, lead):
    book_places(session, people(school, "Aurelia Finch"), school=school, by=lead)
    forget()
    session.state = "postponed"
    session.calendar_sequence += 1
    session.save()
    tell_booked_of_change(session, POSTPONED)
    message = Message.objects.get(to_email="aurelia@example.org")
    assert entry_in(message)[0] == "CANCEL"
    assert "The booking is kept" in message.text_body
    assert session.bookings.confirmed().count() == 1


def test_markup_in_names_is_inert_in_html(session, school, lead):
    person = ColleagueFactory(school=school, name="<script>alert(1)</script>{{7*7}}", email="")
    book_places(session, [person], school=school, by=lead)
    html = Message.objects.get(kind="booking_summary").html_body
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in html


@pytest.mark.parametrize("utc_hour", [0, 1])
def test_the_hour_that_comes_twice_is_told_apart(school, lead, utc_hour):
    """01:30 on the last Sunday of October happens twice; the calendar keeps the right one."""
    starts_at = datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)
    session = StudyGroupSessionFactory(starts_at=starts_at)
    (aurelia,) = people(school, "Aurelia Finch")
    booking = BookingFactory(session=session, colleague=aurelia)
    tell_of_place(booking)
    message = Message.objects.get(to_email="aurelia@example.org")
    assert "Sunday 25 October 2026, 01:30 to " in message.text_body
    assert entry_in(message)[1].start == starts_at
