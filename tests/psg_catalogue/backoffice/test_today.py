"""The home page of the back office: what waits for whom, and the ways that the menu offers."""

import json
import re

import pytest
from django.urls import reverse

from directory.enums import Role
from tests.factories.directory import PractitionerFactory
from tests.factories.people import person
from tests.factories.proposals import a_proposal
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db
HOME = "/admin/"
OWN = ("/admin/study-groups", "/admin/going-out", "/admin/same-people", "/admin/evaluation")


@pytest.fixture
def enter(client):
    def as_(*roles):
        client.force_login(user := person(*roles))
        return user

    return as_


def lines(client) -> dict[str, str]:
    """What waits, as the page has it: words to number."""
    page = " ".join(client.get(HOME).content.decode().split())
    return {
        words: number
        for number, words in re.findall(r"<strong>(\d+)</strong> <span>(.*?)</span>", page)
    }


def test_office_sees_what_waits_and_what_comes(client, enter, count_queries):
    enter(Role.PSG_ORGANISER)
    assert "Nothing waits for you." in client.get(HOME).content.decode()
    StudyGroupSessionFactory(past=True)
    StudyGroupSessionFactory(held=True)
    StudyGroupSessionFactory(postponed=True)
    near = StudyGroupSessionFactory(starts_at=twilight(2), title="Prompts that travel")
    StudyGroupSessionFactory(starts_at=twilight(2), confirmed=True, booked=9)
    a_proposal()

    assert lines(client) == {
        "register to close": "1",
        "postponed session that needs a new date": "1",
        "session of the next two weeks to confirm": "1",
        "session with few bookings": "1",
        "proposed study group to decide on": "1",
    }
    page = client.get(HOME).content.decode()
    assert page.count('class="today__when"') == 2
    assert reverse("study_group_sessions:inspect", args=[near.pk]) in page
    assert reverse("psg_catalogue:register", args=[near.pk]) in page
    few = count_queries(lambda: client.get(HOME))
    StudyGroupSessionFactory.create_batch(4, past=True)
    assert count_queries(lambda: client.get(HOME)) == few <= 25


def test_a_leader_sees_their_own_and_others_nothing_of_it(client, enter):
    leader = enter(Role.PRACTITIONER)
    practitioner = PractitionerFactory(user=leader)
    StudyGroupSessionFactory(past=True, study_group__leaders=[practitioner])
    StudyGroupSessionFactory.create_batch(2, past=True)
    own = StudyGroupSessionFactory(starts_at=twilight(2), study_group__leaders=[practitioner])
    StudyGroupSessionFactory(starts_at=twilight(2))

    assert lines(client) == {"register to close": "1"}
    page = client.get(HOME).content.decode()
    assert page.count('class="today__when"') == 1
    assert reverse("psg_catalogue:register", args=[own.pk]) in page

    enter(Role.FINANCE)
    assert lines(client) == {}
    assert "today__when" not in client.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("role", "first", "more"),
    [
        (Role.PSG_ORGANISER, "/planning/", {"/registers/", "/quality/", "/reports/"}),
        (Role.QA_LEAD, "/admin/sessions/", {"/quality/", "/results/years/"}),
        (Role.FINANCE, "/admin/subscriptions/schools/", {"/admin/unused-places/", "/reports/"}),
        (Role.EDITOR, "/planning/", {"/admin/study-groups/"}),
        (Role.PRACTITIONER, "/registers/", {"/my-sessions/"}),
    ],
)
def test_menu_leads_each_role_to_what_it_may_open(client, enter, role, first, more):
    """Also to what stands on the site; and to nothing that turns them away."""
    user = enter(role)
    if role == Role.PRACTITIONER:
        StudyGroupSessionFactory(study_group__leaders=[PractitionerFactory(user=user)])
    urls = menu_of(client)
    # Wagtail itself asks for a model's permission; these entries say themselves who sees them.
    ours = [url for url in urls if not url.startswith("/admin/") or url.startswith(OWN)]

    assert more | {first} <= set(urls)
    turned_away = []
    for url in ours:
        answer = client.get(url)
        while answer.status_code == 302 and answer["Location"] != HOME:
            answer = client.get(answer["Location"])
        if answer.status_code != 200:
            turned_away.append(url)
    assert turned_away == []


def menu_of(client) -> list[str]:
    """Every address that the menu leads to, in its order."""
    page = client.get(HOME).content.decode()
    props = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    found = []

    def walk(thing) -> None:
        if isinstance(thing, dict):
            if thing.get("url", "").startswith("/"):
                found.append(thing["url"])
            for value in thing.values():
                walk(value)
        elif isinstance(thing, list):
            for each in thing:
                walk(each)

    walk(json.loads(props[1])["modules"])
    return [url for url in found if url not in (HOME, reverse("account_logout"))]
