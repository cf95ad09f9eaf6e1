"""The way from school to school in the account menu."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from core.once import OnceARequest
from directory.enums import Role
from directory.scoping import roles_held
from directory.services.roles import grant_role
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of

pytestmark = pytest.mark.django_db


def menu(user) -> str:
    return Template("{% load schools %}{% school_menu %}").render(Context({"user": user})).strip()


def test_menu_names_each_school_of_someone_with_several():
    one, two = SchoolFactory(name="Brindle Down"), SchoolFactory(name="St Wistan's <CE>")
    user = lead_of(one)
    grant_role(user, Role.SCHOOL_MEMBER, school=two)
    words = menu(user)

    assert f'<a href="/my-school/{one.urn}/">Brindle Down</a>' in words
    assert f'<a href="/my-school/{two.urn}/">St Wistan&#x27;s &lt;CE&gt;</a>' in words


def test_menu_is_empty_for_someone_with_one_school_and_for_strangers():
    assert menu(lead_of(SchoolFactory())) == ""
    assert menu(AnonymousUser()) == ""


def test_menu_costs_one_query_where_the_roles_are_known(rf, django_assert_num_queries):
    user = lead_of(SchoolFactory())
    for _ in range(5):
        grant_role(user, Role.SCHOOL_MEMBER, school=SchoolFactory())

    def page(request) -> None:
        roles_held(user)
        with django_assert_num_queries(1):
            menu(user)

    OnceARequest(page)(rf.get("/"))
