"""Booking from the site: who may, what is kept, what is refused."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import Message
from directory.enums import Role
from directory.models import Colleague, RoleAssignment
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.queries.rules import reminders_shown
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return StudyGroupSessionFactory(title="Prompts that travel")


@pytest.fixture
def school(session):
    year = AcademicYear.of(session.starts_at).start
    return SubscriptionFactory(academic_year=year, school__name="Brindle Down").school


def person_with(role, school=None, **facts):
    user = UserFactory(**facts)
    RoleAssignment.objects.create(user=user, role=role, school=school)
    return user


@pytest.fixture
def lead(school):
    return person_with(Role.SCHOOL_LEAD, school)


@pytest.fixture
def member(school):
    """A colleague with an account, who stands on the staff list."""
    user = person_with(Role.SCHOOL_MEMBER, school)
    ColleagueFactory(school=school, user=user, email=user.email, name="Aurelia Finch")
    return user


def address(session, school=None):
    return reverse("psg_catalogue:book", args=[session.pk]) + (
        f"?school={school.urn}" if school else ""
    )


def ticked(*colleagues, lines=(), **extra):
    """A form as a browser posts it: ticks, and lines of (name, job, email)."""
    data = {f"colleague_{colleague.pk}": "on" for colleague in colleagues}
    data |= {"new-TOTAL_FORMS": str(max(len(lines), 1)), "new-INITIAL_FORMS": "0"}
    for number, (name, job, email) in enumerate(lines):
        data |= {
            f"new-{number}-name": name,
            f"new-{number}-job_title": job,
            f"new-{number}-email": email,
        }
    return data | extra


def words(response):
    return " ".join(response.content.decode().split())


def test_book_asks_to_sign_in_first(client, session):
    response = client.get(address(session))
    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


def test_book_by_a_lead_books_those_ticked_and_adds_the_one_not_listed(
    client, session, school, lead
):
    client.force_login(lead)
    one, other, _left_out = ColleagueFactory.create_batch(3, school=school)
    lines = [("Pearl Hathersedge", "Teacher", "pearl@example.org")]
    response = client.post(address(session), ticked(one, other, lines=lines))
    assert response.status_code == 302
    pearl = Colleague.objects.get(email="pearl@example.org")
    booked = set(session.bookings.confirmed().values_list("colleague", flat=True))
    assert booked == {one.pk, other.pk, pearl.pk}
    page = words(client.get(response.url))
    assert "Pearl Hathersedge" in page
    assert page.count("Add to a calendar") == 3


def test_book_from_form_to_confirmation_says_who_waits_and_how_far_along(client, school, lead):
    session = StudyGroupSessionFactory(full=True, waiting=1)
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    assert "Join the waiting list" in words(client.get(address(session)))
    response = client.post(address(session), ticked(person), follow=True)
    assert "Waiting, 2nd" in words(response)
    assert session.bookings.get(colleague=person).state == BookingState.WAITING_LIST


def test_book_shows_who_is_booked_already_or_elsewhere(client, session, school, lead):
    here, there = ColleagueFactory.create_batch(2, school=school)
    BookingFactory(session=session, colleague=here)
    other = StudyGroupSessionFactory(title="Small planning circle", starts_at=session.starts_at)
    BookingFactory(session=other, colleague=there)
    client.force_login(lead)
    page = words(client.get(address(session)))
    assert "On this session already: booked" in page
    assert "Booked on “Small planning circle” from" in page


def test_book_keeps_everything_typed_when_somebody_clashes(client, session, school, lead):
    fine, clashing = ColleagueFactory.create_batch(2, school=school)
    other = StudyGroupSessionFactory(title="Small planning circle", starts_at=session.starts_at)
    BookingFactory(session=other, colleague=clashing)
    client.force_login(lead)
    lines = [("Pearl Hathersedge", "Teacher", "pearl@example.org")]
    response = client.post(address(session), ticked(fine, clashing, lines=lines))
    page = words(response)
    assert response.status_code == 200
    assert page.count(f"Untick {clashing.name}, or cancel the other booking first.") == 2
    assert f'href="#id_colleague_{clashing.pk}"' in page
    assert page.count(" checked") == 2
    assert 'value="Pearl Hathersedge"' in page
    assert "<title>Error: " in page
    assert not session.bookings.exists()
    assert not Colleague.objects.filter(name="Pearl Hathersedge").exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("Pearl", "", "p.hathersedge"), "Enter an email address, like name@school.org"),
        (("Pearl", "", "a@example.org, b@example.org"), "Enter an email address, like"),
        (("", "", "pearl@example.org"), "Enter the full name."),
        (("Pearl\nBcc: x@example.org", "", ""), "Write this on one line"),
        (("Pearl <b>", "", ""), "Enter a name, without web or email addresses"),
        (("x" * 300, "", ""), "at most 200 characters"),
    ],
)
def test_book_with_a_bad_line_books_nobody_and_says_why(
    client, session, school, lead, line, sentence
):
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    response = client.post(address(session), ticked(person, lines=[line]))
    assert response.status_code == 200
    assert sentence in words(response)
    assert not session.bookings.exists()


def test_book_with_nobody_named_says_so(client, session, school, lead):
    client.force_login(lead)
    response = client.post(address(session), ticked())
    assert "Tick at least one colleague" in words(response)


def test_book_another_line_keeps_ticks_and_words(client, session, school, lead):
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    lines = [("Pearl Hathersedge", "", "not yet an address")]
    response = client.post(address(session), ticked(person, lines=lines, more="1"))
    page = words(response)
    assert 'name="new-1-name"' in page
    assert 'value="Pearl Hathersedge"' in page
    assert 'value="not yet an address"' in page
    assert page.count(" checked") == 1
    assert "There is a problem" not in page
    assert not session.bookings.exists()
    # The lines come back and the ones left blank are nobody.
    lines = [("Pearl Hathersedge", "", "pearl@example.org"), ("", "", "")]
    client.post(address(session), ticked(person, lines=lines))
    assert session.bookings.count() == 2


def test_book_twice_gives_the_same_confirmation(client, session, school, lead):
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    first = client.post(address(session), ticked(person))
    second = client.post(address(session), ticked(person))
    assert first.url == second.url
    assert session.bookings.count() == 1


@pytest.mark.parametrize("lines", ["", "nonsense", "1000000"])
def test_book_with_a_form_made_by_hand_is_no_error_of_ours(client, session, school, lead, lines):
    client.force_login(lead)
    response = client.post(address(session), {"new-TOTAL_FORMS": lines, "new-INITIAL_FORMS": "0"})
    assert response.status_code == 200
    assert not session.bookings.exists()


def test_book_with_another_schools_colleague_is_refused(client, session, school, lead):
    foreign = ColleagueFactory()
    client.force_login(lead)
    response = client.post(address(session), ticked(foreign))
    assert response.status_code == 200
    assert "not on this school’s staff list" in words(response)
    assert foreign.name not in words(response)
    assert not session.bookings.exists()


def test_book_ignores_fields_that_are_not_its_own(client, session, school, lead):
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    forged = {"state": "confirmed", "capacity": "999", "by_office": "1", "booked_by": "1"}
    client.post(address(session), ticked(person, **forged))
    booking = session.bookings.get()
    assert (booking.by_office, booking.booked_by) == (False, lead)
    assert StudyGroupSession.objects.get(pk=session.pk).capacity == session.capacity


def test_book_when_the_subscription_lapsed_since_the_form_was_opened_is_refused(
    client, session, school, lead
):
    person = ColleagueFactory(school=school)
    client.force_login(lead)
    assert person.name in words(client.get(address(session)))
    school.subscriptions.update(state="cancelled")
    response = client.post(address(session), ticked(person))
    assert "has no subscription for" in words(response)
    assert not session.bookings.exists()


def test_book_without_subscription_shows_how_to_have_one(client, session):
    school = SchoolFactory(name="Saltings Primary School")
    client.force_login(person_with(Role.SCHOOL_LEAD, school))
    page = words(client.get(address(session)))
    assert "Saltings Primary School has no subscription for" in page
    assert "Colleagues may still come at the door" in page
    assert "Who is coming?" in page
    assert '<form class="form"' not in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"cancelled": True}, "has been cancelled"),
        ({"postponed": True}, "is postponed"),
        ({"past": True}, "has already begun"),
        ({"booking_closes_at": timezone.now() - timedelta(hours=1)}, "Booking closed at"),
    ],
)
def test_book_on_a_session_that_is_closed_says_why(client, facts, sentence):
    session = StudyGroupSessionFactory(open_to_all=True, **facts)
    school = SchoolFactory()
    person = ColleagueFactory(school=school)
    client.force_login(person_with(Role.SCHOOL_LEAD, school))
    assert sentence in words(client.get(address(session)))
    assert sentence in words(client.post(address(session), ticked(person)))
    assert not session.bookings.exists()


def test_book_on_an_unpublished_session_is_not_found(client, lead):
    session = StudyGroupSessionFactory(live=False)
    client.force_login(lead)
    assert client.get(address(session)).status_code == 404


def test_book_by_a_colleague_is_for_themselves_alone(client, session, school, member):
    other = ColleagueFactory(school=school, name="Winifred Oddy")
    client.force_login(member)
    page = words(client.get(address(session)))
    assert "Winifred Oddy" not in page
    assert "Book my place" in page
    refused = client.post(address(session), ticked(other))
    assert "not on this school’s staff list" in words(refused)
    assert not session.bookings.exists()
    lines = [("Pearl Hathersedge", "", "pearl@example.org")]
    client.post(address(session), ticked(lines=lines))
    assert [b.colleague.user for b in session.bookings.all()] == [member]
    assert not Colleague.objects.filter(name="Pearl Hathersedge").exists()


def test_book_by_a_colleague_who_is_not_on_the_list_says_what_to_do(client, session, school):
    client.force_login(person_with(Role.SCHOOL_MEMBER, school))
    assert "Ask a lead of Brindle Down to put you on it" in words(client.get(address(session)))
    client.post(address(session), ticked())
    assert not session.bookings.exists()


@pytest.mark.parametrize("role", [Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER])
def test_book_for_a_school_one_does_not_belong_to_is_not_found(client, session, school, role):
    person = ColleagueFactory(school=school)
    client.force_login(person_with(role, SchoolFactory()))
    assert client.get(address(session, school)).status_code == 404
    assert client.post(address(session, school), ticked(person)).status_code == 404
    assert not session.bookings.exists()


def test_book_by_finance_alone_or_by_one_who_left_is_not_found(client, session, school, lead):
    client.force_login(person_with(Role.SCHOOL_FINANCE, school))
    assert client.get(address(session, school)).status_code == 404
    lead.roles.update(ends_on=timezone.localdate())
    client.force_login(lead)
    assert client.get(address(session, school)).status_code == 404


@pytest.mark.parametrize("urn", ["999999", "abc", "-1", "9" * 400, "\x00"])
def test_book_for_a_school_that_is_not_there_is_not_found(client, session, lead, urn):
    client.force_login(lead)
    response = client.get(reverse("psg_catalogue:book", args=[session.pk]), {"school": urn})
    assert response.status_code == 404


def test_book_by_a_person_of_two_schools_asks_which(client, session, school, lead):
    second = SchoolFactory(name="Cold Harbour Primary School")
    RoleAssignment.objects.create(user=lead, role=Role.SCHOOL_LEAD, school=second)
    client.force_login(lead)
    page = words(client.get(address(session)))
    assert f'href="?school={school.urn}"' in page
    assert f'href="?school={second.urn}"' in page
    assert client.get(address(session, school)).status_code == 200


def test_book_by_somebody_without_a_school_leads_to_the_claim(client, session):
    client.force_login(UserFactory())
    assert reverse("directory:claim") in words(client.get(address(session)))


def test_book_by_the_office_for_any_school_says_so_in_the_record(client, session, school):
    office = person_with(Role.PSG_ORGANISER)
    person = ColleagueFactory(school=school)
    client.force_login(office)
    found = words(client.get(address(session), {"q": "Brindle"}))
    assert f'href="?school={school.urn}"' in found
    assert "You book for Brindle Down as the office" in words(client.get(address(session, school)))
    client.post(address(session, school), ticked(person))
    booking = session.bookings.get()
    assert booking.by_office
    assert booking.booked_by == office


def test_booked_shows_nothing_of_another_school(client, session, school, lead):
    foreign = BookingFactory(session=session)
    client.force_login(lead)
    own = BookingFactory(session=session, colleague__school=school)
    url = reverse("psg_catalogue:booked", args=[session.pk])
    page = client.get(url, {"school": school.urn, "b": [foreign.pk, own.pk]})
    assert own.colleague.name in words(page)
    assert foreign.colleague.name not in words(page)
    assert client.get(url, {"school": school.urn, "b": foreign.pk}).status_code == 404
    assert client.get(url, {"school": foreign.school.urn, "b": foreign.pk}).status_code == 404
    assert client.get(url, {"school": school.urn, "b": "x"}).status_code == 404


def test_cancel_asks_first_and_then_gives_the_place_back(client, session, school, lead):
    client.force_login(lead)
    person = ColleagueFactory(school=school, name="Aurelia Finch")
    client.post(address(session), ticked(person))
    booking = session.bookings.get()
    url = reverse("psg_catalogue:cancel_booking", args=[booking.pk])
    assert "Give this place back?" in words(client.get(url))
    assert session.bookings.active().exists()
    response = client.post(url)
    assert response.url == reverse("psg_catalogue:school_bookings", args=[school.urn])
    assert not session.bookings.active().exists()
    assert "This booking ended on" in words(client.get(url))


def test_cancel_after_the_session_began_says_so(client, school, lead):
    session = StudyGroupSessionFactory(past=True, places_taken=1)
    booking = BookingFactory(session=session, colleague__school=school)
    client.force_login(lead)
    response = client.post(reverse("psg_catalogue:cancel_booking", args=[booking.pk]))
    assert "has already begun" in words(response)
    assert Booking.objects.get(pk=booking.pk).state == BookingState.CONFIRMED


def test_cancel_by_a_colleague_is_for_their_own_booking_alone(client, session, school, member):
    others = BookingFactory(session=session, colleague__school=school)
    own = BookingFactory(session=session, colleague=member.colleague_at.get())
    session.places_taken = 2
    session.save()
    client.force_login(member)
    assert client.post(reverse("psg_catalogue:cancel_booking", args=[others.pk])).status_code == 404
    assert client.post(reverse("psg_catalogue:cancel_booking", args=[own.pk])).status_code == 302
    assert list(session.bookings.active()) == [others]


@pytest.mark.parametrize("name", ["cancel_booking", "booking_calendar"])
def test_another_schools_booking_is_not_found(client, session, school, lead, name):
    foreign = BookingFactory(session=session)
    url = reverse(f"psg_catalogue:{name}", args=[foreign.pk])
    assert client.get(url).status_code == 302
    client.force_login(lead)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code in (404, 405)
    foreign.refresh_from_db()
    assert foreign.state == BookingState.CONFIRMED


def test_booking_calendar_keeps_the_joining_link_for_the_attendee(client, school, lead, member):
    session = StudyGroupSessionFactory(online=True)
    booking = BookingFactory(session=session, colleague=member.colleague_at.get())
    url = reverse("psg_catalogue:booking_calendar", args=[booking.pk])
    client.force_login(member)
    own = client.get(url)
    assert own["Content-Type"] == "text/calendar; charset=utf-8"
    assert session.joining_link in own.content.decode()
    client.force_login(lead)
    assert session.joining_link not in client.get(url).content.decode()


def test_booking_one_colleague_costs_at_most_twenty_queries(
    client, session, school, lead, count_queries, kept_fragments
):
    ColleagueFactory.create_batch(30, school=school)
    person = school.colleagues.first()
    client.force_login(lead)
    client.get(address(session))
    # A running process has asked before.
    ContentType.objects.get_for_model(Booking)
    reminders_shown()
    assert count_queries(lambda: client.post(address(session), ticked(person))) <= 20
    assert session.bookings.count() == 1


def test_book_costs_the_same_for_one_colleague_and_for_thirty(
    client, session, school, lead, count_queries
):
    client.force_login(lead)
    ColleagueFactory(school=school)
    client.get(address(session))
    one = count_queries(lambda: client.get(address(session)))
    for person in ColleagueFactory.create_batch(29, school=school):
        BookingFactory(session=session, colleague=person)
    assert count_queries(lambda: client.get(address(session))) == one
