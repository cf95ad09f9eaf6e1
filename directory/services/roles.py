"""Granting and ending roles; Wagtail's groups follow from them."""

from datetime import date

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.audit import record
from core.models import User
from core.roles import granted
from directory.enums import BACK_OFFICE_ROLES, SCHOOL_ROLES, Role
from directory.models import RoleAssignment, School


class RoleNeedsSchool(ValueError):
    """A school role was asked for without a school, or a programme role with one."""


@transaction.atomic
def grant_role(
    user: User, role: Role | str, *, school: School | None = None, by: User | None = None
) -> RoleAssignment:
    """The person has the role from today; asking twice gives the same row. Raises RoleNeedsSchool."""
    role = Role(role)
    if (role in SCHOOL_ROLES) != (school is not None):
        raise RoleNeedsSchool(f"{role.label} is not given that way.")
    assignment, made = RoleAssignment.objects.get_or_create(
        user=user, role=role, school=school, ends_on=None, defaults={"granted_by": by}
    )
    if made:
        record(user, "role.granted", by=by, role=role.value, urn=school.urn if school else "")
    sync_groups_of(user)
    return assignment


@transaction.atomic
def end_role(
    assignment: RoleAssignment, *, by: User | None = None, on: date | None = None
) -> RoleAssignment:
    """The role is over from a day, today unless another is given; the next request is refused."""
    assignment.ends_on = on or timezone.localdate()
    assignment.save(update_fields=["ends_on"])
    school = assignment.school
    record(
        assignment.user,
        "role.ended",
        by=by,
        role=assignment.role,
        urn=school.urn if school else "",
    )
    sync_groups_of(assignment.user)
    return assignment


def sync_groups_of(user: User) -> None:
    """The person's back-office groups are those of the roles in force today."""
    live = set(user.roles.live().values_list("role", flat=True))
    names = {role.value: role.label for role in BACK_OFFICE_ROLES}
    wanted = {names[role] for role in live & set(names)}
    ours = Group.objects.filter(name__in=names.values())
    user.groups.remove(*ours.exclude(name__in=wanted))
    user.groups.add(*ours.filter(name__in=wanted))


def sync_groups() -> None:
    """Every back-office role has a group with exactly the permissions its apps allow it."""
    for role in BACK_OFFICE_ROLES:
        group, _ = Group.objects.get_or_create(name=role.label)
        wanted = granted().get(role.value, frozenset())
        query = Q(pk__in=[])
        for permission in wanted:
            app_label, codename = permission.split(".")
            query |= Q(content_type__app_label=app_label, codename=codename)
        found = list(Permission.objects.filter(query).select_related("content_type"))
        names = {f"{each.content_type.app_label}.{each.codename}" for each in found}
        if missing := wanted - names:
            raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
        group.permissions.set(found)
