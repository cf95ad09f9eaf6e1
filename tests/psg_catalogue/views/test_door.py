"""At the door: a code that checks in, a sign by which walk-ins sign in, badges, corrections."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from core.services.sending import send_due_messages
from directory.enums import Role
from psg_catalogue.enums import Attendance, BookingState
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.door_links import arrive_url, check_in_path
from psg_catalogue.services.registers import close_register
from psg_catalogue.views import door
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return PractitionerFactory(user=UserFactory()).user


@pytest.fixture
def session(leader):
    return StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(leaders=[leader.practitioner]),
        starts_at=timezone.now() - timedelta(minutes=10),
    )


@pytest.fixture
def booking(session):
    return BookingFactory(session=session, colleague__name="Aurelia Finch")


def arrive(session) -> str:
    return arrive_url(session).partition("testserver")[2]


def typed(**fields) -> dict:
    return {f"walkin-{name}": value for name, value in fields.items()}


def test_leader_marks_present_by_the_code_and_looking_changes_nothing(
    client, leader, session, booking
):
    client.force_login(leader)
    shown = client.get(check_in_path(booking)).content.decode()
    assert "Mark present" in shown
    assert not session.entries.exists()

    client.post(check_in_path(booking))
    client.post(check_in_path(booking))

    entry = session.entries.get()
    assert (entry.booking, entry.attendance, entry.marked_by) == (booking, "present", leader)


def test_code_opened_by_anyone_else_is_shown_and_marks_nobody(client, session, booking):
    for visitor in (None, person(Role.EDITOR)):
        if visitor:
            client.force_login(visitor)
        shown = client.get(check_in_path(booking))
        assert 'class="qr"' in shown.content.decode()
        assert shown["X-Robots-Tag"] == "noindex"
        client.post(check_in_path(booking))
    assert not session.entries.exists()


def test_code_of_a_booking_that_is_over_or_altered_is_not_found(client, booking):
    address = check_in_path(booking)
    assert client.get(address[:-3] + "xy/").status_code == 404
    booking.state = BookingState.CANCELLED_BY_SCHOOL
    booking.save()
    assert client.get(address).status_code == 404


def test_code_on_a_closed_register_says_so(client, leader, session, booking):
    close_register(session)
    client.force_login(leader)
    assert "This register is closed" in client.post(check_in_path(booking)).content.decode()
    assert session.entries.get().attendance == Attendance.ABSENT


def test_confirmation_brings_the_code_and_is_given_up_once_the_booking_is_over():
    session = StudyGroupSessionFactory(open_to_all=True)
    one, other = ColleagueFactory.create_batch(2, school=SchoolFactory())
    outcome = book_places(session, [one, other], school=one.school)
    cancel_booking(outcome.booked[1])

    send_due_messages()

    assert "[link]" in Message.objects.get(kind="booking_confirmed", to_email=one.email).text_body
    confirmed = [each for each in mail.outbox if each.subject.startswith("You are booked")]
    assert [each.to for each in confirmed] == [[f"{one.name} <{one.email}>"]]
    assert f"http://testserver{check_in_path(outcome.booked[0])}" in confirmed[0].body


def test_walk_in_signs_in_and_the_leader_sees_it(client, leader, session):
    school = SchoolFactory(name="Saltings School")
    answer = client.post(arrive(session), typed(name="Inigo Pomfret", school="Saltings School"))
    assert answer["Location"] == reverse("psg_catalogue:arrived")
    entry = session.entries.get()
    assert (entry.school, entry.walk_in, entry.self_signed) == (school, True, True)
    assert entry.marked_by is None
    client.force_login(leader)
    shown = client.get(reverse("psg_catalogue:register", args=[session.pk])).content.decode()
    assert "Signed in at the door" in shown


def test_sign_tells_nobody_who_is_booked(client, session, booking):
    school = booking.school.name
    stranger = client.post(arrive(session), typed(name="Nobody Known", school=school))
    theirs = client.post(arrive(session), typed(name="Aurelia Finch", school=school))
    assert (stranger.status_code, stranger["Location"]) == (theirs.status_code, theirs["Location"])
    assert session.entries.get(booking=booking).attendance == Attendance.PRESENT
    assert "Aurelia" not in client.get(arrive(session)).content.decode()


@pytest.mark.parametrize("starts_in", [timedelta(hours=3), timedelta(hours=-6)])
def test_sign_works_around_the_session_alone(client, session, starts_in):
    SchoolFactory(name="Saltings School")
    session.starts_at = timezone.now() + starts_in
    session.ends_at = session.starts_at + timedelta(minutes=90)
    session.save()
    shown = client.post(arrive(session), typed(name="Inigo Pomfret", school="Saltings School"))
    assert "Nobody can sign in here now" in shown.content.decode()
    assert not session.entries.exists()


def test_sign_keeps_what_was_typed_when_something_is_missing(client, session):
    shown = client.post(arrive(session), typed(name="Inigo Pomfret", school=""))
    assert shown.status_code == 422
    assert 'value="Inigo Pomfret"' in shown.content.decode()


def test_sign_stops_a_machine(client, session, monkeypatch):
    monkeypatch.setattr(door, "ARRIVALS_AN_HOUR", 1)
    SchoolFactory(name="Saltings School")
    for name in ("Inigo Pomfret", "Amos Thring"):
        answer = client.post(arrive(session), typed(name=name, school="Saltings School"))
    assert "Many people have signed in" in answer.content.decode()
    assert session.entries.count() == 1


def test_sheets_for_the_door_name_those_booked_and_hold_the_code(client, leader, session, booking):
    client.force_login(leader)
    badges = client.get(reverse("psg_catalogue:badges", args=[session.pk])).content.decode()
    assert "Aurelia Finch" in badges
    sign = client.get(reverse("psg_catalogue:door_sign", args=[session.pk])).content.decode()
    assert 'class="qr"' in sign
    assert "Aurelia" not in sign


def test_office_corrects_a_closed_register_and_a_leader_does_not(client, leader, session, booking):
    close_register(session)
    line = session.entries.get()
    there = reverse("psg_catalogue:correct_register", args=[session.pk])
    marks = {f"e{line.pk}": "present", f"was_e{line.pk}": "absent"}
    client.force_login(leader)
    assert client.post(there, {**marks, "reason": "She was late"}).status_code == 403

    client.force_login(office())
    asked = client.post(there, marks).content.decode()
    assert "Write why it is corrected." in asked
    line.refresh_from_db()
    assert line.attendance == Attendance.ABSENT
    client.post(there, {**marks, "reason": "She was late"})
    line.refresh_from_db()
    assert line.attendance == Attendance.PRESENT


def test_script_says_how_long_ago_a_mark_was_made(client, leader, session, booking):
    client.force_login(leader)
    there, key = reverse("psg_catalogue:register", args=[session.pk]), f"b{booking.pk}"
    headers = {"HTTP_ACCEPT": "application/json"}
    client.post(there, {key: "absent", f"age_{key}": "5000"}, **headers)
    late = client.post(there, {key: "present", f"age_{key}": "300000"}, **headers).json()
    assert late["marks"] == {key: "absent"}
    far = client.post(there, {key: "absent", f"age_{key}": "9" * 17}, **headers)
    assert far.status_code == 200
    undone = client.post(there, {key: "", f"age_{key}": "0"}, **headers).json()
    assert undone["marks"] == {key: ""}


def test_walk_in_that_was_kept_is_left_to_the_office_where_the_school_is_not_clear(
    client, leader, session
):
    SchoolFactory.create_batch(2, town="Saltings")
    client.force_login(leader)
    there = reverse("psg_catalogue:register", args=[session.pk])
    headers = {"HTTP_ACCEPT": "application/json"}
    words = {"walkin": "1", **typed(name="Inigo Pomfret", school="Saltings", email="")}
    assert client.post(there, words, **headers).status_code == 422
    for _ in range(2):
        assert client.post(there, {**words, "kept": "1"}, **headers).status_code == 200
    entry = session.entries.get()
    assert (entry.school, entry.school_as_written) == (None, "Saltings")


def test_signing_out_clears_what_the_device_keeps(client, leader):
    client.force_login(leader)
    assert "Clear-Site-Data" not in client.get(reverse("account_logout"))
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'


def test_worker_is_served_from_below_the_registers(client):
    answer = client.get("/registers/worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "addEventListener" in answer.content.decode()
