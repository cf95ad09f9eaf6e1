"""Limits at the door: by account, and by address, for machines, not staffrooms (SAFETY 42)."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from config.settings import base
from core.models import Message
from tests.config.asking import undrawn
from tests.factories.people import person
from tests.plugins.races import errors


@pytest.fixture(autouse=True)
def live_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


@pytest.fixture
def no_pages() -> Iterator[None]:
    """It is asked who comes in, and not what the page says to those who do not."""
    with undrawn():
        yield


@pytest.fixture
def looked_at(monkeypatch) -> list[str]:
    """The passwords that were looked at: what the limit stopped is not among them."""
    hashed = []
    encode = MD5PasswordHasher.encode

    def seen(self, password, *args):
        hashed.append(password)
        return encode(self, password, *args)

    monkeypatch.setattr(MD5PasswordHasher, "encode", seen)
    return hashed


def sign_in(email: str, password: str = "pass", **where) -> Client:  # noqa: S107 -- the factories'
    client = Client(**where)
    client.answer = client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_staffroom_signs_in_while_somebody_in_it_guesses(looked_at, no_pages):
    """SAFETY 42: 25 behind one address within a minute, 60 guesses at one account from there."""
    victim, teachers = person(), [person() for _ in range(25)]
    looked_at.clear()
    inside = []
    for n in range(60):
        sign_in(victim.email, f"guess {n}")
        if n % 2 and n // 2 < 25:
            inside.append(is_in(sign_in(teachers[n // 2].email)))

    assert inside == [True] * 25
    assert len([each for each in looked_at if each.startswith("guess")]) == 5
    assert is_in(sign_in(victim.email)) is False


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "last"), [(0, ""), (1, ", 192.0.2.7")])
def test_guesser_who_forges_addresses_is_stopped(settings, looked_at, proxies, last, no_pages):
    """SAFETY 42: one password at a hundred accounts, each time "from" another address."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for n in range(100):
        sign_in(
            f"teacher{n}@example.org",
            "Winter2026!",
            headers={"x-forwarded-for": f"10.0.0.{n}{last}"},
        )

    assert len(looked_at) == 40
    assert is_in(sign_in(person().email, headers={"x-forwarded-for": f"10.0.1.1{last}"})) is False


@pytest.mark.django_db
def test_guesser_elsewhere_does_not_shut_the_staffrooms_door(settings, no_pages):
    for n in range(60):
        sign_in(f"teacher{n}@example.org", "guess", REMOTE_ADDR="198.51.100.66")

    assert is_in(sign_in(person().email, REMOTE_ADDR="192.0.2.7"))


@pytest.mark.django_db
def test_nobody_is_buried_in_letters():
    """One address gets five reset letters an hour, whoever asks and however often."""
    user = person()
    for n in range(12):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(
            reverse("account_reset_password"), {"email": user.email}
        )

    assert Message.objects.filter(to_email=user.email).count() == 5


@pytest.mark.django_db
def test_whole_staff_signs_up_on_one_morning_and_a_machine_does_not(no_pages):
    statuses = []
    for n in range(70):
        typed = {"first_name": "Pearl", "last_name": "Finch", "email": f"p{n}@example.org"}
        words = {"password1": "three random words", "password2": "three random words"}
        answer = Client().post(reverse("account_signup"), {**typed, **words})
        statuses.append(answer.status_code)

    assert statuses == [302] * 60 + [429] * 10


@pytest.mark.postgres
def test_processes_share_the_limit(threads, shared_cache, looked_at, no_pages):
    """SAFETY 42: twelve guesses at once, each over a connection of its own and nothing in common
    but the cache's table: five are looked at."""
    victim = person()
    looked_at.clear()
    guesses = iter(range(12))
    outcomes = threads(lambda: sign_in(victim.email, f"guess {next(guesses)}"), times=12)

    assert errors(outcomes) == []
    assert 0 < len(looked_at) <= 5
    assert is_in(sign_in(victim.email)) is False


@pytest.mark.postgres
def test_staffroom_signs_in_all_at_once(threads, shared_cache, no_pages):
    teachers = [person() for _ in range(8)]
    outcomes = threads([lambda user=user: is_in(sign_in(user.email)) for user in teachers])

    assert errors(outcomes) == []
    assert [each.result for each in outcomes] == [True] * 8
