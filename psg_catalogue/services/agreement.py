"""A lead agrees to a colleague's own booking before it stands, where a school wants it so. The
place is held meanwhile; without an answer it runs out (services.waiting_list.let_run_out)."""

from django.db import transaction
from django.utils import timezone

from core.audit import record
from directory.models import School
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, SchoolBookingRule
from psg_catalogue.refusals import RequestOver
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_booking
from psg_catalogue.services.notices import tell_of_agreement, tell_of_refusal
from psg_catalogue.services.waiting_list import offer_places


@transaction.atomic
def agree_booking(booking: Booking, *, by=None, by_office: bool = False) -> Booking:
    """The colleague is booked, and told so with the calendar entry. Agreeing twice changes nothing
    more. Raises RequestOver."""
    booking, _ = lock_booking(booking)
    if booking.state == BookingState.CONFIRMED:
        return booking
    if booking.state != BookingState.REQUESTED or booking.request_expires_at <= timezone.now():
        raise RequestOver
    was = booking.state
    booking.state = BOOKING_MOVES.target("agree", booking.state)
    booking.request_expires_at = None
    booking.needs_agreement = False
    booking.booked_at = timezone.now()
    booking.save(update_fields=["state", "request_expires_at", "needs_agreement", "booked_at"])
    for_school = booking.school.urn if by_office else ""
    changes = {"state": (was, booking.state)}
    record(booking, "booking.agreed", by=by, on_behalf_of=for_school, changes=changes)
    tell_of_agreement(booking)
    return booking


@transaction.atomic
def refuse_booking(booking: Booking, *, by=None, by_office: bool = False) -> Booking:
    """The colleague is not booked, and told so; the place is offered on. Refusing twice changes
    nothing more. Raises RequestOver."""
    booking, session = lock_booking(booking)
    if booking.state == BookingState.DECLINED:
        return booking
    if booking.state != BookingState.REQUESTED:
        raise RequestOver
    for_school = booking.school.urn if by_office else ""
    end_booking(booking, "refuse", "booking.not_agreed", by=by, on_behalf_of=for_school)
    tell_of_refusal(booking)
    offer_places(session, by=by)
    return booking


@transaction.atomic
def settle_agreement(
    school: School, *, asks_lead: bool, by=None, on_behalf_of: str = ""
) -> SchoolBookingRule:
    """From now on a lead of the school agrees before a colleague's own booking stands, or need not.
    Requests that were made stay as they are."""
    rule, _ = SchoolBookingRule.objects.get_or_create(school=school)
    if rule.asks_lead != asks_lead:
        rule.asks_lead = asks_lead
        rule.save(update_fields=["asks_lead"])
        action = "school.leads_agree" if asks_lead else "school.leads_need_not_agree"
        record(school, action, by=by, on_behalf_of=on_behalf_of)
    return rule
