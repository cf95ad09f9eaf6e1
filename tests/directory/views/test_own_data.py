"""A person's own copy, from the account page."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from core.models import AuditEntry
from tests.factories.canary import EMAIL, OTHER, OTHER_EMAIL, a_canary, somebody_else

pytestmark = pytest.mark.django_db
PAGE = "/account/what-we-keep/"


def test_a_person_sees_and_takes_what_is_kept_about_them_alone(client):
    canary = a_canary()
    somebody_else(canary)
    client.force_login(canary.user)
    page = client.get(PAGE).content.decode()
    for words in ("Attendance registers", "Pen portrait", "Download a copy"):
        assert words in page
    response = client.post(PAGE)
    data = ZipFile(BytesIO(response.content)).read("data.json").decode()
    assert EMAIL in data
    assert OTHER not in data
    assert OTHER_EMAIL not in data
    assert AuditEntry.objects.get(action="person.copied").actor == canary.user


def test_the_account_page_leads_there(client):
    client.force_login(a_canary().user)
    assert f'href="{PAGE}"' in client.get("/account/email/").content.decode()
