"""The page an invitation leads to."""

import re

import pytest
from django.urls import reverse

from core.mail import build_email
from core.models import Message, User
from directory.emails import invitation_token
from directory.enums import Role
from directory.permissions import has_role
from directory.services.invitations import invite_person, withdraw_invitation
from tests.factories.people import office, person

pytestmark = pytest.mark.django_db

TYPED = {"first_name": "Delphine", "last_name": "Marchbank", "password": "three random words"}


@pytest.fixture
def invitation():
    return invite_person("new@example.org", Role.PRACTITIONER, by=office(first_name="Ottilie"))


def address(invitation) -> str:
    return reverse("directory:accept_invitation", args=[invitation_token(invitation.pk)])


def test_newcomer_follows_the_letter_makes_an_account_and_signs_in(client, invitation):
    path = re.search(r"http://testserver(\S+)", build_email(Message.objects.get()).body)[1]
    assert "Ottilie" in client.get(path).content.decode()
    answer = client.post(path, TYPED)
    assert answer["Location"] == reverse("account_login")
    client.post(answer["Location"], {"login": "new@example.org", "password": TYPED["password"]})

    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert has_role(user, Role.PRACTITIONER) is True


def test_looking_changes_nothing(client, invitation):
    """SAFETY 49: a mail scanner may follow the link."""
    for _ in range(3):
        client.get(address(invitation))
        client.head(address(invitation))
    invitation.refresh_from_db()

    assert invitation.accepted_at is None
    assert not User.objects.filter(email="new@example.org").exists()


def test_page_is_kept_by_nobody_and_listed_nowhere(client, invitation):
    page = client.get(address(invitation))

    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "short"}, "too short"),
        ({"password": ""}, "Choose a password"),
        ({"password": "new@example.org"}, "too similar"),
        ({"first_name": ""}, "Enter the first name"),
        ({"last_name": "x@y.z"}, "without web or email addresses"),
    ],
)
def test_mistake_is_said_and_the_invitation_stays_open(client, invitation, changes, sentence):
    page = client.post(address(invitation), {**TYPED, **changes})
    invitation.refresh_from_db()

    assert sentence in page.content.decode()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email="new@example.org").exists()


def test_holder_of_an_account_types_nothing_and_is_not_signed_in_by_the_link(client, invitation):
    user = person(email="new@example.org")
    page = client.get(address(invitation)).content.decode()
    assert 'type="password"' not in page
    client.post(address(invitation), {})

    assert has_role(user, Role.PRACTITIONER) is True
    assert "_auth_user_id" not in client.session


def test_role_goes_to_the_invited_address_whoever_is_signed_in(client, invitation):
    other = person()
    client.force_login(other)
    client.post(address(invitation), {**TYPED, "email": other.email, "role": "admin"})

    assert has_role(other, Role.PRACTITIONER) is False
    assert has_role(User.objects.get(email="new@example.org"), Role.PRACTITIONER) is True
    assert not User.objects.get(email="new@example.org").roles.filter(role="admin").exists()


def test_dead_unknown_and_altered_links_look_alike(client, invitation):
    live = address(invitation)
    altered = live[:-2] + ("A/" if live[-2] != "A" else "B/")
    withdraw_invitation(invitation, by=invitation.invited_by)
    pages = [client.get(path) for path in (live, altered, "/invitation/x/")]
    pages.append(client.post(live, TYPED))

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
