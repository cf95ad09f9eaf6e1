"""Categories of concern: who sees and writes them, and that they are in nothing else (P14)."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from core.models import AuditEntry, AuditSubject
from directory.enums import BACK_OFFICE_ROLES, Role
from directory.outreach.enums import AUTHORITY_ROLES
from directory.outreach.models import CategoryOfConcern
from tests.factories.directory import PenPortraitPageFactory, PractitionerFactory, SchoolFactory
from tests.factories.outreach import ASTAppointmentFactory, CategoryOfConcernFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LIST, ADD = "categoryofconcern:index", "categoryofconcern:add"
WRITERS = {Role.ADVISER, Role.AST_COORDINATOR, Role.PD_HEAD}
SECRET = "Quarrybank School"


def typed(school, **fields) -> dict:
    row = {"body": "la", "category": "local", "starts_on": "2026-09-01", "source": ""}
    return {"school": school.pk, **row, **fields}


@pytest.mark.parametrize("role", BACK_OFFICE_ROLES)
def test_each_role_opens_what_it_may(client, role):
    row, school = CategoryOfConcernFactory(local=True), SchoolFactory()
    client.force_login(person(role))
    for view, args, may in (
        ("index", [], AUTHORITY_ROLES),
        ("index_results", [], AUTHORITY_ROLES),
        ("add", [], WRITERS),
        ("edit", [row.pk], WRITERS),
        ("history", [row.pk], WRITERS),
        ("delete", [row.pk], ()),
    ):
        response = client.get(reverse(f"categoryofconcern:{view}", args=args))
        assert (response.status_code == 200) is (role in may), (view, role)
    client.post(reverse(ADD), typed(school))
    assert school.categories.exists() is (role in WRITERS)


def test_framework_follows_from_the_day(client):
    client.force_login(person(Role.ADVISER))
    school = SchoolFactory()
    wrong = typed(school, body="ofsted", category="notice_to_improve", starts_on="2013-01-01")
    response = client.post(reverse(ADD), wrong)
    assert "special measures or serious weaknesses" in response.content.decode()
    assert not CategoryOfConcern.objects.exists()
    client.post(reverse(ADD), {**wrong, "category": "serious_weaknesses"})
    assert CategoryOfConcern.objects.get().era == "2012"


def test_list_costs_the_same_for_one_and_for_thirty(client, count_queries):
    client.force_login(person(Role.ADVISER))
    address = reverse(LIST)
    CategoryOfConcernFactory()
    client.get(address)
    one = count_queries(lambda: client.get(address))
    for _ in range(29):
        CategoryOfConcernFactory()
    assert count_queries(lambda: client.get(address)) == one <= 25


def test_local_category_is_in_no_log_index_or_file(client):
    """Written, changed and read by an adviser; then looked for where it must not be."""
    school, adviser = SchoolFactory(name=SECRET), person(Role.ADVISER)
    client.force_login(adviser)
    client.post(reverse(ADD), typed(school))
    row = CategoryOfConcern.objects.get()
    client.post(
        reverse("categoryofconcern:edit", args=[row.pk]),
        typed(school, source="Meeting of the board"),
    )
    row.refresh_from_db()

    assert row.source == "Meeting of the board"
    logged = ModelLogEntry.objects.filter(content_type__model="categoryofconcern")
    labels = logged.values_list("label", flat=True)
    assert set(labels) == {f"Entry {row.pk}"}
    entries = AuditEntry.objects.filter(model="outreach.categoryofconcern")
    assert entries.count() == 2
    assert [entry.changes for entry in entries] == [{}, {}]
    assert not AuditSubject.objects.filter(entry__in=entries).exists()
    assert not ReferenceIndex.objects.filter(to_object_id=school.pk).exists()
    export = client.get(reverse(LIST), {"export": "csv"})
    assert export["Content-Type"].startswith("text/html")
    assert SECRET not in reverse("categoryofconcern:edit", args=[row.pk])
    assert "q=" not in client.get(reverse(LIST)).content.decode()


def test_local_category_is_on_no_page_of_anyone_else(client):
    """What could leak stands there: a school in a category, with a post and a portrait."""
    school = SchoolFactory(name=SECRET)
    CategoryOfConcernFactory(school=school, local=True, source="Board of 3 May")
    practitioner = PractitionerFactory(base_school=school)
    held = ASTAppointmentFactory(
        post__base_school=school, practitioner=practitioner, starts_on=date(2012, 1, 1)
    )
    portrait = PenPortraitPageFactory(practitioner=practitioner)
    practitioner.user = person(Role.PRACTITIONER)
    practitioner.save()
    lead = person(Role.SCHOOL_LEAD, school=school)
    office, admin = person(Role.PSG_ORGANISER), person(Role.ADMIN)
    pages = [
        portrait.url, "/search/?q=Quarrybank", f"/my-school/{school.urn}/",
        f"/my-school/{school.urn}/posts/", f"/outreach/posts/{held.post.pk}/",
        f"{reverse('school:index')}?export=csv", reverse("school:inspect", args=[school.pk]),
    ]  # fmt: skip
    for user in (None, lead, practitioner.user, office, admin):
        client.logout()
        if user:
            client.force_login(user)
        for page in pages:
            response = client.get(page)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            for words in (b"own list", b"Board of 3 May"):
                assert words not in body, (user, page)
