"""Where somebody is signed in: seen, ended one by one or all at once (SAFETY 45)."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from directory.services.accounts import close_account, reopen_account
from directory.services.sessions import forget_ended_sessions
from tests.factories.core import UserFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
PAGE = "/account/sessions/"


def signed_in(user, agent: str = FIREFOX) -> Client:
    browser = Client(headers={"user-agent": agent})
    browser.post(reverse("account_login"), {"login": user.email, "password": "pass"})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(PAGE).status_code == 200


def test_page_names_the_browsers_and_which_is_here():
    user = person()
    here, there = signed_in(user), signed_in(user, IPHONE)
    signed_in(person(), IPHONE)
    page = here.get(PAGE).content.decode()

    assert page.count("Firefox on Windows") == 1
    assert page.count("<b>Safari on an iPhone</b>") == 1
    assert page.count(">Here<") == 1
    assert "Sign out everywhere else" in page
    assert is_in(there)


def test_one_session_is_ended_and_the_others_stay():
    user = person()
    here, there = signed_in(user), signed_in(user, IPHONE)
    one = UserSession.objects.get(user_agent=IPHONE)
    here.post(reverse("directory:end_session", args=[one.pk]))

    assert is_in(here)
    assert is_in(there) is False
    assert not Session.objects.filter(session_key=one.session_key).exists()


def test_nobody_ends_a_session_of_somebody_else():
    """SAFETY 33: 404, as if it were not there."""
    victim, other = person(), person()
    theirs, ours = signed_in(victim), signed_in(other)
    one = UserSession.objects.get(user=victim)
    answer = ours.post(reverse("directory:end_session", args=[one.pk]))

    assert answer.status_code == 404
    assert is_in(theirs)


def test_all_others_are_ended_at_once():
    user, other = person(), person()
    here, there, third = signed_in(user), signed_in(user, IPHONE), signed_in(user)
    stranger = signed_in(other)
    here.post(PAGE)

    assert [is_in(each) for each in (here, there, third, stranger)] == [True, False, False, True]


def test_new_password_ends_the_other_sessions_and_keeps_this_one():
    user = person()
    here, there = signed_in(user), signed_in(user, IPHONE)
    new = "three random words"
    here.post(
        reverse("account_change_password"),
        {"oldpassword": "pass", "password1": new, "password2": new},
    )

    assert is_in(here)
    assert is_in(there) is False
    assert "Safari" not in here.get(PAGE).content.decode()


def test_sessions_of_a_closed_account_are_dead_for_good():
    """SAFETY 45: also when the account is opened again."""
    user, admin = person(), UserFactory(admin=True)
    old = signed_in(user)
    close_account(user, by=admin)
    assert is_in(old) is False
    reopen_account(user, by=admin)

    assert is_in(old) is False
    assert is_in(signed_in(user))


def test_what_is_over_is_forgotten():
    user = person()
    here, there = signed_in(user), signed_in(user, IPHONE)
    there.post(reverse("account_logout"))
    assert UserSession.objects.count() == 2

    assert forget_ended_sessions() == 1
    assert forget_ended_sessions() == 0
    assert is_in(here)


def test_sign_in_where_the_web_server_does_not_say_from_where():
    """SAFETY 1.8: behind a socket nobody is locked out."""
    user = person()
    browser = Client(REMOTE_ADDR="")
    browser.post(reverse("account_login"), {"login": user.email, "password": "pass"})

    assert is_in(browser)
