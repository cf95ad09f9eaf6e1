"""The record of changes in the back office."""

import pytest

from core.audit import record
from core.models import AuditDisposal, AuditEntry
from directory.enums import Role
from directory.services.roles import grant_role
from subscriptions.services.invoices import issue_invoice
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import SessionPageFactory, StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
INDEX = "/admin/changes/"


@pytest.fixture
def reader(client):
    user = office(first_name="Oda", last_name="Reader")
    client.force_login(user)
    client.user = user
    return client


def shown(response) -> list[AuditEntry]:
    return list(response.context["object_list"])


def test_the_record_is_narrowed_to_a_school_a_person_and_a_session(reader):
    school, session, lead = SchoolFactory(), StudyGroupSessionFactory(), UserFactory()
    grant_role(lead, Role.SCHOOL_LEAD, school=school)
    colleague = ColleagueFactory(school=school, user=lead)
    record(colleague, "colleague.linked", by=reader.user)
    record(session, "session.confirmed", by=reader.user, on_behalf_of="900123")
    granted, linked, confirmed = (
        AuditEntry.objects.filter(action=action).latest("pk")
        for action in ("role.granted", "colleague.linked", "session.confirmed")
    )
    assert shown(reader.get(INDEX, {"school": school.urn})) == [linked, granted]
    assert shown(reader.get(INDEX, {"account": lead.pk})) == [linked, granted]
    assert shown(reader.get(INDEX, {"session": session.pk})) == [confirmed]
    assert shown(reader.get(INDEX, {"area": "places"})) == [confirmed]
    assert linked in shown(reader.get(INDEX, {"actor": reader.user.pk}))
    assert shown(reader.get(INDEX, {"school": "000000"})) == []
    page = reader.get(INDEX, {"session": session.pk}).content.decode()
    for words in ("Confirm a session", session.page.title, "Oda Reader", "URN 900123"):
        assert words in page


def test_an_entry_shows_before_and_after_and_what_was_typed(reader):
    school = SchoolFactory()
    record(school, "school.closed", changes={"tier": ("lower", "middle")}, reason="It was time")
    entry = AuditEntry.objects.latest("pk")
    page = reader.get(f"{INDEX}inspect/{entry.pk}/").content.decode()
    for words in ("lower → middle", "It was time", school.name):
        assert words in page
    AuditDisposal.objects.create(words_of=entry.pk)
    entry.words.delete()
    page = reader.get(f"{INDEX}inspect/{entry.pk}/").content.decode()
    assert "It was time" not in page
    assert "they named a person" in page


def test_an_export_has_numbers_and_no_names_and_is_itself_recorded(reader):
    lead = UserFactory(first_name="Vesna", last_name="Quillfeather")
    grant_role(lead, Role.SCHOOL_LEAD, school=SchoolFactory(), by=lead)
    response = reader.get(INDEX, {"export": "csv"})
    sheet = b"".join(response.streaming_content).decode()
    assert f"account:{lead.pk}" in sheet
    assert "Quillfeather" not in sheet
    assert AuditEntry.objects.filter(action="changes.exported", actor=reader.user).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PRACTITIONER, Role.QA_LEAD])
def test_other_roles_do_not_read_the_record(client, role):
    client.force_login(person(role))
    entry = AuditEntry.objects.latest("pk")
    for address in (INDEX, f"{INDEX}results/", f"{INDEX}inspect/{entry.pk}/"):
        assert client.get(address).status_code in (302, 404)
    assert INDEX not in client.get("/admin/").content.decode()


def test_finance_office_reads_what_is_of_money_and_nothing_else(client):
    school = SchoolFactory()
    subscription = SubscriptionFactory(school=school, priced=True)
    issue_invoice(subscription, by=None)
    record(school, "school.closed", reason="It was time")
    money = AuditEntry.objects.filter(action="invoice.issued").latest("pk")
    other = AuditEntry.objects.filter(action="school.closed").latest("pk")
    client.force_login(person(Role.FINANCE))
    assert INDEX in client.get("/admin/").content.decode()
    listed = shown(client.get(INDEX, {"school": school.urn}))
    assert money in listed
    assert {entry.area for entry in listed} == {"money"}
    assert client.get(f"{INDEX}inspect/{money.pk}/").status_code == 200
    assert client.get(f"{INDEX}inspect/{other.pk}/").status_code == 404
    sheet = b"".join(client.get(INDEX, {"export": "csv"}).streaming_content).decode()
    assert "invoice.issued" in sheet
    assert "school.closed" not in sheet
    page = client.get(f"/admin/subscriptions/schools/inspect/{subscription.pk}/")
    assert f"{INDEX}?school={school.urn}" in page.content.decode()


def test_there_is_no_way_to_add_edit_or_delete(reader):
    entry = AuditEntry.objects.latest("pk")
    for address in ("new/", f"edit/{entry.pk}/", f"delete/{entry.pk}/", f"copy/{entry.pk}/"):
        assert reader.post(INDEX + address).status_code == 404


def test_the_listing_costs_the_same_for_one_and_for_thirty(reader, count_queries):
    def make(number):
        for _ in range(number):
            session = StudyGroupSessionFactory()
            record(session, "session.confirmed", by=UserFactory())

    make(1)
    reader.get(INDEX)
    one = count_queries(lambda: reader.get(INDEX, {"area": "places"}))
    make(30)
    many = count_queries(lambda: reader.get(INDEX, {"area": "places"}))
    assert many == one <= 25


def test_a_page_that_changed_is_named_and_one_that_is_gone_has_its_number(reader):
    """Whatever else there is in the list, the titles are read at once."""
    kept, gone = SessionPageFactory(title="Privacy"), SessionPageFactory()
    for page in (kept, gone):
        record(page, "wagtail.edit", by=reader.user)
    number = gone.pk
    gone.delete()

    page = reader.get(INDEX).content.decode()

    assert "Session page “Privacy”" in page
    assert f"Session page {number}, since deleted" in page
