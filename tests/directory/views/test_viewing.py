import pytest
from django.urls import reverse

from core.models import AuditEntry
from directory.enums import SCHOOL_ROLES, Role
from directory.viewing import KEY
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, office, person

pytestmark = pytest.mark.django_db

BUTTON = "View as this school"


@pytest.fixture
def school():
    return SchoolFactory()


def begin(client, school, by):
    client.force_login(by)
    return client.post(reverse("directory:view_as", args=[school.urn]))


def recorded() -> list[tuple]:
    rows = AuditEntry.objects.filter(action__startswith="school.view").order_by("pk")
    return [(each.action, each.actor_id, each.on_behalf_of) for each in rows]


@pytest.mark.parametrize("superuser", [False, True])
def test_office_begins_and_stops_and_both_are_recorded(client, school, superuser):
    by = UserFactory(admin=True) if superuser else office()
    there = reverse("directory:school", args=[school.urn])
    client.force_login(by)
    assert BUTTON in client.get(there).content.decode()

    assert begin(client, school, by)["Location"] == there
    assert f"a lead of <b>{school}</b>" in client.get(there).content.decode()
    stopped = client.post(reverse("directory:stop_viewing"), follow=True)

    assert "You see the site as yourself again" in stopped.content.decode()
    assert "You act for this school as the office" in stopped.content.decode()
    assert recorded() == [
        ("school.view_begun", by.pk, school.urn),
        ("school.view_ended", by.pk, school.urn),
    ]
    # Stopped twice, from another window, it has ended once.
    assert client.post(reverse("directory:stop_viewing")).status_code == 302
    assert len(recorded()) == 2


def test_nobody_else_begins(client, school):
    roles = sorted(set(Role) - {Role.PSG_ORGANISER, *SCHOOL_ROLES})
    for visitor in (person(), lead_of(school), *(person(role) for role in roles)):
        assert begin(client, school, visitor).status_code == 404
        assert KEY not in client.session
    client.logout()
    asked = client.post(reverse("directory:view_as", args=[school.urn]))

    assert reverse("account_login") in asked["Location"]
    assert recorded() == []


def test_lead_is_offered_nothing(client, school):
    client.force_login(lead_of(school))
    assert BUTTON not in client.get(reverse("directory:school", args=[school.urn])).content.decode()


def test_reading_an_address_begins_nothing_and_a_school_has_to_be_there(client, school):
    client.force_login(office())

    assert client.get(reverse("directory:view_as", args=[school.urn])).status_code == 405
    assert client.post(reverse("directory:view_as", args=["999999"])).status_code == 404
    assert KEY not in client.session


def test_another_school_only_after_stopping(client, school):
    begin(client, school, office())
    other = SchoolFactory()

    refused = client.post(reverse("directory:view_as", args=[other.urn]))

    assert refused.status_code == 403
    assert client.session[KEY]["school"] == school.pk
