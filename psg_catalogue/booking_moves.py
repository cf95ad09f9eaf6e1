"""What may become of a booking: the table that its services ask and its documentation draws."""

from core.moves import Moves
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, BookingState

_S = BookingState
_SCHOOL = ("school_lead", "attendee", "psg_organiser")
_OFFICE = ("psg_organiser",)
_SITE = ("site",)
_UNANSWERED = (_S.OFFERED, _S.REQUESTED)

BOOKING_MOVES = (
    Moves("booking", "A booking", BookingState, start=_S.CONFIRMED)
    .add("agree", _S.REQUESTED, _S.CONFIRMED, by=("school_lead", "psg_organiser"))
    .add("refuse", _S.REQUESTED, _S.DECLINED, by=("school_lead", "psg_organiser"))
    .add("offer", _S.WAITING_LIST, _S.OFFERED, by=("site", "psg_organiser"))
    .add("accept", _S.OFFERED, _S.CONFIRMED, by=_SCHOOL)
    .add("accept_and_ask", _S.OFFERED, _S.REQUESTED, by=("attendee",))
    .add("decline", _S.OFFERED, _S.DECLINED, by=_SCHOOL)
    .add("pay", _S.UNPAID, _S.CONFIRMED, by=_SITE)
    .add("leave_unpaid", _S.UNPAID, _S.LAPSED, by=("site", "school_lead", "psg_organiser"))
    .add("run_out", _UNANSWERED, _S.LAPSED, by=_SITE)
    .add("take_back", _S.OFFERED, _S.WAITING_LIST, by=_SITE)
    .add("find_no_room", (_S.CONFIRMED, _S.REQUESTED), _S.WAITING_LIST, by=_OFFICE)
    .add("pass_on", ACTIVE_BOOKING_STATES, _S.SUBSTITUTED, by=("school_lead", "psg_organiser"))
    .add("give_back", ACTIVE_BOOKING_STATES, _S.CANCELLED_BY_SCHOOL, by=_SCHOOL)
    .add("call_off", ACTIVE_BOOKING_STATES, _S.CANCELLED_BY_ORGANISER, by=_OFFICE)
)
