"""The register at the door: who takes it, what a tap saves, walk-ins, closing and reopening."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Role
from directory.models import RoleAssignment
from psg_catalogue.enums import Attendance, SessionState
from psg_catalogue.models import RegisterEntry, StudyGroupSession
from psg_catalogue.services.registers import close_register, mark_attendance
from psg_catalogue.services.walk_ins import add_walk_in
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db

PRESENT, ABSENT, APOLOGIES = Attendance.PRESENT, Attendance.ABSENT, Attendance.APOLOGIES
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def leader():
    user = UserFactory(first_name="Osric", last_name="Penhallow")
    PractitionerFactory(user=user)
    return user


@pytest.fixture
def office():
    user = UserFactory()
    RoleAssignment.objects.create(user=user, role=Role.PSG_ORGANISER)
    return user


@pytest.fixture
def session(leader):
    """Under way since ten minutes ago, led by the leader."""
    return StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(leaders=[leader.practitioner]),
        starts_at=timezone.now() - timedelta(minutes=10),
    )


def address(session, name="register"):
    return reverse(f"psg_catalogue:{name}", args=[session.pk])


def words(response):
    return " ".join(response.content.decode().split())


def marks(session):
    return dict(session.entries.values_list("name", "attendance"))


ROUTES = ["register", "register_paper", "close_register"]


@pytest.mark.parametrize("name", ROUTES)
def test_register_pages_are_for_the_leader_and_the_office(client, session, leader, office, name):
    assert client.get(address(session, name)).status_code == 302
    other_leader = UserFactory()
    StudyGroupPageFactory(leaders=[PractitionerFactory(user=other_leader)])
    school_lead = UserFactory()
    RoleAssignment.objects.create(user=school_lead, role=Role.SCHOOL_LEAD, school=SchoolFactory())
    for user, status in ((leader, 200), (office, 200), (other_leader, 403), (school_lead, 403)):
        client.force_login(user)
        assert client.get(address(session, name)).status_code == status


def test_register_marked_by_a_stranger_stays_as_it_was(client, session):
    booking = BookingFactory(session=session)
    client.force_login(UserFactory())
    data = {f"b{booking.pk}": PRESENT, "walkin-name": "A", "walkin-school": "B", "walkin": "1"}
    assert client.post(address(session), data).status_code == 403
    assert client.post(address(session, "close_register")).status_code == 403
    assert not session.entries.exists()
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


def test_register_lists_people_by_surname_with_the_count(client, session, leader):
    BookingFactory(session=session, colleague__name="Clement Eastaugh")
    van = BookingFactory(session=session, colleague__name="Wil van der Meer")
    BookingFactory(session=session, colleague__name="Aurelia Finch")
    BookingFactory(session=session, colleague__name="Cancelled Earlier", cancelled=True)
    mark_attendance(session, {f"b{van.pk}": APOLOGIES})
    client.force_login(leader)
    page = words(client.get(address(session)))
    names = ["Eastaugh, Clement", "Finch, Aurelia", "van der Meer, Wil"]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "Earlier" not in page
    for number, word in ((0, "present"), (0, "absent"), (1, "apologies"), (2, "not marked")):
        assert f"<b>{number}</b> {word}" in page


def test_register_saved_whole_marks_only_what_was_changed(client, session, leader):
    one, other = BookingFactory.create_batch(2, session=session)
    client.force_login(leader)
    # Opened when nobody was marked; meanwhile somebody else marks the second person.
    mark_attendance(session, {f"b{other.pk}": APOLOGIES})
    data = {f"b{one.pk}": PRESENT, f"was_b{one.pk}": "", f"was_b{other.pk}": ""}
    response = client.post(address(session), data)
    assert response.url == address(session)
    assert marks(session) == {one.colleague.name: PRESENT, other.colleague.name: APOLOGIES}
    # An old page still shows the second as present, as it was when it was loaded.
    data = {f"b{other.pk}": PRESENT, f"was_b{other.pk}": PRESENT}
    client.post(address(session), data)
    assert marks(session)[other.colleague.name] == APOLOGIES


def test_register_tap_saves_itself_and_answers_with_everything(client, session, leader):
    one, other = BookingFactory.create_batch(2, session=session)
    mark_attendance(session, {f"b{other.pk}": ABSENT})
    client.force_login(leader)
    response = client.post(address(session), {f"b{one.pk}": PRESENT}, **JSON)
    answer = response.json()
    assert answer["tally"] == [1, 1, 0, 0]
    assert answer["marks"] == {f"b{one.pk}": PRESENT, f"b{other.pk}": ABSENT}
    assert answer["saved"].startswith("Saved at ")
    client.post(address(session), {f"b{one.pk}": APOLOGIES}, **JSON)  # undone by another tap
    assert marks(session)[one.colleague.name] == APOLOGIES
    assert session.entries.get(booking=one).marked_by == leader


def test_register_tap_after_closing_is_refused_in_words(client, session, leader):
    booking = BookingFactory(session=session)
    close_register(session)
    client.force_login(leader)
    response = client.post(address(session), {f"b{booking.pk}": PRESENT}, **JSON)
    assert response.status_code == 409
    assert response.json()["refused"].startswith("This register is closed")
    assert marks(session) == {booking.colleague.name: ABSENT}
    page = words(client.post(address(session), {f"b{booking.pk}": PRESENT}, follow=True))
    assert "This register is closed, so nothing was changed." in page


@pytest.mark.parametrize(
    "data",
    [
        {"b999999": "present"},
        {"b1x": "present"},
        {"nonsense": "present"},
        {"b" + "9" * 17: "present"},
        {"remove": "999999"},
        {"remove": "x"},
        {"remove": "9" * 400},
    ],
)
def test_register_posted_by_hand_changes_nothing(client, session, leader, data):
    BookingFactory(session=session)
    client.force_login(leader)
    assert client.post(address(session), data).status_code in (200, 302)
    assert not session.entries.exists()


def test_register_mark_that_is_no_mark_is_left_out(client, session, leader):
    booking = BookingFactory(session=session)
    client.force_login(leader)
    client.post(address(session), {f"b{booking.pk}": "late"})
    assert not session.entries.exists()


def test_register_find_shows_those_who_fit(client, session, leader):
    BookingFactory(session=session, colleague__name="Aurelia Finch")
    BookingFactory(session=session, colleague__name="Silas Garrowby")
    client.force_login(leader)
    page = words(client.get(address(session), {"q": "fin"}))
    assert "Finch, Aurelia" in page
    assert "Garrowby" not in page
    assert "1 person found" in page
    assert client.get(address(session), {"q": "x" * 100_000}).status_code == 200


def walk_in(name, school, email="", **extra):
    return {
        "walkin-name": name,
        "walkin-school": school,
        "walkin-email": email,
        "walkin": "1",
        **extra,
    }


def test_walk_in_of_the_one_school_that_matches_is_present(client, session, leader):
    school = SchoolFactory(name="Saltings Primary School", other_authority=True)
    client.force_login(leader)
    data = walk_in("Inigo Pomfret", "saltings", "inigo@example.org")
    page = words(client.post(address(session), data, follow=True))
    entry = session.entries.get()
    assert (entry.name, entry.school, entry.walk_in) == ("Inigo Pomfret", school, True)
    assert entry.email == "inigo@example.org"
    assert "Pomfret, Inigo" in page
    assert "Walk-in. School has no subscription" in page


def test_walk_in_of_a_subscribed_school_says_only_that(client, session, leader):
    year = AcademicYear.of(session.starts_at).start
    SubscriptionFactory(academic_year=year, school__name="Saltings Primary School")
    client.force_login(leader)
    page = words(client.post(address(session), walk_in("Inigo Pomfret", "saltings"), follow=True))
    assert "Walk-in" in page
    assert "no subscription" not in page


def test_walk_in_saves_the_marks_with_it(client, session, leader):
    booking = BookingFactory(session=session)
    SchoolFactory(name="Saltings Primary School")
    client.force_login(leader)
    data = walk_in("Inigo Pomfret", "saltings", **{f"b{booking.pk}": PRESENT})
    client.post(address(session), data)
    assert marks(session) == {"Inigo Pomfret": PRESENT, booking.colleague.name: PRESENT}


def test_walk_in_typed_is_added_with_whatever_button(client, session, leader):
    SchoolFactory(name="Saltings Primary School")
    client.force_login(leader)
    data = walk_in("Inigo Pomfret", "saltings")
    del data["walkin"]
    client.post(address(session), data)
    assert session.entries.count() == 1


def test_walk_in_when_several_schools_match_asks_which_and_keeps_what_was_typed(
    client, session, leader
):
    schools = [SchoolFactory(name=f"Saltings {kind} School") for kind in ("Lower", "Middle")]
    client.force_login(leader)
    response = client.post(address(session), walk_in("Inigo Pomfret", "saltings"))
    page = words(response)
    assert "Several schools match. Choose one." in page
    assert 'value="Inigo Pomfret"' in page
    assert f'value="{schools[1].urn}"' in page
    assert not session.entries.exists()
    data = walk_in("Inigo Pomfret", "saltings", **{"walkin-which": schools[1].urn})
    client.post(address(session), data)
    assert session.entries.get().school == schools[1]


@pytest.mark.parametrize("answer", [{"walkin-which": "none"}, {"walkin-not_listed": "on"}])
def test_walk_in_of_a_school_not_listed_is_for_the_office(client, session, leader, answer):
    SchoolFactory(name="Saltings Lower School")
    SchoolFactory(name="Saltings Middle School")
    client.force_login(leader)
    data = walk_in("Inigo Pomfret", "Saltings", **answer)
    page = words(client.post(address(session), data, follow=True))
    entry = session.entries.get()
    assert (entry.school, entry.school_as_written) == (None, "Saltings")
    assert "School for the office to settle" in page


def test_walk_in_from_a_suggestion_is_of_that_school(client, session, leader):
    SchoolFactory(name="Saltings School")
    school = SchoolFactory(name="Saltings School", town="Elsewhere")
    client.force_login(leader)
    suggestion = f"Saltings School, Elsewhere, Marlshire, URN {school.urn}"
    client.post(address(session), walk_in("Inigo Pomfret", suggestion))
    assert session.entries.get().school == school


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (walk_in("", "saltings"), "Enter the name."),
        (walk_in("Inigo Pomfret", ""), "Enter the name or the town of the school."),
        (walk_in("Inigo Pomfret", "nowhere at all"), "No open school matches."),
        (walk_in("Inigo Pomfret", "saltings", "inigo"), "Enter an email address, like"),
        (walk_in("Inigo\x0bPomfret", "saltings"), "Write this on one line"),
    ],
)
def test_walk_in_with_something_missing_says_what(client, session, leader, data, sentence):
    SchoolFactory(name="Saltings Primary School")
    client.force_login(leader)
    response = client.post(address(session), data)
    assert response.status_code == 200
    assert sentence in words(response)
    assert not session.entries.exists()


def test_walk_in_added_by_mistake_comes_off_again(client, session, leader):
    entry = add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    elsewhere = RegisterEntryFactory(walk_in=True)
    client.force_login(leader)
    client.post(address(session), {"remove": elsewhere.pk})
    assert RegisterEntry.objects.filter(pk=elsewhere.pk).exists()
    client.post(address(session), {"remove": entry.pk})
    assert not session.entries.exists()


def test_register_before_its_day_shows_who_is_booked_and_takes_no_marks(client, leader):
    session = StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(leaders=[leader.practitioner])
    )
    booking = BookingFactory(session=session, colleague__name="Aurelia Finch")
    client.force_login(leader)
    page = words(client.get(address(session)))
    assert "The register opens on" in page
    assert "Finch, Aurelia" in page
    client.post(address(session), {f"b{booking.pk}": PRESENT})
    assert not session.entries.exists()


def test_register_paper_lists_those_booked_and_spare_lines(client, session, leader):
    BookingFactory(session=session, colleague__name="Aurelia Finch")
    BookingFactory(session=session, colleague__name="Waiting Still", waiting=True)
    client.force_login(leader)
    page = words(client.get(address(session, "register_paper")))
    assert "Finch, Aurelia" in page
    assert "Waiting Still" not in page
    assert page.count('<td class="no">') == 19


def test_close_button_saves_and_asks_first(client, session, leader):
    booking, missing = BookingFactory.create_batch(2, session=session)
    client.force_login(leader)
    response = client.post(address(session), {f"b{booking.pk}": PRESENT, "close": "1"})
    assert response.url == address(session, "close_register")
    page = words(client.get(response.url))
    assert "They are not marked, and will be marked absent" in page
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED
    client.post(response.url)
    session.refresh_from_db()
    assert (session.state, session.register_closed_by) == (SessionState.HELD, leader)
    assert marks(session) == {booking.colleague.name: PRESENT, missing.colleague.name: ABSENT}
    assert "This register is closed" in words(client.get(address(session)))
    assert client.get(address(session, "close_register")).url == address(session)


def test_close_of_a_session_that_is_off_says_why(client, leader):
    session = StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(leaders=[leader.practitioner]),
        cancelled=True,
        past=True,
    )
    client.force_login(leader)
    page = words(client.post(address(session, "close_register")))
    assert "cancelled or postponed, so it has no register" in page


def test_reopen_is_for_the_office_with_a_reason(client, session, leader, office):
    close_register(session)
    url = address(session, "reopen_register")
    client.force_login(leader)
    assert client.get(url).status_code == 403
    assert client.post(url, {"reason": "Because"}).status_code == 403
    assert "Reopen the register" not in words(client.get(address(session)))
    client.force_login(office)
    assert "Reopen the register" in words(client.get(address(session)))
    assert "Write why it is reopened." in words(client.post(url, {"reason": ""}))
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    client.post(url, {"reason": "One more came"})
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED


def test_registers_lists_a_leaders_own_sessions_and_the_office_all(client, session, leader, office):
    other = StudyGroupSessionFactory(title="Somebody else’s session", starts_at=twilight(3))
    to_close = StudyGroupSessionFactory(
        study_group=session.study_group, title="Not closed yet", past=True
    )
    held = StudyGroupSessionFactory(study_group=session.study_group, held=True, title="Held it is")
    far = StudyGroupSessionFactory(study_group=session.study_group, starts_at=twilight(90))
    url = reverse("psg_catalogue:registers")
    client.force_login(leader)
    page = words(client.get(url))
    for each in (session, to_close, held):
        assert f'href="{address(each)}"' in page
    for each in (other, far):
        assert f'href="{address(each)}"' not in page
    assert "Past, and still open" in page
    assert "3 people came" in page
    client.force_login(office)
    assert f'href="{address(other)}"' in words(client.get(url))
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403


def test_registers_cost_the_same_for_one_session_and_for_thirty(
    client, session, leader, count_queries
):
    client.force_login(leader)
    url = reverse("psg_catalogue:registers")
    StudyGroupSessionFactory(study_group=session.study_group, held=True)
    client.get(url)  # what is kept for every page is fetched once
    one = count_queries(lambda: client.get(url))
    for number in range(9):
        StudyGroupSessionFactory(study_group=session.study_group, held=True)
        StudyGroupSessionFactory(study_group=session.study_group, starts_at=twilight(number))
    assert count_queries(lambda: client.get(url)) == one


def test_register_costs_the_same_for_one_person_and_for_thirty(
    client, session, leader, count_queries
):
    BookingFactory(session=session)
    add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    client.force_login(leader)
    client.get(address(session))  # what is kept for every page is fetched once
    one = count_queries(lambda: client.get(address(session)))
    for person in ColleagueFactory.create_batch(29):
        booking = BookingFactory(session=session, colleague=person)
        mark_attendance(session, {f"b{booking.pk}": PRESENT})
        add_walk_in(session, name=f"Walk-in {person.pk}", school=person.school)
    assert count_queries(lambda: client.get(address(session))) == one
    assert StudyGroupSession.objects.get(pk=session.pk).places_taken == 0


def test_markup_in_a_school_as_written_is_inert(client, session, leader):
    add_walk_in(session, name="Inigo Pomfret", school_as_written='"><script>alert(1)</script>')
    client.force_login(leader)
    page = client.get(address(session)).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2  # where it is read, and where it is found


def test_posts_without_the_token_are_refused(session, leader):
    booking = BookingFactory(session=session)
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)
    for url in (
        address(session),
        address(session, "close_register"),
        address(session, "reopen_register"),
        reverse("psg_catalogue:book", args=[session.pk]),
        reverse("psg_catalogue:cancel_booking", args=[booking.pk]),
    ):
        assert client.post(url, {f"b{booking.pk}": PRESENT}).status_code == 403
    assert not session.entries.exists()
