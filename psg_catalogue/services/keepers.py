"""Who is told of a booking besides the attendee: whoever booked, while they still act for the
school; once they do not, the school's leads, so that no booking is left without somebody."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from core.models import User
from directory.enums import Role
from directory.models import RoleAssignment, School
from psg_catalogue.models import Booking

_MAY_BOOK = (Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER)


def keepers_of(bookings: Iterable[Booking]) -> dict[tuple[User, School], list[Booking]]:
    """The bookings by the person to tell and the school it is about. Someone who is the attendee
    is not told twice. Two queries at most, however many bookings."""
    bookings = list(bookings)
    roles = _live_roles(bookings)
    told: dict[tuple[User, School], list[Booking]] = defaultdict(list)
    for booking in bookings:
        for user in _of_one(booking, roles):
            if user.pk != booking.colleague.user_id and not is_address_of(user, booking):
                told[user, booking.school].append(booking)
    return told


def is_address_of(user: User, booking: Booking) -> bool:
    """True when a letter to this account reaches the attender of the booking."""
    return user.email.lower() == booking.colleague.email.lower()


def _live_roles(bookings: list[Booking]) -> list[RoleAssignment]:
    schools = {booking.school_id for booking in bookings}
    return list(
        RoleAssignment.objects.live()
        .filter(Q(school__in=schools, role__in=_MAY_BOOK) | Q(role=Role.PSG_ORGANISER))
        .filter(user__is_active=True)
        .select_related("user")
    )


def _of_one(booking: Booking, roles: list[RoleAssignment]) -> list[User]:
    booker = booking.booked_by
    if booker and booker.is_active and _acts_for(booker, booking, roles):
        return [booker]
    return [
        role.user
        for role in roles
        if role.school_id == booking.school_id and role.role == Role.SCHOOL_LEAD
    ]


def _acts_for(user: User, booking: Booking, roles: list[RoleAssignment]) -> bool:
    return user.is_superuser or any(
        role.user_id == user.pk and role.school_id in (booking.school_id, None) for role in roles
    )
