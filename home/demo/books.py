"""What the demonstration shows of money after the invoice: paid in part, paid twice, credited,
overdue, paid by cheque and by recharge, charged for a place not used, and lines of a bank statement
that wait for somebody."""

import csv
import io
from datetime import datetime, time, timedelta

from django.utils import timezone

from core.academic_year import LONDON
from core.models import User
from directory.models import School
from home.demo.clock import as_of
from home.demo.people import SCHOOL, UNSUBSCRIBED_SCHOOL
from psg_catalogue.models import UnusedPlace
from psg_catalogue.services.unused_charges import invoice_unused_places, usual_bill
from subscriptions.enums import PaymentMethod
from subscriptions.models import Invoice, Subscription, SubscriptionScheme
from subscriptions.services.bank_statements import bring_statement
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import standing_invoice
from subscriptions.services.payments import pay_invoice
from subscriptions.services.reminders import send_due_reminders
from subscriptions.services.subscriptions import (
    Application,
    apply_for_subscription,
    cancel_subscription,
)

FIRST_ORDER = 4301
CREDIT_PENCE = 3000
STATEMENT = "bank-statement.csv"


class TooFewUnpaid(Exception):
    """A statement that shows every case needs six unpaid invoices, as the demonstration has."""


def load_books(scheme: SubscriptionScheme, office: User, finance: User) -> None:
    """Call it when the trust has its schools."""
    begun = scheme.year.first_day + timedelta(days=8)
    sold = [
        _subscribe(school, scheme, order, begun, office)
        for order, school in enumerate(without_subscription(scheme, 7), start=FIRST_ORDER)
    ]
    part, twice, less, cancelled, overdue, cheque, recharge = sold
    _pay(part, begun + timedelta(days=18), finance, share=2)
    for days in (14, 15):
        _pay(twice, begun + timedelta(days=days), finance)
    with _morning(begun + timedelta(days=12)):
        _credit_part(less, finance)
    with _morning(begun + timedelta(days=20)):
        reason = "Applied for twice: the federation had subscribed for this school."
        cancel_subscription(cancelled, reason=reason, by=office)
    _pay(cheque, begun + timedelta(days=25), finance, PaymentMethod.CHEQUE, reference="000417")
    _pay(recharge, begun + timedelta(days=9), finance, PaymentMethod.INTERNAL_RECHARGE)
    _remind(overdue)
    rows = statement_rows()
    bring_statement(_csv(rows[:6]), file_name=STATEMENT, by=finance)


def invoice_a_place(finance: User) -> None:
    """A place that the school of the accounts gave back late is on an invoice, still to pay."""
    places = UnusedPlace.objects.to_charge().filter(booking__school__name=SCHOOL)
    if place := places.select_related("booking__school").first():
        bill = usual_bill(place.booking.school)
        invoice_unused_places([place], bill, by=finance)


def without_subscription(scheme: SubscriptionScheme, number: int) -> list[School]:
    """The next schools of the county that have no subscription."""
    others = School.objects.open().in_authority("990")
    others = others.exclude(name__in=[SCHOOL, UNSUBSCRIBED_SCHOOL])
    others = others.exclude(subscriptions__academic_year=scheme.academic_year)
    return list(others.order_by("urn")[:number])


def _subscribe(school: School, scheme: SubscriptionScheme, order: int, day, office: User):
    application = Application(
        contact_name="The CPD lead",
        contact_email=f"cpd.{school.urn}@example.org",
        finance_name="The business manager",
        finance_email=f"finance.{school.urn}@example.org",
        payer_name=school.name,
        invoice_address="\n".join(school.address_lines),
        purchase_order_number=f"PO-{order}",
        terms_accepted=True,
    )
    with _morning(day):
        return apply_for_subscription(school, scheme, application, by=office)


def _pay(
    sold: Subscription,
    day,
    finance: User,
    method: str = PaymentMethod.BACS,
    *,
    share: int = 1,
    reference: str = "",
) -> None:
    """The whole of it, or one half, a third …; what is not owed any more stands as a surplus."""
    with _morning(day):
        pay_invoice(
            standing_invoice(sold),
            amount_pence=sold.total_pence // share,
            method=method,
            received_on=timezone.localdate(),
            reference=reference or f"{sold.school.urn} {sold.purchase_order_number}",
            keep_surplus=True,
            by=finance,
        )


def _credit_part(sold: Subscription, finance: User) -> None:
    invoice = standing_invoice(sold)
    issue_credit_note(
        invoice,
        amounts={invoice.lines.get().pk: CREDIT_PENCE},
        reason="The number on roll was taken from last year’s census.",
        by=finance,
    )


def _remind(overdue: Subscription) -> None:
    """The regular job on a day after this one fell due, as the worker would have done it."""
    with _morning(standing_invoice(overdue).due_on + timedelta(days=8)):
        send_due_reminders()


def _morning(day):
    return as_of(datetime.combine(day, time(10, 30), tzinfo=LONDON))


def statement_rows() -> list[dict[str, str]]:
    """A bank statement of the last days, as a bank exports it: lines that fit an unpaid invoice by
    number or by purchase order, one that fits two, one of another amount, one that fits nothing,
    and one that went out. Raises TooFewUnpaid."""
    unpaid = (
        Invoice.objects.unpaid()
        .filter(paid_pence=0, credited_pence=0)
        .exclude(purchase_order_number="")
    )
    invoices = list(unpaid.order_by("number")[:6])
    if len(invoices) < 6:
        raise TooFewUnpaid
    by_number, by_order, one, other, less, later = invoices
    rows = [
        (9, f"BACS {by_number.payer_name} {by_number.number}", by_number.outstanding_pence),
        (8, f"{by_order.purchase_order_number} STUDY GROUPS", by_order.outstanding_pence),
        (8, f"{one.purchase_order_number} {other.purchase_order_number}", one.outstanding_pence),
        (7, f"FPI {less.payer_name} {less.number}", less.outstanding_pence - 500),
        (6, "MARLBRIDGE DEANERY HALL HIRE", 12500),
        (6, "CARD TERMINAL RENTAL", -1899),
        (3, f"BGC {later.number.lower().replace('-', ' ')}", later.outstanding_pence),
        (2, "COUNTER CREDIT 000212 NO DETAILS", later.outstanding_pence),
    ]
    today = timezone.localdate()
    return [
        {
            "Date": (today - timedelta(days=ago)).strftime("%d/%m/%Y"),
            "Description": words,
            "Paid in": f"{pence / 100:.2f}" if pence > 0 else "",
            "Paid out": f"{-pence / 100:.2f}" if pence < 0 else "",
        }
        for ago, words, pence in rows
    ]


def statement_text(rows: list[dict[str, str]]) -> str:
    """The rows as the file that the bank would give."""
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def _csv(rows: list[dict[str, str]]) -> io.BytesIO:
    return io.BytesIO(statement_text(rows).encode())
