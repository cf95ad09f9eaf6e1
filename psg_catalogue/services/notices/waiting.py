"""What people in the line for a place are told."""

from collections.abc import Sequence

from core.models import Message
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services.notices.letters import facts_of, tell_all
from psg_catalogue.services.place_links import Purpose


def tell_of_offer(booking: Booking) -> None:
    """Somebody in the line is offered a place, by a link that needs no log-in; whoever booked them
    can answer from the school's page."""
    facts = {**facts_of(booking.session), "until": booking.offer_expires_at}
    tell_all("place_offered", [booking], facts, link=Purpose.OFFER)


def tell_of_place(booking: Booking) -> None:
    """Someone from the waiting list has accepted a place."""
    tell_all("place_given", [booking], facts_of(booking.session), invite=True)


def tell_of_running_out(booking: Booking, *, was_offer: bool) -> None:
    """An offer, or a request to a lead, was not answered in time."""
    tell_all("place_ran_out", [booking], {**facts_of(booking.session), "was_offer": was_offer})


def tell_of_stopped_list(session: StudyGroupSession, waiting: Sequence[Booking]) -> bool:
    """No place came free before the list stopped. Once for each booking and date; returns whether
    anybody is told now."""
    key = f"list_stopped:{session.pk}:{session.starts_at.timestamp():.0f}"
    if Message.objects.filter(kind="waiting_list_stopped", once_key__startswith=f"{key}:").exists():
        return False
    for booking in waiting:
        booking.session = session
    tell_all("waiting_list_stopped", waiting, facts_of(session), once=key)
    return True
