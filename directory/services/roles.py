"""Granting and ending roles; Wagtail's groups follow from them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.audit import Changes, record, unsaved_changes
from core.models import User
from directory.enums import SCHOOL_ROLES, Role
from directory.models import RoleAssignment, School
from directory.services.groups import sync_groups, sync_groups_of

__all__ = [
    "LastLead",
    "RoleNeedsSchool",
    "end_role",
    "end_school_roles",
    "grant_role",
    "set_school_roles",
    "sync_groups",
    "sync_groups_of",
]


class RoleNeedsSchool(ValueError):
    """A school role was asked for without a school, or a programme role with one."""


class LastLead(Exception):
    """The school would be left without a lead, and only the office may leave it so."""


@transaction.atomic
def grant_role(
    user: User,
    role: Role | str,
    *,
    school: School | None = None,
    by: User | None = None,
    on_behalf_of: str = "",
) -> RoleAssignment:
    """The person has the role from today; asking twice gives the same row, and a role that was to
    end goes on. Raises RoleNeedsSchool."""
    role = Role(role)
    if (role in SCHOOL_ROLES) != (school is not None):
        raise RoleNeedsSchool(f"{role.label} is not given that way.")
    dated = user.roles.live().filter(role=role, school=school, ends_on__isnull=False).first()
    changes = None
    if dated:
        dated.ends_on = None
        changes = unsaved_changes(dated, "ends_on")
        dated.save(update_fields=["ends_on"])
        assignment, made = dated, True
    else:
        assignment, made = RoleAssignment.objects.get_or_create(
            user=user, role=role, school=school, ends_on=None, defaults={"granted_by": by}
        )
    if made:
        changes = changes or {"starts_on": (None, assignment.starts_on)}
        _record(assignment, "role.granted", by, on_behalf_of, changes)
    sync_groups_of(user)
    return assignment


@transaction.atomic
def end_role(
    assignment: RoleAssignment,
    *,
    by: User | None = None,
    on: date | None = None,
    on_behalf_of: str = "",
) -> RoleAssignment:
    """The role is over from a day, today unless another is given; the next request is refused.
    A role that has not begun ends on the day it would have. Ending twice keeps the earlier day."""
    assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    day = max(on or timezone.localdate(), assignment.starts_on)
    if assignment.ends_on is not None and assignment.ends_on <= day:
        return assignment
    assignment.ends_on = day
    changes = unsaved_changes(assignment, "ends_on")
    assignment.save(update_fields=["ends_on"])
    _record(assignment, "role.ended", by, on_behalf_of, changes)
    sync_groups_of(assignment.user)
    # Here, since an invitation is taken up by giving a role.
    from directory.services.invitations import withdraw_beyond_rights

    withdraw_beyond_rights(assignment.user, by=by)
    return assignment


@transaction.atomic
def set_school_roles(
    user: User,
    school: School,
    roles: Iterable[Role | str],
    *,
    by: User | None,
    on_behalf_of: str = "",
    may_leave_no_lead: bool = False,
) -> None:
    """The person has exactly these roles at the school from today; none at all ends the access.
    Raises LastLead when that takes the school's last lead and `may_leave_no_lead` is False."""
    wanted = {Role(role) for role in roles}
    # Two leads who end each other at the same moment would leave the school without one.
    School.objects.select_for_update().get(pk=school.pk)
    live = {each.role: each for each in user.roles.live().for_school(school)}
    going = [each for role, each in live.items() if Role(role) not in wanted]
    if any(each.role == Role.SCHOOL_LEAD for each in going) and not may_leave_no_lead:
        others = RoleAssignment.objects.live().for_school(school).exclude(user=user)
        if not others.filter(role=Role.SCHOOL_LEAD, user__is_active=True).exists():
            raise LastLead(f"{school} has no other lead.")
    for each in going:
        end_role(each, by=by, on_behalf_of=on_behalf_of)
    for role in sorted(wanted - {Role(each) for each in live}):
        grant_role(user, role, school=school, by=by, on_behalf_of=on_behalf_of)


def end_school_roles(
    user: User,
    school: School,
    *,
    by: User | None,
    on_behalf_of: str = "",
    may_leave_no_lead: bool = False,
) -> None:
    """The person has no access to the school from the next request on. Raises LastLead."""
    set_school_roles(
        user,
        school,
        [],
        by=by,
        on_behalf_of=on_behalf_of,
        may_leave_no_lead=may_leave_no_lead,
    )


def _record(
    assignment: RoleAssignment, action: str, by: User | None, on_behalf_of: str, changes: Changes
) -> None:
    record(
        assignment.user,
        action,
        by=by,
        on_behalf_of=on_behalf_of,
        changes=changes,
        about=[assignment.school],
        role=assignment.role,
        urn=assignment.school.urn if assignment.school else "",
    )
