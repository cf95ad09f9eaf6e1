"""Places given back late, and places nobody used. What they cost stands on a row of its own, for
finance to put on an invoice; the office may excuse one with a reason."""

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.services.outbox import one_line
from psg_catalogue.enums import Attendance, UnusedKind
from psg_catalogue.models import Booking, BookingRules, StudyGroupSession, UnusedPlace
from psg_catalogue.refusals import NoReason
from psg_catalogue.services.allowances import give_back
from psg_catalogue.services.locks import lock_booking
from psg_catalogue.services.place_credits import EXCUSED, credit_places
from psg_catalogue.services.place_times import is_late
from psg_catalogue.services.unused_charges import take_charge_back


def record_late_cancellation(
    booking: Booking, *, by=None, excused_because: str = ""
) -> UnusedPlace | None:
    """A place given back today with less notice than the rules ask for is on record, with the
    charge of today. Call it before the booking ends, with the session locked."""
    rules = BookingRules.current()
    if not is_late(booking.session, rules):
        return None
    excuse = one_line(excused_because)
    unused = UnusedPlace.objects.create(
        booking=booking,
        kind=UnusedKind.LATE,
        charge_pence=_besides_its_price(booking, rules.late_charge),
        excused_at=timezone.now() if excuse else None,
        excused_by=by if excuse else None,
        excused_because=excuse,
    )
    record(unused, "place.given_back_late", by=by, **({"reason": excuse} if excuse else {}))
    return unused


def record_no_shows(session: StudyGroupSession, *, by=None) -> None:
    """Everyone booked and marked absent is on record as not having come; apologies are no such
    thing. Somebody marked otherwise on a register that was opened again is off the record, unless
    it has been invoiced. Call it with the session locked."""
    mistaken = UnusedPlace.objects.filter(
        booking__session=session, kind=UnusedKind.NO_SHOW, invoice_reference="", charge=None
    ).exclude(booking__register_entry__attendance=Attendance.ABSENT)
    for unused in mistaken:
        record(unused.booking, "place.used_after_all", by=by)
        unused.delete()
    absent = session.bookings.confirmed().filter(
        register_entry__attendance=Attendance.ABSENT, unused_place=None
    )
    charge = BookingRules.current().no_show_charge if absent else 0
    for booking in absent:
        unused = UnusedPlace.objects.create(
            booking=booking,
            kind=UnusedKind.NO_SHOW,
            charge_pence=_besides_its_price(booking, charge),
        )
        record(unused, "place.not_used", by=by)


def _besides_its_price(booking: Booking, charge: int) -> int:
    """A place that was sold costs its price, and no charge besides."""
    return 0 if booking.order_id else charge


@transaction.atomic
def excuse_unused_place(unused: UnusedPlace, *, reason: str, by=None) -> UnusedPlace:
    """It stays on record, nothing is charged, and a late cancellation gives its place back to the
    school's subscription, or its price where it was sold. What was invoiced here is taken back by
    a credit note, which does not say why. The first reason stays. Raises NoReason."""
    lock_booking(unused.booking)
    unused = UnusedPlace.objects.select_for_update().get(pk=unused.pk)
    if unused.excused_at:
        return unused
    reason = one_line(reason)
    if not reason:
        raise NoReason
    unused.excused_at, unused.excused_by, unused.excused_because = timezone.now(), by, reason
    unused.save(update_fields=["excused_at", "excused_by", "excused_because"])
    give_back([unused.booking])
    if unused.charge:
        take_charge_back(unused.charge, reason=EXCUSED, by=by)
    if unused.kind == UnusedKind.LATE:
        credit_places([unused.booking], reason=EXCUSED, by=by)
    record(unused, "place.excused", by=by, reason=reason)
    return unused


@transaction.atomic
def mark_invoiced(unused: UnusedPlace, *, reference: str, by=None) -> UnusedPlace:
    """It is on the invoice of this number, made in another system; a blank one takes that back."""
    unused = UnusedPlace.objects.select_for_update().get(pk=unused.pk)
    reference = one_line(reference)
    if unused.invoice_reference == reference:
        return unused
    unused.invoice_reference = reference
    unused.save(update_fields=["invoice_reference"])
    record(unused, "place.invoiced", by=by, reference=reference)
    return unused
