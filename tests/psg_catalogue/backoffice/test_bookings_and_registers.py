"""Bookings and register lines in the back office: who may, what is shown, what is settled."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from directory.enums import Role
from directory.services.roles import grant_role
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.messages import MessageFactory
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db


def person_with(role):
    user = UserFactory()
    grant_role(user, role)
    return user


@pytest.fixture
def office():
    return person_with(Role.PSG_ORGANISER)


@pytest.fixture
def unsettled():
    """Somebody whose school was not listed at the door."""
    return RegisterEntryFactory(
        session=StudyGroupSessionFactory(held=True, came=0),
        name="Inigo Pomfret",
        email="",
        school=None,
        school_name="",
        authority_code="",
        school_as_written="Saltings",
        walk_in=True,
        person_key="inigo pomfret|saltings",
    )


def words(response):
    return " ".join(response.content.decode().split())


def every_address(booking, entry):
    names = [
        ("bookings:index", []),
        ("bookings:index_results", []),
        ("bookings:inspect", [booking.pk]),
        ("bookings:history", [booking.pk]),
        ("bookings:history_results", [booking.pk]),
        ("register_entries:index", []),
        ("register_entries:index_results", []),
        ("register_entries:inspect", [entry.pk]),
        ("register_entries:settle", [entry.pk]),
        ("register_entries:history", [entry.pk]),
        ("register_entries:history_results", [entry.pk]),
    ]
    return [reverse(name, args=args) for name, args in names]


def test_office_reaches_every_screen_and_others_none(client, office, unsettled):
    addresses = every_address(BookingFactory(), unsettled)
    client.force_login(office)
    assert {client.get(address).status_code for address in addresses} == {200}
    for role in (Role.EDITOR, Role.QA_LEAD, Role.AST_COORDINATOR, Role.PRACTITIONER):
        client.force_login(person_with(role))
        for address in addresses:
            for answer in (client.get(address), client.get(address, {"export": "xlsx"})):
                assert answer.status_code == 302, address
                assert "Inigo" not in words(answer)


def test_nothing_is_added_edited_or_deleted_here(client, office, unsettled):
    booking = BookingFactory()
    client.force_login(office)
    for verb in ("new", "edit", "delete", "usage", "copy"):
        for prefix, pk in (("bookings", booking.pk), ("register-entries", unsettled.pk)):
            assert client.get(f"/admin/{prefix}/{verb}/{pk}/").status_code == 404
    assert client.post(
        f"/admin/bulk/psg_catalogue/booking/delete/?id={booking.pk}"
    ).status_code in (
        302,
        403,
        404,
    )
    assert Booking.objects.filter(pk=booking.pk).exists()


def test_bookings_filter_and_search(client, office):
    booked = BookingFactory(colleague__name="Aurelia Finch")
    waiting = BookingFactory(colleague__name="Winifred Oddy", waiting=True)
    client.force_login(office)
    url = reverse("bookings:index_results")
    page = words(client.get(url, {"state": BookingState.WAITING_LIST}))
    assert waiting.colleague.name in page
    assert booked.colleague.name not in page
    page = words(client.get(url, {"q": "aurelia"}))
    assert booked.colleague.name in page
    assert waiting.colleague.name not in page


def test_bookings_list_costs_the_same_for_one_and_for_thirty(client, office, count_queries):
    client.force_login(office)
    url = reverse("bookings:index")
    BookingFactory()
    client.get(url)
    one = count_queries(lambda: client.get(url))
    session = StudyGroupSessionFactory()
    BookingFactory.create_batch(29, session=session)
    assert count_queries(lambda: client.get(url)) == one


def test_register_entries_list_costs_the_same_for_one_and_for_thirty(
    client, office, unsettled, count_queries
):
    client.force_login(office)
    url = reverse("register_entries:index")
    client.get(url)
    one = count_queries(lambda: client.get(url))
    RegisterEntryFactory.create_batch(29, session=unsettled.session)
    assert count_queries(lambda: client.get(url)) == one


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_is_safe_and_written_down(client, office, unsettled, kind):
    unsettled.name = "=HYPERLINK(“x”)\x0b"
    unsettled.save()
    client.force_login(office)
    response = client.get(reverse("register_entries:index"), {"export": kind})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        assert "'=HYPERLINK" in content.decode()
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cell = sheet["A2"]
        assert (cell.value, cell.data_type) == ("=HYPERLINK(“x”)", "s")
    entry = ModelLogEntry.objects.get(action="people.exported")
    assert entry.user == office
    assert entry.data == {"listing": "registers"}


def test_filter_finds_the_schools_to_settle(client, office, unsettled):
    settled = RegisterEntryFactory(session=unsettled.session, name="Settled Already")
    client.force_login(office)
    page = words(client.get(reverse("register_entries:index_results"), {"to_settle": "true"}))
    assert unsettled.name in page
    assert "“Saltings”" in page
    assert settled.name not in page


def test_settle_gives_the_line_its_school(client, office, unsettled):
    school = SchoolFactory(name="Saltings Primary School", other_authority=True)
    client.force_login(office)
    url = reverse("register_entries:settle", args=[unsettled.pk])
    assert "written as “Saltings”" in words(client.get(url))
    assert "Choose the school." in words(client.post(url, {"school": ""}))
    assert "Choose a school from the list." in words(client.post(url, {"school": "999999"}))
    client.post(url, {"school": school.pk})
    unsettled.refresh_from_db()
    assert (unsettled.school, unsettled.authority_code) == (school, "991")
    assert client.get(url).status_code == 404  # settled once


def test_settle_where_the_person_stands_already_says_so(client, office, unsettled):
    school = SchoolFactory()
    RegisterEntryFactory(session=unsettled.session, name="Inigo Pomfret", email="", school=school)
    client.force_login(office)
    url = reverse("register_entries:settle", args=[unsettled.pk])
    assert "stands on this register from that school already" in words(
        client.post(url, {"school": school.pk})
    )
    unsettled.refresh_from_db()
    assert unsettled.school is None


def test_booking_says_when_mail_to_its_colleague_came_back(client, office):
    booking = BookingFactory()
    address = reverse("bookings:inspect", args=[booking.pk])
    client.force_login(office)
    assert "Mail to it" not in words(client.get(address))

    MessageFactory(
        sent=True,
        to_email=booking.colleague.email.upper(),
        delivery="bounced",
        delivery_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
        delivery_reason="550 gone",
    )

    assert "Came back on 24 November 2026: 550 gone" in words(client.get(address))


def test_booking_inspect_leads_to_giving_the_place_back(client, office):
    active, ended = BookingFactory(), BookingFactory(cancelled=True)
    client.force_login(office)
    for booking, leads in ((active, True), (ended, False)):
        page = words(client.get(reverse("bookings:inspect", args=[booking.pk])))
        assert (reverse("psg_catalogue:cancel_booking", args=[booking.pk]) in page) is leads


def test_office_gives_a_place_back_and_the_record_says_for_whom(client, office):
    session = StudyGroupSessionFactory(places_taken=1, booked=0)
    booking = BookingFactory(session=session)
    type(session).objects.filter(pk=session.pk).update(places_taken=1)
    client.force_login(office)
    client.post(reverse("psg_catalogue:cancel_booking", args=[booking.pk]))
    entry = ModelLogEntry.objects.get(action="booking.cancelled")
    assert (entry.user, entry.data) == (office, {"on_behalf_of": booking.school.urn})
