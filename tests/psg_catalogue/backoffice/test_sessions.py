"""Sessions in the back office: who may, what a form does, and what stays typed when refused."""

from datetime import datetime

import pytest
from django.urls import reverse

from core.academic_year import LONDON
from directory.enums import Role
from directory.services.roles import grant_role
from psg_catalogue.backoffice.session_changes import CHANGES
from psg_catalogue.enums import SessionState
from psg_catalogue.models import SessionPage, StudyGroupSession
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    SessionPageFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db

NEW_DAY = twilight(30).date()
MOVED = {"day": NEW_DAY.isoformat(), "starts": "16:30", "ends": "18:00"}


def a_user(*roles):
    user = UserFactory()
    for role in roles:
        grant_role(user, role)
    return user


@pytest.fixture
def office(client):
    client.force_login(a_user(Role.PSG_ORGANISER))
    return client


def at(name, *args):
    return reverse(f"study_group_sessions:{name}", args=args)


@pytest.mark.parametrize("role", [Role.PSG_ORGANISER, Role.EDITOR, Role.QA_LEAD])
def test_the_list_is_for_those_who_may_see_it(client, role):
    session = StudyGroupSessionFactory(title="Prompts that travel", booked=2, waiting=1)
    client.force_login(a_user(role))
    page = client.get(at("index")).content.decode()
    assert "Prompts that travel" in page
    assert "2 of 20" in page
    inside = client.get(at("inspect", session.pk)).content.decode()
    assert "2 of 20 booked, 1 waiting" in inside
    assert (at("cancel", session.pk) in inside) == (role != Role.QA_LEAD)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.FINANCE])
def test_the_list_is_for_nobody_else(client, role):
    session = StudyGroupSessionFactory()
    client.force_login(a_user(role))
    for url in (at("index"), at("inspect", session.pk), at("history", session.pk)):
        assert client.get(url).status_code == 302, url


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.FINANCE, Role.QA_LEAD])
def test_changes_by_direct_post_are_refused_to_those_who_may_not(client, role):
    session = StudyGroupSessionFactory()
    client.force_login(a_user(role))
    given = {**MOVED, "reason": "Snow", "capacity": 5, "access": "open"}
    for code in CHANGES:
        client.post(at(code, session.pk), given)
    client.post(at("add"), {**given, "study_group": session.study_group_id, "title": "More"})
    session.refresh_from_db()
    assert (session.state, session.capacity, session.starts_at) == (
        SessionState.PLANNED, 20, twilight(14),
    )  # fmt: skip
    assert StudyGroupSession.objects.count() == 1


def test_every_change_has_a_page_in_the_states_it_is_for(office):
    session = StudyGroupSessionFactory()
    for code, change in CHANGES.items():
        page = office.get(at(code, session.pk))
        assert page.status_code == 200
        assert change.label in page.content.decode()


def test_move_form_moves_in_london_time(office):
    session = StudyGroupSessionFactory()
    office.post(at("move", session.pk), MOVED)
    session.refresh_from_db()
    assert session.starts_at == datetime.combine(
        NEW_DAY, datetime.strptime("16:30", "%H:%M").time(), tzinfo=LONDON
    )


def test_refused_change_says_why_and_keeps_what_was_typed(office):
    session = StudyGroupSessionFactory(booked=3)
    page = office.post(at("capacity", session.pk), {"capacity": "2"}).content.decode()
    assert "3 places are booked already. Give 3 or more, or cancel bookings first." in page
    assert 'value="2"' in page
    session.refresh_from_db()
    assert session.capacity == 20


