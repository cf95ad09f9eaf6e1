"""The masthead's links and the account menu."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from core.models import User
from directory.enums import Role
from directory.services.roles import end_role, grant_role
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db


def masthead(path: str, user) -> str:
    request = RequestFactory().get(path)
    template = engines["django"].from_string("{% load navigation %}{% main_navigation %}")
    return template.render({"request": request, "user": user, "csrf_token": "tok"})


def test_main_navigation_offers_a_stranger_to_sign_in():
    page = masthead("/", AnonymousUser())

    assert '<a href="/account/login/">Sign in</a>' in page
    assert "Sign out" not in page


def test_main_navigation_marks_the_page_one_is_on():
    assert '<a href="/study-groups/" aria-current="page">' in masthead(
        "/study-groups/", AnonymousUser()
    )


def test_main_navigation_marks_the_part_one_is_in():
    page = masthead("/study-groups/reasoning/", AnonymousUser())

    assert '<a href="/study-groups/" aria-current="true">' in page


def test_account_menu_signs_out_by_a_form_with_a_token():
    page = masthead("/", User.objects.create_user("ada@example.org"))

    assert '<form method="post" action="/account/logout/">' in page
    assert 'value="tok"' in page


def test_account_menu_offers_the_back_office_to_those_who_may():
    assert "Back office" in masthead("/", User.objects.create_superuser("office@example.org"))


def test_account_menu_offers_no_back_office_to_others():
    assert "Back office" not in masthead("/", User.objects.create_user("ada@example.org"))


OWN = ("Reports", "Registers", "Outreach", "My school", "Back office", "Sign in")


def own_links(user) -> list[str]:
    """Those of the masthead's links that depend on the person."""
    top = masthead("/", user).split('class="nav__account"')[0]
    return [label for label in OWN if f">{label}</a>" in top]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.PSG_ORGANISER, ["Reports", "Registers", "Back office"]),
        (Role.AST_COORDINATOR, ["Reports", "Outreach", "Back office"]),
        (Role.ADVISER, ["Outreach", "Back office"]),
        (Role.QA_LEAD, ["Reports", "Back office"]),
        (Role.DIRECTOR, ["Reports", "Outreach", "Back office"]),
        (Role.EDITOR, ["Back office"]),
        (Role.FINANCE, ["Reports", "Outreach", "Back office"]),
        (Role.PRACTITIONER, ["Outreach", "Back office"]),
        (None, ["My school"]),
    ],
)
def test_masthead_offers_what_a_role_may_open(client, role, expected):
    user = UserFactory()
    if role:
        grant_role(user, role)

    assert own_links(user) == expected
    client.force_login(user)
    for label, url in (("Reports", "/reports/"), ("Registers", "/registers/")):
        assert (client.get(url, follow=True).status_code == 200) is (label in expected)


def test_masthead_offers_a_school_to_its_people_also_when_they_lead():
    user = UserFactory()
    grant_role(user, Role.SCHOOL_MEMBER, school=SchoolFactory())
    StudyGroupPageFactory(leaders=[PractitionerFactory(user=user)])

    assert own_links(user) == ["Registers", "My school"]


def test_masthead_offers_nothing_of_an_ended_role():
    user = UserFactory()
    end_role(grant_role(user, Role.PSG_ORGANISER))

    assert own_links(user) == ["My school"]


def test_masthead_costs_a_few_queries(count_queries):
    user = UserFactory()
    grant_role(user, Role.SCHOOL_LEAD, school=SchoolFactory())

    assert count_queries(lambda: masthead("/", AnonymousUser())) == 1
    assert count_queries(lambda: masthead("/", user)) <= 6
