"""The masthead's links and the account menu."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from core.models import User

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
