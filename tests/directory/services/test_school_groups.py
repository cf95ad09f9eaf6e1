"""Trusts and federations follow the register; clusters are the office's."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from directory.enums import GroupKind, SchoolSource
from directory.models import GroupMember, School, SchoolGroup
from directory.services.import_schools import import_schools
from tests.directory.services.test_import_schools import SOUND, gias
from tests.factories.directory import SchoolFactory, SchoolGroupFactory

pytestmark = pytest.mark.django_db

TRUST = {"Trusts (code)": "16001", "Trusts (name)": "Marl Learning Trust"}
FEDERATION = {"Federations (code)": "0012", "Federations (name)": "Vale Federation"}
NONE = {
    "Trusts (code)": "",
    "Trusts (name)": "",
    "Federations (code)": "",
    "Federations (name)": "",
}


@pytest.fixture(autouse=True)
def with_groups(monkeypatch):
    """The register's file has the columns of groups and of pupils."""
    monkeypatch.setitem(SOUND, "NumberOfPupils", "210")
    for column, words in NONE.items():
        monkeypatch.setitem(SOUND, column, words)


def bring(*rows, **options):
    return import_schools(gias(*rows), **options)


def members():
    """Group's code, school's URN and last day of every membership."""
    rows = GroupMember.objects.order_by("group__code", "school__urn", "pk")
    return list(rows.values_list("group__code", "school__urn", "ends_on"))


def test_register_makes_groups_and_moves_schools_between_them():
    one, two = {"URN": "900001"}, {"URN": "900002"}
    bring(one | TRUST | FEDERATION, two | TRUST)
    standing = [("0012", "900001", None), ("16001", "900001", None), ("16001", "900002", None)]
    assert members() == standing
    trust = SchoolGroup.objects.get(kind=GroupKind.TRUST)
    assert (trust.name, trust.source) == ("Marl Learning Trust", SchoolSource.GIAS)
    assert str(bring(one | TRUST | FEDERATION, two | TRUST)).endswith("unchanged 2, closed 0")
    assert members() == standing
    other = {"Trusts (code)": "16002", "Trusts (name)": "Fen Trust"}
    with time_machine.travel("2026-12-01"):
        bring(one | TRUST | {"Trusts (name)": "Marl and Vale Trust"}, two | other)
    assert members() == [
        ("0012", "900001", date(2026, 12, 1)),
        ("16001", "900001", None),
        ("16001", "900002", date(2026, 12, 1)),
        ("16002", "900002", None),
    ]
    trust.refresh_from_db()
    assert trust.name == "Marl and Vale Trust"
    assert [s.urn for s in trust.schools_on(date(2026, 11, 30))] == ["900001", "900002"]
    assert [s.urn for s in trust.schools_on(date(2026, 12, 1))] == ["900001"]


def test_dry_run_and_a_file_without_the_columns_change_no_group():
    bring(TRUST, dry_run=True)
    assert not SchoolGroup.objects.exists()
    bring(TRUST)
    import_schools(gias({}, drop=NONE))
    assert members() == [("16001", "900001", None)]


def test_clusters_of_the_office_stay():
    bring({})
    cluster = SchoolGroupFactory(schools=[School.objects.get()])
    bring(TRUST)
    assert list(cluster.schools_on()) == [School.objects.get()]


def test_number_on_roll_is_read_and_blank_otherwise():
    bring({})
    assert School.objects.get().number_on_roll == 210
    import_schools(gias({}, drop=["NumberOfPupils"]))
    assert School.objects.get().number_on_roll == 210
    bring({"NumberOfPupils": "many"})
    assert School.objects.get().number_on_roll is None


def test_database_keeps_members_and_codes_apart():
    school = SchoolFactory()
    group = SchoolGroupFactory(schools=[school])
    for make in (
        lambda: GroupMember.objects.create(group=group, school=school),
        lambda: SchoolGroup.objects.create(name="No code", source=SchoolSource.GIAS),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
