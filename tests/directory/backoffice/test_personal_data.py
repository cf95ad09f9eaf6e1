"""Copy and erasure in the back office: who may, what is seen, what is typed."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from core.models import AuditEntry
from directory.enums import Role
from directory.models import Colleague
from tests.factories.canary import EMAIL, NAME, OTHER, a_canary, somebody_else
from tests.factories.directory import ColleagueFactory, PractitionerFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import RegisterEntryFactory

pytestmark = pytest.mark.django_db
HOME = "/admin/personal-data/"


@pytest.fixture
def staff(client):
    user = office(first_name="Oda", last_name="Reader")
    client.force_login(user)
    client.user = user
    return client


def test_a_person_is_found_by_name_in_every_list_and_no_name_is_in_an_address(staff):
    canary = a_canary()
    walk_in = RegisterEntryFactory(name=f"{NAME} the Younger", colleague=None)
    page = staff.post(HOME, {"words": "quillfeather"}).content.decode()
    for kind, pk in (
        ("account", canary.user.pk),
        ("colleague", canary.colleague.pk),
        ("practitioner", canary.portrait.practitioner_id),
        ("walk-in", walk_in.pk),
    ):
        assert f'href="{HOME}{kind}/{pk}/"' in page
    assert "Nobody is found" in staff.post(HOME, {"words": "Nemo Nobody"}).content.decode()


def test_the_office_makes_a_copy_which_is_recorded(staff):
    canary = a_canary()
    somebody_else(canary)
    address = f"{HOME}account/{canary.user.pk}/"
    page = staff.get(address).content.decode()
    assert "Attendance registers" in page
    assert OTHER not in page
    response = staff.post(f"{address}copy/")
    assert response["Content-Type"] == "application/zip"
    assert "quillfeather" not in response["Content-Disposition"].lower()
    assert "no-store" in response["Cache-Control"]
    data = ZipFile(BytesIO(response.content)).read("data.json").decode()
    assert EMAIL in data
    assert AuditEntry.objects.get(action="person.copied").actor == staff.user


def test_the_name_is_typed_before_anything_goes(staff):
    canary = a_canary()
    address = f"{HOME}account/{canary.user.pk}/erase/"
    page = staff.get(address).content.decode()
    for words in ("What goes", "What stays, and why", "Attendance registers"):
        assert words in page
    refused = staff.post(address, {"name": "Somebody"})
    assert "Type the name as it stands here" in refused.content.decode()
    assert Colleague.objects.get(pk=canary.colleague.pk).name == NAME
    assert staff.post(address, {"name": f" {NAME.upper()} "}).status_code == 302
    assert Colleague.objects.get(pk=canary.colleague.pk).name == "Former colleague"
    assert "Nothing is known" in staff.get(address).content.decode()


def test_a_line_without_an_account_is_erased_on_its_own(staff):
    colleague = ColleagueFactory(name=NAME, email="")
    address = f"{HOME}colleague/{colleague.pk}/erase/"
    staff.post(address, {"name": NAME})
    colleague.refresh_from_db()
    assert colleague.name == "Former colleague"
    entry = AuditEntry.objects.get(action="person.erased")
    assert (entry.model, entry.object_id) == ("directory.colleague", str(colleague.pk))


def test_nobody_erases_an_administrator_or_themselves(staff):
    admin = person(Role.ADMIN)
    for target in (admin, staff.user):
        address = f"{HOME}account/{target.pk}/erase/"
        assert staff.post(address, {"name": str(target)}).status_code == 302
        target.refresh_from_db()
        assert target.is_active
    assert not AuditEntry.objects.filter(action="person.erased").exists()


def test_the_coordinator_copies_what_is_kept_of_practitioners_and_erases_nobody(client):
    client.force_login(person(Role.AST_COORDINATOR))
    practitioner, colleague = PractitionerFactory(), ColleagueFactory()
    mine = f"{HOME}practitioner/{practitioner.pk}/"
    assert client.post(f"{mine}copy/").status_code == 200
    assert "Erase this person" not in client.get(mine).content.decode()
    client.post(f"{mine}erase/", {"name": practitioner.name})
    practitioner.refresh_from_db()
    assert practitioner.name != "Former practitioner"
    assert client.post(f"{HOME}colleague/{colleague.pk}/copy/").status_code == 302


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FINANCE, Role.QA_LEAD, Role.PRACTITIONER])
def test_other_roles_have_no_such_screens(client, role):
    client.force_login(person(role))
    colleague = ColleagueFactory()
    for address in ("", f"colleague/{colleague.pk}/", f"colleague/{colleague.pk}/erase/"):
        assert client.get(HOME + address).status_code == 302
    assert client.post(f"{HOME}colleague/{colleague.pk}/copy/").status_code == 302
    assert HOME not in client.get("/admin/").content.decode()


def test_an_unknown_list_is_not_found(staff):
    assert staff.get(f"{HOME}nothing/1/").status_code == 404
    assert staff.get(f"{HOME}colleague/99999/").status_code == 404
