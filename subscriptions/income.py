"""What subscriptions brought in: of a school year, or by the day in a financial year. Pence, read
from the books alone: what was issued and paid is never changed, so a figure of a day stays."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Q, QuerySet, Sum

from core.academic_year import AcademicYear
from core.financial_year import FinancialYear
from subscriptions.models import CreditNoteLine, InvoiceLine, Payment


@dataclass(frozen=True)
class Income:
    """In pence. `invoiced` and `credited` are without VAT, `paid` is what came in, VAT included,
    less what went back."""

    invoiced: int
    credited: int
    paid: int

    @property
    def net(self) -> int:
        return self.invoiced - self.credited


def subscription_income(year: AcademicYear | FinancialYear, as_at: date | None = None) -> Income:
    """A school year has the subscriptions of that year, whenever they were invoiced; a financial
    year what was invoiced, credited or paid on its days. Five queries."""
    lines = InvoiceLine.objects.filter(subscription__isnull=False)
    credits = CreditNoteLine.objects.filter(invoice_line__subscription__isnull=False)
    payments = Payment.objects.all()
    return Income(
        invoiced=_sum(_of(year, as_at, lines, "subscription", "invoice__issued_on")),
        credited=_sum(
            _of(year, as_at, credits, "invoice_line__subscription", "credit_note__issued_on")
        ),
        paid=_earlier(year, as_at, payments) + _on_invoices(year, as_at, payments),
    )


def _of(year, as_at: date | None, rows: QuerySet, to: str, day: str) -> QuerySet:
    rows = rows.filter(**{f"{day}__lte": as_at}) if as_at else rows
    if isinstance(year, FinancialYear):
        return rows.filter(**{f"{day}__range": (year.first_day, year.last_day)})
    return rows.filter(**{f"{to}__academic_year": year.start})


def _sum(rows: QuerySet) -> int:
    return rows.aggregate(total=Sum("net_pence"))["total"] or 0


def _earlier(year, as_at: date | None, payments: QuerySet) -> int:
    """Payments of earlier records, which have no invoice."""
    rows = _of(year, as_at, payments.filter(invoice=None), "subscription", "received_on")
    return rows.aggregate(total=Sum("amount_pence"))["total"] or 0


def _on_invoices(year, as_at: date | None, payments: QuerySet) -> int:
    """Of each invoice the share of its payments that its subscription lines are of the whole, since
    one invoice may ask for places too. Halves of a penny go up."""
    paid = payments.filter(invoice__isnull=False)
    if as_at:
        paid = paid.filter(received_on__lte=as_at)
    if isinstance(year, FinancialYear):
        paid = paid.filter(received_on__range=(year.first_day, year.last_day))
        ours = Q(subscription__isnull=False)
    else:
        ours = Q(subscription__academic_year=year.start)
    invoices = InvoiceLine.objects.filter(ours).values("invoice")
    amounts = dict(
        paid.filter(invoice__in=invoices)
        .order_by()
        .values_list("invoice")
        .annotate(total=Sum("amount_pence"))
    )
    if not amounts:
        return 0
    gross = Sum(F("net_pence") + F("vat_pence"))
    part = Sum(F("net_pence") + F("vat_pence"), filter=ours)
    shares = InvoiceLine.objects.filter(invoice__in=list(amounts)).order_by().values_list("invoice")
    return sum(
        _share(amounts[invoice], theirs or 0, whole)
        for invoice, whole, theirs in shares.annotate(whole=gross, theirs=part)
        if whole
    )


def _share(amount: int, part: int, whole: int) -> int:
    share = Decimal(amount) * part / whole
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
