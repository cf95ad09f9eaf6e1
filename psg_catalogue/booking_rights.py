"""Who may book, see and cancel for a school: a lead for everyone on the staff list, a colleague for
themselves, the office for any school (DOMAIN 2.6). Finance people look after money alone."""

from dataclasses import dataclass

from core.roles import roles_allowed
from directory.enums import Role
from directory.models import RoleAssignment, School
from directory.permissions import is_allowed, roles_at
from directory.scoping import viewed_school
from psg_catalogue.models import Booking

BOOK_FOR_SCHOOLS = "psg_catalogue.book_for_schools"
READ_BOOKINGS = "psg_catalogue.view_booking"
_LEAD, _MEMBER = Role.SCHOOL_LEAD.value, Role.SCHOOL_MEMBER.value


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


def may_book_for_any(user) -> bool:
    """Books and gives back for every school, on its behalf: the office."""
    return is_allowed(user, BOOK_FOR_SCHOOLS)


def booking_rights(user) -> list[BookingRight]:
    """A person's rights at the schools they belong to today, by the schools' names. One query."""
    return _rights(user, _live(user, _LEAD, _MEMBER))


def only_right(user) -> BookingRight | None:
    """The right of somebody who belongs to one school; None where there are several, and for the
    office, which says each time for whom it acts. One query."""
    for_any = roles_allowed(BOOK_FOR_SCHOOLS)
    live = _live(user, _LEAD, _MEMBER, *for_any)
    own = [each for each in live if each.role not in for_any]
    rights = _rights(user, own)
    is_for_any = user.is_superuser or len(own) < len(live)
    return rights[0] if len(rights) == 1 and not is_for_any else None


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
    if may_book_for_any(user):
        return BookingRight(user, school, everyone=True, by_office=True)
    return BookingRight(user, school, everyone=False) if _MEMBER in roles else None
