"""Where a person arrives after signing in."""

import pytest
from django.urls import reverse

from directory import landing
from directory.enums import Role
from directory.services.roles import grant_role
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.people import colleague_of, person
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db


def test_superuser_arrives_in_the_back_office():
    assert landing.landing_url(UserFactory(admin=True)) == reverse("wagtailadmin_home")


def test_school_people_and_newcomers_arrive_at_my_school():
    assert landing.landing_url(colleague_of(SchoolFactory())) == reverse("directory:my_schools")
    assert landing.landing_url(person()) == reverse("directory:my_schools")


def test_practitioner_arrives_at_the_registers_once_there_may_be_one(client):
    user = person(Role.PRACTITIONER)
    practitioner = PractitionerFactory(user=user)
    assert landing.landing_url(user) == "/admin/"

    StudyGroupPageFactory(leaders=[practitioner])
    client.force_login(user)
    assert landing.landing_url(user) == "/registers/"
    assert client.get("/registers/").status_code == 200


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.PD_HEAD])
def test_those_who_decide_arrive_at_what_waits_for_their_word(client, role):
    user = person(role)
    client.force_login(user)
    landing_page = landing.landing_url(user)

    assert landing_page == "/outreach/decisions/"
    assert client.get(landing_page).status_code == 200


def test_adviser_arrives_at_a_page_of_their_own(client):
    user = person(Role.ADVISER)
    client.force_login(user)
    landing_page = landing.landing_url(user)

    assert landing_page == "/outreach/adviser/"
    assert client.get(landing_page).status_code == 200


def test_app_says_where_its_people_begin(monkeypatch):
    monkeypatch.setattr(landing, "_landings", dict(landing._landings))
    monkeypatch.setattr(landing, "_for_some", {})
    landing.lands_on(Role.PRACTITIONER, "directory:claim")

    assert landing.landing_url(person(Role.PRACTITIONER)) == reverse("directory:claim")


def test_of_two_roles_the_offices_work_comes_first(monkeypatch):
    monkeypatch.setattr(landing, "_landings", dict(landing._landings))
    monkeypatch.setattr(landing, "_for_some", {})
    landing.lands_on(Role.PRACTITIONER, "directory:claim")
    user = person(Role.PRACTITIONER)
    grant_role(user, Role.SCHOOL_LEAD, school=SchoolFactory())
    assert landing.landing_url(user) == reverse("directory:claim")
    grant_role(user, Role.PSG_ORGANISER)

    assert landing.landing_url(user) == reverse("wagtailadmin_home")


def test_coordinator_arrives_at_the_desk():
    assert landing.landing_url(person(Role.AST_COORDINATOR)) == "/outreach/desk/"
