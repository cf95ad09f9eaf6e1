"""Selling places: the order, its charge, and what follows once it is paid or comes to nothing.

Locks are taken in one order: session, people, subscription, charge, invoice, card order. Whoever
settles a card payment comes from the other side, so there too the session is held first."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from core.templatetags.wording import long_date
from directory.models import School
from psg_catalogue.booking_moves import BOOKING_MOVES
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, PlaceOrder, StudyGroupSession
from psg_catalogue.services.endings import end_booking
from psg_catalogue.services.locks import lock_session, lock_sessions
from psg_catalogue.services.notices import tell_booked
from psg_catalogue.services.place_terms import PlaceTerms
from psg_catalogue.services.waiting_list import offer_places
from subscriptions.enums import OrderState, PayBy
from subscriptions.models import Charge
from subscriptions.services.card_payments import PAGE_LASTS, lapse
from subscriptions.services.locks import lock_sold

KIND = "place"
# A little longer than the provider's page can be paid on.
HELD_FOR = PAGE_LASTS + timedelta(minutes=10)


@dataclass(frozen=True)
class PlacePayment:
    """How priced places are paid for, and the total that was shown, in pence with VAT."""

    pay_by: str
    agreed_pence: int
    finance_email: str
    finance_name: str = ""
    invoice_address: str = ""
    purchase_order_number: str = ""


def make_order(
    session: StudyGroupSession, school: School, terms: PlaceTerms, payment: PlacePayment, *, by
) -> PlaceOrder:
    """An order and its charge, for a caller that holds the session's row and books the places."""
    reference = uuid.uuid4()
    total = terms.total
    places = "1 place" if terms.priced == 1 else f"{terms.priced} places"
    charge = Charge.objects.create(
        kind=KIND,
        reference=str(reference),
        school=school,
        school_name=school.name,
        description=f"{places} at “{session.page.title}”, {long_date(session.day)}"[:200],
        price_pence=total.net_pence,
        vat_treatment=total.vat_treatment,
        vat_rate=total.vat_rate,
        vat_pence=total.vat_pence,
        contact_name=by.get_full_name() if by else "",
        contact_email=by.email if by else "",
        finance_name=payment.finance_name,
        finance_email=payment.finance_email,
        payer_name=school.name,
        invoice_address=payment.invoice_address or "\n".join(school.address_lines),
        purchase_order_number=payment.purchase_order_number,
        made_by=by,
    )
    by_card = payment.pay_by == PayBy.CARD
    return PlaceOrder.objects.create(
        session=session,
        school=school,
        charge=charge,
        reference=reference,
        pay_by=payment.pay_by,
        each_pence=terms.each_pence,
        held_until=timezone.now() + HELD_FOR if by_card else None,
        made_by=by,
    )


def page_of_order(charge: Charge) -> str:
    """Where the school sees what it bought."""
    order = charge.place_order
    return reverse("psg_catalogue:place_order", args=[order.school.urn, order.pk])


def hold(charge: Charge) -> None:
    """The session comes before its charge in the order of locks. An order that went along to
    another session while we waited for the lock is found there."""
    held = None
    orders = PlaceOrder.objects.filter(charge=charge.pk)
    while (found := orders.values_list("session", flat=True).first()) != held:
        held = lock_sessions([found])[0].pk


def confirm_paid(charge: Charge) -> None:
    """The charge is invoiced or paid: what was held for it is booked, and each is told."""
    order = charge.place_order
    held = list(_held(order))
    for booking in held:
        booking.state = BOOKING_MOVES.target("pay", booking.state)
        booking.booked_at = timezone.now()
        booking.save(update_fields=["state", "booked_at"])
        record(
            booking,
            "booking.paid",
            changes={"state": (BookingState.UNPAID, booking.state)},
        )
    if held:
        tell_booked([(order.session, held, [])], order.school, order.made_by)


def free_unpaid(charge: Charge, *, reason: str = "Not paid in time.", by=None) -> None:
    """The card payment came to nothing: the held places are free, and nothing is asked for them."""
    order = charge.place_order
    if charge.active_from is not None or charge.has_ended:
        return
    charge.ended_on = timezone.localdate()
    charge.end_reason = reason
    charge.save(update_fields=["ended_on", "end_reason"])
    held = list(_held(order))
    for booking in held:
        end_booking(booking, "leave_unpaid", "booking.not_paid", by=by)
    if held:
        offer_places(held[0].session, by=by)


@transaction.atomic
def withdraw_order(order: PlaceOrder, *, by=None) -> PlaceOrder:
    """Held places are given back before they are paid for; a payment that comes all the same is
    held for the office. One that is paid or over stays as it is."""
    charge = lock_sold(order.charge)
    free_unpaid(charge, reason="Given back before it was paid.", by=by)
    order.refresh_from_db()
    return order


def free_places_nobody_pays_for() -> int:
    """The regular job: places held past their time whose card payment is neither open nor on its
    way are freed. An order the provider never heard of is closed first. Returns how many orders."""
    late = PlaceOrder.objects.filter(
        held_until__lte=timezone.now(),
        charge__active_from=None,
        charge__ended_on=None,
    )
    freed = 0
    for order in late.select_related("charge"):
        for card in order.charge.card_orders.filter(state=OrderState.OPEN, gateway_id=""):
            lapse(card)
        on_its_way = [OrderState.OPEN, OrderState.PENDING, OrderState.HELD]
        with transaction.atomic():
            charge = lock_sold(order.charge)
            if not charge.card_orders.filter(state__in=on_its_way).exists():
                free_unpaid(charge)
                freed += 1
    return freed


def end_unpaid_orders(
    session: StudyGroupSession, *, reason: str = "The session was cancelled.", by=None
) -> None:
    """A session that does not take place asks no money for places that were only held. The caller
    holds the session's row, and has ended the bookings."""
    for order in session.place_orders.filter(charge__active_from=None, charge__ended_on=None):
        free_unpaid(lock_sold(order.charge), reason=reason, by=by)


def _held(order: PlaceOrder):
    """The order's bookings that wait for the payment, with the session's row that is held."""
    session = lock_session(order.session)
    held = Booking.objects.filter(order=order, state=BookingState.UNPAID)
    for booking in held.select_related("colleague", "school", "booked_by").order_by("pk"):
        booking.session = session
        yield booking
