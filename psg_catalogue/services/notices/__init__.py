"""What people are told about their bookings. Every function writes messages in the caller's own
transaction, and sends nothing itself; `letters` is how one is written, the other rooms say what."""

from psg_catalogue.services.notices.bookings import (
    tell_booked,
    tell_of_agreement,
    tell_of_cancelled_booking,
    tell_of_refusal,
    tell_of_requests,
    tell_of_swap,
)
from psg_catalogue.services.notices.quality import (
    CANCELLED,
    JOINED,
    tell_lead_of_reply,
    tell_lead_of_session,
    tell_leaders_of_visit,
)
from psg_catalogue.services.notices.sessions import (
    BOTH,
    POSTPONED,
    WHEN,
    WHERE,
    tell_booked_of_cancellation,
    tell_booked_of_change,
    tell_of_ending,
    tell_of_merge,
)
from psg_catalogue.services.notices.waiting import (
    tell_of_offer,
    tell_of_place,
    tell_of_running_out,
    tell_of_stopped_list,
)

__all__ = [
    "BOTH",
    "CANCELLED",
    "JOINED",
    "POSTPONED",
    "WHEN",
    "WHERE",
    "tell_booked",
    "tell_booked_of_cancellation",
    "tell_booked_of_change",
    "tell_lead_of_reply",
    "tell_lead_of_session",
    "tell_leaders_of_visit",
    "tell_of_agreement",
    "tell_of_cancelled_booking",
    "tell_of_ending",
    "tell_of_merge",
    "tell_of_offer",
    "tell_of_place",
    "tell_of_refusal",
    "tell_of_requests",
    "tell_of_running_out",
    "tell_of_stopped_list",
    "tell_of_swap",
]
