"""Who may book, see and cancel for a school: a lead for everyone on the staff list, a colleague for
themselves, the office for any school (DOMAIN 2.6). Finance people look after money alone."""

from dataclasses import dataclass

from directory.enums import Role
from directory.models import RoleAssignment, School
from directory.permissions import is_office, roles_at
from directory.scoping import viewed_school
from psg_catalogue.models import Booking

_LEAD, _MEMBER, _OFFICE = (
    role.value for role in (Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER, Role.PSG_ORGANISER)
)


@dataclass(frozen=True)
class BookingRight:
    """What one person may do for one school. Without `everyone` it is for themselves alone."""

    user: object
    school: School
    everyone: bool = False
    by_office: bool = False

    def covers(self, booking: Booking) -> bool:
        """True for a booking this person may see and cancel."""
        if booking.school_id != self.school.pk:
            return False
        return self.everyone or booking.colleague.user_id == self.user.pk


def booking_rights(user) -> list[BookingRight]:
    """A person's rights at the schools they belong to today, by the schools' names. One query."""
    return _rights(user, _live(user, _LEAD, _MEMBER))


def only_right(user) -> BookingRight | None:
    """The right of somebody who belongs to one school; None where there are several, and for the
    office, which says each time for whom it acts. One query."""
    live = _live(user, _LEAD, _MEMBER, _OFFICE)
    rights = _rights(user, [each for each in live if each.role != _OFFICE])
    is_office = user.is_superuser or any(each.role == _OFFICE for each in live)
    return rights[0] if len(rights) == 1 and not is_office else None


def _live(user, *roles: str) -> list[RoleAssignment]:
    if not user.is_authenticated or not user.is_active:
        return []
    if viewed := viewed_school(user):
        return [RoleAssignment(school=viewed, role=_LEAD)] if _LEAD in roles else []
    live = user.roles.live().filter(role__in=roles).select_related("school")
    return list(live.order_by("school__name", "school_id"))


def _rights(user, live: list[RoleAssignment]) -> list[BookingRight]:
    schools: dict[School, set[str]] = {}
    for each in live:
        schools.setdefault(each.school, set()).add(each.role)
    return [
        BookingRight(user, school, everyone=_LEAD in roles) for school, roles in schools.items()
    ]


def booking_right(user, school: School | None) -> BookingRight | None:
    """The person's right for this school, the office's included; None where there is none."""
    if school is None or not user.is_authenticated or not user.is_active:
        return None
    roles = roles_at(user, school)
    if _LEAD in roles:
        return BookingRight(user, school, everyone=True)
    if is_office(user):
        return BookingRight(user, school, everyone=True, by_office=True)
    return BookingRight(user, school, everyone=False) if _MEMBER in roles else None
