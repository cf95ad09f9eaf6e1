"""What a person may reach: the one layer between rows that belong to a school and those who ask for
them (SAFETY 33; boundary 9). A view of a school's asks `visible_to(user)`, and of one school's
things `for_school(school)` besides; tests/config/test_scoping.py finds one that does not."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from core.once import forget, once
from directory.enums import SCHOOL_ROLES, Role


@dataclass(frozen=True)
class Reach:
    """Who reaches rows of one kind: the holders of a role at the row's school, those of a role in
    the programme at every school, and with `own` at their school those whom the row is about."""

    at_school: tuple[Role, ...]
    everywhere: tuple[Role, ...] = (Role.PSG_ORGANISER,)
    own: tuple[Role, ...] = ()


EVERYONE_THERE = Reach(SCHOOL_ROLES)
LEADS = Reach((Role.SCHOOL_LEAD,))
BOOKERS = Reach((Role.SCHOOL_LEAD,), own=(Role.SCHOOL_MEMBER,))
BUYERS = Reach((Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE))
MONEY = Reach((Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE), (Role.PSG_ORGANISER, Role.FINANCE))


def roles_held(user) -> frozenset[tuple[str, int | None]]:
    """Each role that the person holds today, with the number of its school: read afresh on every
    request, and in one request once, however many parts of the page ask."""

    def ask() -> frozenset[tuple[str, int | None]]:
        return frozenset(user.roles.live().values_list("role", "school"))

    return once(("roles", user.pk), ask)


def forget_roles(user) -> None:
    """They have changed in this request."""
    forget(("roles", user.pk))


def holds_anywhere(user, roles: tuple[Role, ...]) -> bool:
    """True when the person holds one of these programme roles today; a superuser all."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role in roles for role, _ in roles_held(user))


def viewed_school(user):
    """The school whose lead's eyes the office looks through now (directory.viewing); else None."""
    return getattr(user, "viewing_as", None)


def schools_with(user, roles: tuple[Role, ...]):
    """The numbers of the schools where the person holds one of these roles today."""
    if viewed := viewed_school(user):
        return [viewed.pk] if Role.SCHOOL_LEAD in roles else []
    return [school for role, school in roles_held(user) if school and role in roles]


class OfSchools(models.QuerySet):
    """Rows that each belong to one school."""

    school_path = "school"
    person_path = ""
    reach = LEADS

    def for_school(self, school) -> "OfSchools":
        return self.filter(**{self.school_path: school})

    def visible_to(self, user, reach: Reach | None = None) -> "OfSchools":
        """What this person may see today, and nothing else; two queries more at the most."""
        reach = reach or self.reach
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if holds_anywhere(user, reach.everywhere):
            return self.all()
        seen = Q(**{f"{self.school_path}__in": schools_with(user, reach.at_school)})
        if reach.own:
            there = {f"{self.school_path}__in": schools_with(user, reach.own)}
            seen |= Q(**there, **{self.person_path: user})
        return self.filter(seen)


class MoneyOfSchools(OfSchools):
    """A subscription's papers and payments."""

    school_path = "subscription__school"
    reach = MONEY
