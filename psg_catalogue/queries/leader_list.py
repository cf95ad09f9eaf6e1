"""Who comes to a session and what they need, as its leader reads it the day before."""

from dataclasses import dataclass

from psg_catalogue.models import StudyGroupSession


@dataclass(frozen=True)
class Line:
    name: str
    school: str
    need: str


def leader_list(session: StudyGroupSession) -> list[Line]:
    """Those with a place, by name. One query. Whoever asks holds the leader's link, or has checked
    `permissions.may_see_needs`."""
    booked = session.bookings.confirmed().select_related("colleague", "school", "access_need")
    return [
        Line(booking.colleague.name, booking.school.name, _need_of(booking))
        for booking in booked.order_by("colleague__name", "pk")
    ]


def _need_of(booking) -> str:
    need = getattr(booking, "access_need", None)
    return need.words if need else ""
