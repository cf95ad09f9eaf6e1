"""Places not used, put on an invoice: each is a charge, and those of one school go on one invoice.

Locks are taken in one order: session, place not used, charge, invoice."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from core.templatetags.wording import long_date
from directory.models import School
from psg_catalogue.models import UnusedPlace
from psg_catalogue.refusals import NotToCharge
from subscriptions.models import Charge, Invoice, Subscription
from subscriptions.services.credit_notes import credit_sold
from subscriptions.services.invoices import billing_of, issue_joint_invoice
from subscriptions.services.locks import lock_sold
from subscriptions.services.prices import priced_line

KIND = "unused"


@dataclass(frozen=True)
class Bill:
    """To whom the invoice goes."""

    finance_email: str
    finance_name: str = ""
    payer_name: str = ""
    invoice_address: str = ""
    purchase_order_number: str = ""


def usual_bill(school: School) -> Bill:
    """As the school's latest subscription was invoiced, but for its purchase order."""
    last = Subscription.objects.filter(school=school).exclude(finance_email="")
    last = last.order_by("-academic_year", "-pk").first()
    if last is None:
        return Bill("", payer_name=school.name, invoice_address="\n".join(school.address_lines))
    return Bill(last.finance_email, last.finance_name, last.payer_name, last.invoice_address)


@transaction.atomic
def invoice_unused_places(places: Collection[UnusedPlace], bill: Bill, *, by) -> Invoice:
    """One invoice has a line for each of the places, at the charge of the day it was recorded and
    under the VAT treatment of its session, and the payer is told. Raises NotToCharge when one
    of them costs nothing, is excused or invoiced, or is another school's; VatRateMissing."""
    wanted = {each.pk for each in places}
    # Two staff at two screens: the second finds what the first one invoiced.
    rows = list(
        UnusedPlace.objects.to_charge()
        .filter(pk__in=wanted)
        .select_for_update(of=("self",))
        .select_related("booking__school", "booking__session__page", "charge")
        .order_by("pk")
    )
    if not rows or len(rows) != len(wanted) or len({row.booking.school_id for row in rows}) > 1:
        raise NotToCharge
    charges = [_make_charge(row, bill, by) for row in rows]
    invoice = issue_joint_invoice(
        charges, billing_of(charges[0]), shown_to=[charges[0].school], by=by
    )
    for row in rows:
        record(row, "place.invoiced", by=by, reference=invoice.number)
    return invoice


def _make_charge(unused: UnusedPlace, bill: Bill, by) -> Charge:
    """A charge whose line was credited in full has ended, and another takes its place."""
    if unused.charge:
        take_charge_back(unused.charge, reason="Invoiced again.", by=by)
    booking, today = unused.booking, timezone.localdate()
    session = booking.session
    said = f"{unused.get_kind_display()}: “{session.page.title}”, {long_date(session.day)}"
    price = priced_line(said[:200], unused.charge_pence, session.place_vat, today)
    typed = asdict(bill)
    typed["payer_name"] = bill.payer_name or booking.school.name
    unused.charge = Charge.objects.create(
        kind=KIND,
        reference=str(unused.pk),
        school=booking.school,
        school_name=booking.school.name,
        description=price.description,
        price_pence=price.net_pence,
        vat_treatment=price.vat_treatment,
        vat_rate=price.vat_rate,
        vat_pence=price.vat_pence,
        made_by=by,
        **typed,
    )
    unused.save(update_fields=["charge"])
    return unused.charge


def take_charge_back(charge: Charge, *, reason: str, by) -> None:
    """The charge has ended, and a credit note takes back what its invoice still asks for it. What
    was paid for it stands as a surplus."""
    charge = lock_sold(charge)
    if charge.has_ended:
        return
    credit_sold(charge, pence=None, reason=reason, by=by)
    charge.ended_on, charge.end_reason = timezone.localdate(), reason
    charge.save(update_fields=["ended_on", "end_reason"])


def page_of_charge(charge: Charge) -> str:
    """The school sees it on its invoice."""
    invoice = charge.invoices.order_by("-pk").first()
    if invoice is None:
        return reverse("subscriptions:account", args=[charge.school.urn])
    return reverse("subscriptions:invoice", args=[invoice.number])
