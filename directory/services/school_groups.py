"""Trusts and federations of the register, and who belongs to them."""

from collections.abc import Iterable

from django.utils import timezone

from core.audit import record
from directory.enums import GroupKind, SchoolSource
from directory.models import GroupMember, School, SchoolGroup

# Where a school's row says to which group of the kind it belongs.
_OF_REGISTER = {
    GroupKind.TRUST: ("trust_code", "trust_name"),
    GroupKind.FEDERATION: ("federation_code", "federation_name"),
}


def follow_register(schools: Iterable[School]) -> None:
    """The register's trusts and federations, and their members, are as these schools' rows say;
    asked again, nothing changes. A school that the register moves leaves the old group today.
    Groups that the office keeps by hand are left alone. The caller holds the schools' rows."""
    schools = list(schools)
    for kind, (code, name) in _OF_REGISTER.items():
        wanted = {school.pk: getattr(school, code) for school in schools}
        names = {getattr(school, code): getattr(school, name) for school in schools}
        groups = _groups(kind, {code: words for code, words in names.items() if code})
        _follow(kind, wanted, groups)


def _groups(kind: GroupKind, names: dict[str, str]) -> dict[str, SchoolGroup]:
    """The groups of these codes, made where there are none, under the names of the register."""
    found = {
        group.code: group for group in SchoolGroup.objects.filter(kind=kind, code__in=names.keys())
    }
    for code, said in names.items():
        words = said or f"{kind.label} {code}"
        group = found.get(code)
        if group is None:
            group, _ = SchoolGroup.objects.get_or_create(
                kind=kind, code=code, defaults={"name": words, "source": SchoolSource.GIAS}
            )
            found[code] = group
        elif group.name != words:
            group.name = words
            group.save(update_fields=["name"])
    return found


def _follow(kind: GroupKind, wanted: dict[int, str], groups: dict[str, SchoolGroup]) -> None:
    today = timezone.localdate()
    standing = GroupMember.objects.filter(
        school__in=wanted, ends_on=None, group__kind=kind, group__source=SchoolSource.GIAS
    ).select_related("group")
    stays = set()
    for member in standing:
        if member.group.code == wanted[member.school_id]:
            stays.add(member.school_id)
            continue
        member.ends_on = max(today, member.starts_on or today)
        member.save(update_fields=["ends_on"])
        record(member.group, "group.school_left", school=member.school_id)
    GroupMember.objects.bulk_create(
        # Nobody knows since when a school has belonged that is read for the first time.
        GroupMember(group=groups[code], school_id=school)
        for school, code in wanted.items()
        if code and school not in stays
    )
