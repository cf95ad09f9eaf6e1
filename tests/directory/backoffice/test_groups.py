"""Groups of schools, as the office keeps them."""

import pytest
from django.urls import reverse

from directory.enums import Role, SchoolSource
from directory.models import GroupMember, SchoolGroup
from tests.factories.directory import SchoolFactory, SchoolGroupFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(office())
    return client


def typed(*schools, initial=0, **changes):
    """What the form posts; the first rows are those that were there."""
    rows = {
        "members-TOTAL_FORMS": str(len(schools)),
        "members-INITIAL_FORMS": str(initial),
        "members-MIN_NUM_FORMS": "0",
        "members-MAX_NUM_FORMS": "1000",
    }
    for number, school in enumerate(schools):
        rows[f"members-{number}-school"] = school.pk
    return {"kind": "cluster", "name": "Vale cluster", **rows, **changes}


def test_office_keeps_a_cluster_and_names_who_pays(desk):
    one, two = SchoolFactory.create_batch(2)
    desk.post(reverse("schoolgroup:add"), typed(one, two))
    group = SchoolGroup.objects.get()
    assert set(group.schools_on()) == {one, two}
    edit = reverse("schoolgroup:edit", args=[group.pk])
    choice = desk.get(edit).context["form"].fields["finance_contact"]
    bursar, head, stranger = finance_of(one), lead_of(two), lead_of(SchoolFactory())
    assert set(choice.queryset) == {bursar, head}
    rows = {f"members-{n}-id": m.pk for n, m in enumerate(group.members.all())}
    facts = {**typed(one, two, initial=2), **rows}
    for wrong in (stranger, colleague_of(one)):
        page = desk.post(edit, {**facts, "finance_contact": wrong.pk})
        assert "Select a valid choice" in page.content.decode()
    desk.post(edit, {**facts, "finance_contact": bursar.pk})
    group.refresh_from_db()
    assert group.finance_contact == bursar


def test_group_of_the_register_keeps_its_name(desk):
    group = SchoolGroup.objects.create(
        kind="trust", name="Marl Trust", code="16001", source=SchoolSource.GIAS
    )
    edit = reverse("schoolgroup:edit", args=[group.pk])
    desk.post(edit, typed(name="Another", invoice_address="High Street"))
    group.refresh_from_db()
    assert (group.name, group.invoice_address) == ("Marl Trust", "High Street")


def test_list_counts_members_of_today_and_costs_the_same_for_thirty(desk, count_queries):
    def add():
        group = SchoolGroupFactory(schools=[SchoolFactory()])
        left = {"starts_on": "2020-01-01", "ends_on": "2021-01-01"}
        GroupMember.objects.create(group=group, school=SchoolFactory(), **left)

    add()
    listing = lambda: desk.get(reverse("schoolgroup:index"))  # noqa: E731 -- called twice
    assert [group.school_count for group in listing().context["object_list"]] == [1]
    few = count_queries(listing)
    for _ in range(29):
        add()
    assert count_queries(listing) == few <= 25


def test_who_may_not(client):
    client.force_login(person(Role.EDITOR))
    response = client.post(reverse("schoolgroup:add"), typed())
    assert response.status_code in (302, 403)
    assert not SchoolGroup.objects.exists()


def test_schools_of_a_group_change_places_and_stand_in_it_once(desk, count_queries):
    schools = SchoolFactory.create_batch(8)
    group = SchoolGroupFactory(schools=schools[:2])
    members = list(group.members.order_by("pk"))
    keys = {f"members-{n}-id": member.pk for n, member in enumerate(members)}
    edit = reverse("schoolgroup:edit", args=[group.pk])
    one, two = (member.school for member in members)
    doubled = desk.post(edit, {**typed(one, one, initial=2), **keys})
    assert "One school is a member twice." in doubled.content.decode()
    desk.post(edit, {**typed(two, one, initial=2), **keys})
    assert [GroupMember.objects.get(pk=m.pk).school for m in members] == [two, one]
    few = count_queries(lambda: desk.get(edit))
    for school in schools[2:]:
        GroupMember.objects.create(group=group, school=school)
    assert count_queries(lambda: desk.get(edit)) == few <= 25
