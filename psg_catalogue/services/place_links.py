"""The secret links about places: to answer an offer, to leave a waiting list, to agree to a
colleague's booking. Signed when they are sent, stored nowhere; each holds the booking's nonce, 122
random bits, under 256 bits of signature. What it leads to is done once: an answered offer has no
other answer, and the next offer has another nonce."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from core.models import User
from core.services.outbox import LinkNotWanted, register_link
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking

# The state of the booking ends a link long before this does.
OPEN_FOR = timedelta(days=366)


class Purpose(StrEnum):
    OFFER = "place_offer"
    LEAVE = "leave_waiting_list"
    AGREE = "agree_booking"


# The address of each, and the state in which there is something to do there.
_LEADS_TO = {
    Purpose.OFFER: ("psg_catalogue:place_offer", BookingState.OFFERED),
    Purpose.LEAVE: ("psg_catalogue:leave_list", BookingState.WAITING_LIST),
    Purpose.AGREE: ("psg_catalogue:agree_by_link", BookingState.REQUESTED),
}


def register_links() -> None:
    """Called once, when the app is ready."""
    for purpose in Purpose:
        register_link(purpose, lambda what, purpose=purpose: _make(purpose, what))


def token_for(purpose: Purpose, nonce: UUID, user: User | None = None) -> str:
    """A fresh signed token. One for a lead holds whose it is, so that the record can say so."""
    return _signer(purpose).sign(object_id(nonce, user))


def object_id(nonce: UUID, user: User | None = None) -> str:
    """What the outbox keeps until it makes the link."""
    return f"{nonce.hex}.{user.pk}" if user else nonce.hex


def bookings_of(purpose: Purpose, token: str) -> tuple[list[Booking], User | None]:
    """The bookings a token is about, in whatever state they are now, and whose token it is. No
    bookings for one that is altered, too old, made for something else, or unknown."""
    try:
        held = _signer(purpose).unsign(token, max_age=OPEN_FOR)
    except signing.BadSignature:
        return [], None
    nonce, _, number = held.partition(".")
    found = Booking.objects.filter(link_nonce=nonce).select_related(
        "colleague", "school", "session__page", "session__study_group", "session__venue"
    )
    user = User.objects.filter(pk=number, is_active=True).first() if number else None
    return list(found.order_by("session__starts_at", "pk")), user


def _make(purpose: Purpose, what: str) -> str:
    """The whole address, for the outbox. Raises LinkNotWanted once there is nothing to do there."""
    address, state = _LEADS_TO[purpose]
    nonce = what.partition(".")[0]
    if not Booking.objects.filter(link_nonce=nonce, state=state).exists():
        raise LinkNotWanted("This has been answered, or is over.")
    return settings.SITE_URL + reverse(address, args=[_signer(purpose).sign(what)])


def _signer(purpose: Purpose) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"psg_catalogue.{purpose}")
