"""A copy has everything of one person, and nobody else's (SAFETY 66)."""

import json
from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

import pytest

from core.models import AuditEntry
from core.privacy import person_of
from core.services.subject_access import copy_for
from tests.factories.canary import EMAIL, NAME, OTHER, OTHER_EMAIL, a_canary, somebody_else

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(made_once):
    return made_once(a_canary)


@pytest.fixture
def canary(made):
    return deepcopy(made)


def opened(made: bytes) -> ZipFile:
    return ZipFile(BytesIO(made))


def test_everything_of_one_person_and_nobody_elses(canary):
    other = somebody_else(canary)
    archive = opened(copy_for(person_of(canary.user), by=canary.user))
    assert sorted(archive.namelist()) == ["data.json", "pen-portrait-1.jpg", "read-me.html"]
    data = json.loads(archive.read("data.json"))
    assert set(data) == {
        "Account", "Addresses of the account", "Roles", "Claims to work at a school",
        "Staff lists", "Certificates", "Practitioners", "Pen portrait", "Bookings",
        "Attendance registers",
        "Asked to evaluate", "Messages", "Invitations", "Contact of a subscription",
        "Record of changes", "What you did",
    }  # fmt: skip
    assert len(data["Attendance registers"]) == 2
    assert data["Account"][0]["email"] == EMAIL
    assert {row["role"] for row in data["Roles"]} == {"Lead", "Practitioner"}
    page = archive.read("read-me.html").decode()
    assert NAME in page
    for words in (OTHER, OTHER_EMAIL, "Ambrose Tull"):
        assert words not in page
        assert words not in archive.read("data.json").decode()

    theirs = opened(copy_for(person_of(other), by=other)).read("data.json").decode()
    assert OTHER in theirs
    assert NAME not in theirs
    assert EMAIL not in theirs


def test_no_secret_is_in_a_copy(canary):
    data = opened(copy_for(person_of(canary.user), by=canary.user)).read("data.json").decode()
    nonce = canary.held.invitations.get().nonce
    for secret in (canary.user.password, str(nonce)):
        assert secret not in data


def test_that_a_copy_was_made_is_recorded(canary):
    staff = somebody_else(canary)
    copy_for(person_of(canary.user), by=staff)
    entry = AuditEntry.objects.get(action="person.copied")
    assert entry.actor == staff
    assert entry.object_id == str(canary.user.pk)
