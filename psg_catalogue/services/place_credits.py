"""What a sold place cost is taken back: where it is given back in time or excused, and where the
organiser has none to give any more. Money that had come for it stands as a surplus on its invoice,
and the finance office is told: sending it back is a person's act.

Locks are taken in one order: session, people, subscriptions, charge, invoice. So whoever ends
several bookings credits them last."""

from collections.abc import Iterable
from itertools import groupby

from django.utils import timezone

from core.audit import record
from psg_catalogue.enums import BookingState
from psg_catalogue.models import Booking, PlaceOrder
from psg_catalogue.services.place_times import is_late
from subscriptions.emails_of_money import tell_finance_of_surplus
from subscriptions.models import Charge, CreditNote
from subscriptions.services.credit_notes import credit_sold, creditable_pence
from subscriptions.services.locks import lock_sold

IN_TIME = "Places were given back in time."
EXCUSED = "Excused by the office."
CALLED_OFF = "The session does not take place."
JOINED = "Two sessions were joined."
DOUBLED = "One person was booked twice."


def credit_places(bookings: Iterable[Booking], *, reason: str, by=None) -> list[CreditNote]:
    """Each of these ended bookings that was sold is credited on its invoice, once: a credit note
    for each order. An order none of whose places is left has ended. Places that were held and not
    paid for, or drawn on a subscription, have nothing to credit. Call it last, with the session
    held."""
    sold = [each for each in bookings if each.order_id and not each.credit_note_id]
    sold.sort(key=lambda each: (each.order.charge_id, each.pk))
    notes = (
        _credit(order, list(places), reason, by)
        for order, places in groupby(sold, key=lambda each: each.order)
    )
    return [note for note in notes if note]


def credit_to_come(booking: Booking) -> int:
    """The pence, VAT included, that giving this place back now would credit: nothing where it was
    not sold, is not booked yet or is given back late."""
    if booking.order_id is None or booking.state != BookingState.CONFIRMED:
        return 0
    return 0 if is_late(booking.session) else price_of(booking)


def price_of(booking: Booking) -> int:
    """What is still asked for this sold place, in pence with VAT."""
    return _share(booking.order, booking.order.charge, 1)


def _credit(order: PlaceOrder, places: list[Booking], reason: str, by) -> CreditNote | None:
    charge = lock_sold(order.charge)
    if charge.active_from is None or charge.has_ended:
        return None
    pence = _share(order, charge, len(places))
    all_gone = _credited(order) + len(places) >= _sold(order, charge)
    note = credit_sold(charge, pence=pence, reason=reason, by=by)
    if all_gone:
        charge.ended_on, charge.end_reason = timezone.localdate(), reason
        charge.save(update_fields=["ended_on", "end_reason"])
    if note is None:
        return None
    for booking in places:
        booking.credit_note = note
        booking.save(update_fields=["credit_note"])
        record(booking, "booking.credited", by=by, credit_note=note.number)
    note.invoice.refresh_from_db()
    if note.invoice.surplus_pence:
        tell_finance_of_surplus(note)
    return note


def _share(order: PlaceOrder, charge: Charge, places: int) -> int:
    """What so many places more of an order cost: pence do not divide evenly, so that the last place
    takes the rest; and no more than its invoice still asks for."""
    sold, before = _sold(order, charge), _credited(order)
    total = charge.total_pence
    share = total * min(before + places, sold) // sold - total * before // sold
    return min(share, creditable_pence(charge))


def _sold(order: PlaceOrder, charge: Charge) -> int:
    return max(charge.price_pence // max(order.each_pence, 1), 1)


def _credited(order: PlaceOrder) -> int:
    return Booking.objects.filter(order=order, credit_note__isnull=False).count()