@pytest.mark.parametrize(
    ("code", "given", "words"),
    [
        ("move", {"day": "31 June", "starts": "25:00", "ends": ""}, "Enter a valid date."),
        ("move", {**MOVED, "ends": "16:00"}, "A session ends after it starts."),
        ("capacity", {"capacity": "lots"}, "Enter a whole number."),
        ("place", {"venue": "999999", "joining_link": "not a link"}, "Enter a valid URL."),
        ("cancel", {"reason": " "}, "This field is required."),
        (
            "deadline",
            {"closes_at": "2099-01-01 12:00"},
            "Booking closes before the session starts.",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(office, code, given, words):
    session = StudyGroupSessionFactory()
    answer = office.post(at(code, session.pk), given)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_place_form_wants_a_school_or_a_link_not_both(office):
    session, school = StudyGroupSessionFactory(), SchoolFactory()
    given = {"venue": school.pk, "joining_link": "https://meet.example.org/x"}
    assert (
        "Leave one of the two out." in office.post(at("place", session.pk), given).content.decode()
    )


def test_cancel_form_cancels_with_its_reason(office):
    session = StudyGroupSessionFactory(booked=1)
    office.post(at("cancel", session.pk), {"reason": "The leader is unwell."})
    session.refresh_from_db()
    assert (session.state, session.cancellation_reason) == ("cancelled", "The leader is unwell.")


def test_add_session_makes_page_and_row_in_one_step(office):
    group, school = StudyGroupPageFactory(), SchoolFactory()
    form = office.get(at("add"), {"study_group": group.pk})
    assert form.status_code == 200
    given = {
        "study_group": group.pk, "title": "Prompts that travel", **MOVED, "capacity": "12",
        "venue": school.pk, "access": "subscribers", "live": "on", "introduction": "We begin.",
    }  # fmt: skip
    office.post(at("add"), given)
    session = StudyGroupSession.objects.get()
    assert (session.study_group, session.venue, session.capacity) == (group, school, 12)
    assert (session.page.title, session.page.live) == ("Prompts that travel", True)


def test_add_session_refused_leaves_no_page(office):
    group = StudyGroupPageFactory()
    given = {"study_group": group.pk, "title": "X", **MOVED, "ends": "16:00", "capacity": "12"}
    page = office.post(at("add"), {**given, "access": "open"}).content.decode()
    assert "A session ends after it starts." in page
    assert not SessionPage.objects.exists()


def test_page_without_a_row_is_given_a_date(office):
    page = SessionPageFactory()
    edit = office.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert at("date_page", page.pk) in edit
    office.post(at("date_page", page.pk), {**MOVED, "capacity": "12", "access": "open"})
    assert StudyGroupSession.objects.get().page == page


def test_page_editor_shows_the_session_to_read_with_a_way_to_change_it(office):
    session = StudyGroupSessionFactory(booked=2)
    edit = office.get(reverse("wagtailadmin_pages:edit", args=[session.page_id])).content.decode()
    assert "2 of 20 booked" in edit
    assert at("inspect", session.pk) in edit
    group = reverse("wagtailadmin_pages:edit", args=[session.study_group_id])
    assert at("inspect", session.pk) in office.get(group).content.decode()


def test_filters_find_by_state_and_words(office):
    StudyGroupSessionFactory(title="Gone", cancelled=True)
    StudyGroupSessionFactory(title="Coming")
    page = office.get(at("index"), {"state": "cancelled"}).content.decode()
    assert ("Gone" in page, "Coming" in page) == (True, False)
    page = office.get(at("index"), {"q": "coming"}).content.decode()
    assert ("Gone" in page, "Coming" in page) == (False, True)


def test_export_holds_no_formula(office):
    StudyGroupSessionFactory(title="=HYPERLINK(1)\x0b")
    StudyGroupSessionFactory(online=True)  # it has no school to name
    answer = office.get(at("index"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert office.get(at("index"), {"export": "xlsx"}).status_code == 200


def test_list_costs_the_same_for_one_and_for_thirty(office, count_queries):
    StudyGroupSessionFactory()
    office.get(at("index"))
    one = count_queries(lambda: office.get(at("index")))
    StudyGroupSessionFactory.create_batch(29, booked=1)
    assert count_queries(lambda: office.get(at("index"))) == one


def test_study_groups_are_listed_with_leaders_and_number_of_sessions(office, count_queries):
    url = reverse("study_groups:index")
    group = StudyGroupPageFactory(
        title="Reasoning every day", leaders=[PractitionerFactory(name="Osric Penhallow-Batt")]
    )
    StudyGroupSessionFactory.create_batch(3, study_group=group)
    page = office.get(url).content.decode()
    assert "Reasoning every day" in page
    assert "Osric Penhallow-Batt" in page
    one = count_queries(lambda: office.get(url))
    for _ in range(10):
        StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[PractitionerFactory()]))
    assert count_queries(lambda: office.get(url)) == one


def test_the_list_begins_with_what_comes_next(office):
    """Then what is over, the latest first; a school is written as it writes itself."""
    later, last = (
        StudyGroupSessionFactory(starts_at=twilight(9)),
        StudyGroupSessionFactory(past=True),
    )
    first = StudyGroupSessionFactory(held=True, starts_at=twilight(-30))
    coming = StudyGroupSessionFactory(
        starts_at=twilight(2), venue=SchoolFactory(name="Little Ambling Lower School")
    )
    page = office.get(at("index"))

    assert list(page.context["object_list"]) == [coming, later, last, first]
    words = page.content.decode()
    assert "Little Ambling Lower School" in words
    assert words.count("To close") == 1


def test_an_empty_list_says_what_brings_a_session(office):
    assert "No session yet." in office.get(at("index")).content.decode()
    assert "No session yet." not in office.get(at("index"), {"q": "x"}).content.decode()
