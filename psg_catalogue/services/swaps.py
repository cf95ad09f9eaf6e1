"""One colleague goes instead of another: until the door, whatever the deadline says (DOMAIN 6.3).
The place, or the place in the line, is kept; the booking that ends says so, and the new one says
whose it was."""

import uuid

from django.db import transaction
from django.utils import timezone

from core.audit import record
from directory.models import Colleague
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, BookingState
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.queries.clashes import others_of
from psg_catalogue.refusals import NotBooked, PeopleRefused, SamePerson, SessionOver
from psg_catalogue.services.allowances import give_back
from psg_catalogue.services.attenders import (
    Newcomer,
    lock_people,
    on_staff_list,
    person_refusal,
)
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_booking
from psg_catalogue.services.notices import tell_of_swap
from psg_catalogue.services.places import take_places


@transaction.atomic
def swap_colleague(
    booking: Booking, substitute: Colleague | Newcomer, *, by=None, by_office: bool = False
) -> Booking:
    """The substitute has the place, the offer or the place in the line that the other had; both are
    told, their calendars follow, and what was drawn on a subscription goes along. A request that a
    lead passes on is agreed to by that. Asking twice gives the same booking. No subscription is
    asked for: the place is the school's already. Raises NotBooked, SessionOver, PeopleRefused."""
    booking, session = lock_booking(booking)
    if isinstance(substitute, Newcomer):
        substitute = on_staff_list(substitute, booking.school, by, by_office)
    if (made := _passed_on(booking, substitute)) is not None:
        return made
    if booking.state not in ACTIVE_BOOKING_STATES:
        raise NotBooked
    if session.has_begun:
        raise SessionOver
    (person,) = lock_people([substitute])
    _check(person, booking, session)
    state, until = booking.state, booking.offer_expires_at
    on_behalf_of = booking.school.urn if by_office else ""
    took_place = end_booking(
        booking, "pass_on", "booking.passed_on", by=by, on_behalf_of=on_behalf_of
    )
    made = _made(booking, person, state, until, by, by_office)
    if took_place:
        take_places(session, 1)
    tell_of_swap(booking, made)
    return made


def _passed_on(booking: Booking, substitute: Colleague) -> Booking | None:
    """What an earlier call with the same two people made."""
    if booking.state != BookingState.SUBSTITUTED:
        return None
    active = Booking.objects.active().filter(replaces=booking, colleague=substitute)
    return active.select_related("colleague", "school", "booked_by").first()


def _check(person: Colleague, booking: Booking, session: StudyGroupSession) -> None:
    if person.pk == booking.colleague_id:
        raise PeopleRefused([SamePerson(person)])
    # The two may share an address or an account: the place that is passed on is no clash.
    others = [each for each in others_of([person], session)[person.pk] if each.pk != booking.pk]
    if refusal := person_refusal(person, session, booking.school, others):
        raise PeopleRefused([refusal])


def _made(old: Booking, person: Colleague, state: str, until, by, by_office: bool) -> Booking:
    """The booking that takes over. It is written down once, as the old one's passing on."""
    agreed = state == BookingState.REQUESTED
    made = Booking.objects.create(
        session=old.session,
        colleague=person,
        school=old.school,
        subscription=old.subscription,
        order=old.order,
        state=BookingState.CONFIRMED if agreed else state,
        waiting_since=old.waiting_since,
        line_order=old.line_order,
        offer_expires_at=until,
        link_nonce=uuid.uuid4(),
        booked_at=timezone.now(),
        booked_by=by,
        by_office=by_office,
        replaces=old,
    )
    record(made, "booking.taken_over", by=by, changes={"state": (None, made.state)})
    give_back([made])
    return made
