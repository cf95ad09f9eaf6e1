"""There is one log-in door, and it counts wrong passwords (SAFETY 40)."""

import pytest
from django.test import override_settings

from core.models import User
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
OTHER_DOORS = [
    "/admin/login/",
    "/django-admin/login/",
    "/_util/login/",
    "/admin/password_reset/",
    "/admin/password_reset/confirm/x/y/",
    "/documents/authenticate_with_password/1/",
    "/_util/authenticate_with_password/1/2/",
]


@pytest.fixture
def lead() -> User:
    return User.objects.create_superuser("lead@example.org", PASSWORD)


@pytest.mark.parametrize("door", OTHER_DOORS)
def test_no_other_door_shows_a_form_or_takes_a_password(client, lead, door):
    shown = client.get(door, follow=True)
    assert shown.request["PATH_INFO"].startswith("/account/") or shown.status_code == 404
    tried = {"username": "lead@example.org", "login": "lead@example.org", "password": PASSWORD}
    taken = client.post(door, tried)
    assert taken.status_code in (302, 403, 404)
    assert "_auth_user_id" not in client.session


def test_the_one_door_lets_in_who_knows_the_password(client, lead):
    client.post("/account/login/", {"login": "lead@example.org", "password": PASSWORD})
    # An address that was never confirmed is asked to be confirmed first.
    assert client.get("/account/login/").status_code in (200, 302)


@override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "5/5m/key"})
def test_the_one_door_stops_a_guesser(client, lead):
    answers = [
        client.post("/account/login/", {"login": "lead@example.org", "password": f"guess {n}"})
        for n in range(7)
    ]
    assert "Too many tries" in answers[-1].content.decode()
    right = client.post("/account/login/", {"login": "lead@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert right.status_code == 200


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_door_leads_nowhere_else(client, lead, where):
    """SAFETY 47."""
    response = client.get("/admin/login/", {"next": where}, follow=True)
    assert all("evil.example" not in url.partition("?")[0] for url, _ in response.redirect_chain)
    client.force_login(lead)
    taken = client.get("/account/login/", {"next": where})
    assert taken.status_code == 302
    assert "evil.example" not in taken["Location"]


def test_without_a_place_in_the_back_office_its_addresses_lead_home_and_say_why(client):
    """Someone signed in is not sent to the sign-in page, which would send them back for ever."""
    stranger = client.get("/admin/pages/?q=a+b", follow=True)
    assert stranger.request["PATH_INFO"] == "/account/login/"
    assert stranger.context["redirect_field_value"] == "/admin/pages/?q=a+b"
    client.force_login(UserFactory())
    for address in ("/admin/", "/admin/login/?next=/admin/", "/account/login/?next=/admin/"):
        arrived = client.get(address, follow=True)
        assert arrived.status_code == 200
        assert arrived.request["PATH_INFO"] == "/my-school/claim/"
    assert "You do not have permission to access the admin." in arrived.content.decode()
