"""The second step: asked of everyone in the back office where SECOND_FACTOR is set (SAFETY 41)."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.models import Message
from directory.enums import Role
from directory.second_factor import SecondFactorAdapter
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, office, person

pytestmark = pytest.mark.django_db

NOON = "2026-11-24 12:00:00+00:00"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = True


def code_of(secret: str) -> str:
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(user) -> str:
    """The account has an authenticator app; returns its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def sign_in(client, user, password: str | None = None):
    return client.post(
        reverse("account_login"), {"login": user.email, "password": password or "pass"}
    )


def test_back_office_without_an_app_leads_to_turning_it_on(client):
    client.force_login(office())
    for there in ("/admin/", "/admin/people/", "/admin/pages/", "/admin/messages/"):
        for answer in (client.get(there), client.post(there)):
            assert answer.status_code == 302
            assert answer["Location"] == reverse("mfa_index")
            assert "no-store" in answer["Cache-Control"]
    page = client.get(reverse("mfa_index")).content.decode()

    assert "The back office asks for a second step" in page


def test_superusers_are_asked_too(client):
    client.force_login(UserFactory(admin=True))

    assert client.get("/admin/")["Location"] == reverse("mfa_index")


def test_site_itself_does_not_ask(client):
    school = SchoolFactory()
    client.force_login(lead_of(school))

    assert client.get(f"/my-school/{school.urn}/").status_code == 200
    chain = client.get("/admin/", follow=True).redirect_chain
    assert chain[-1][0] == reverse("directory:school", args=[school.urn])
    assert not any("/2fa/" in address for address, _ in chain)


def test_nothing_is_asked_where_the_setting_is_off(client, settings):
    settings.SECOND_FACTOR = False
    client.force_login(office())

    assert client.get("/admin/").status_code == 200


def test_app_is_turned_on_and_the_next_code_opens_the_back_office(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    user = office()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": "pass"})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1
    asked = client.get("/admin/")
    assert asked["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"

    time_machine.shift(timedelta(seconds=60))
    answer = client.post(asked["Location"], {"code": code_of(secret), "next": "/admin/"})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_password_alone_signs_nobody_in_who_has_an_app(client):
    user = office()
    with_app(user)
    answer = sign_in(client, user)

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_code_signs_in_and_is_worth_nothing_a_second_time(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    user = office()
    code = code_of(with_app(user))
    thief = Client()
    for each in (client, thief):
        sign_in(each, user)
        each.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get("/admin/").status_code == 200
    assert "_auth_user_id" not in thief.session


def test_code_is_worth_nothing_a_second_time_as_long_as_it_fits(client, time_machine):
    """The mark of use lasts as long as the code: a longer tolerance would outlive it."""
    time_machine.move_to(NOON, tick=False)
    user = office()
    code = code_of(with_app(user))
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    thief = Client()
    sign_in(thief, user)
    for _ in range(12):
        time_machine.shift(timedelta(seconds=10))
        thief.post(reverse("mfa_authenticate"), {"code": code})

    assert "_auth_user_id" not in thief.session


def test_wrong_code_is_refused_in_words(client):
    user = office()
    with_app(user)
    sign_in(client, user)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "That does not fit" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_codes_is_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    user = office()
    secret = with_app(user)
    sign_in(client, user)
    for n in range(12):
        client.post(reverse("mfa_authenticate"), {"code": f"{n:06d}"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "_auth_user_id" not in client.session


def test_recovery_code_works_once(client):
    user = office()
    with_app(user)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    thief = Client()
    for each in (client, thief):
        sign_in(each, user)
        each.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert client.get("/admin/").status_code == 200
    assert "_auth_user_id" not in thief.session


def test_reset_link_does_not_pass_by_the_second_step(client):
    from core.mail import build_email

    user = office()
    with_app(user)
    client.post(reverse("account_reset_password"), {"email": user.email})
    path = re.search(r"http://testserver(\S+)", build_email(Message.objects.get()).body)[1]
    form = client.get(path)["Location"]
    new = "three random words"
    client.post(form, {"password1": new, "password2": new})
    assert "_auth_user_id" not in client.session
    sign_in(client, user, new)

    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302


def test_key_in_the_database_is_unreadable_and_survives_a_new_secret_key(settings):
    user = office()
    secret = with_app(user)
    kept = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether"
    assert SecondFactorAdapter().decrypt(kept) == secret


def test_change_is_told_by_mail(client):
    user = office()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": "pass"})
    with_app(user)
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user, type="totp").exists()
    assert Message.objects.get().subject == "Two-step sign-in was turned off"


def test_administrator_takes_away_a_lost_second_step(client, settings):
    settings.SECOND_FACTOR = False
    user, admin = office(), person(Role.ADMIN)
    with_app(user)
    client.force_login(admin)
    there = reverse("people:second_step", args=[user.pk])
    assert "make sure that it is they who ask" in client.get(there).content.decode()
    assert Authenticator.objects.filter(user=user).exists()
    client.post(there)

    assert not Authenticator.objects.filter(user=user).exists()
    assert ModelLogEntry.objects.get(action="account.second_factor_removed").user == admin


def test_office_takes_away_nobodys_whose_roles_it_may_not_give(client, settings):
    settings.SECOND_FACTOR = False
    targets = [person(Role.ADMIN), office(), UserFactory(admin=True)]
    acting = office()
    client.force_login(acting)
    for user in [*targets, acting]:
        with_app(user)
        client.post(reverse("people:second_step", args=[user.pk]))

    assert Authenticator.objects.count() == 4
