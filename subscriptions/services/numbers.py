"""Numbers of invoices, quotations and credit notes: no gap, no double."""

from datetime import date

from subscriptions.models import FinanceSettings, NumberSeries

INVOICE = "invoice"
QUOTATION = "quotation"
CREDIT_NOTE = "credit_note"
_MARKS = {QUOTATION: "Q", CREDIT_NOTE: "C"}


def next_number(series: str, day: date) -> str:
    """Take the next number of the series of `day`'s calendar year: "INV-2026-0007",
    "INV-Q2026-0007" or "INV-C2026-0007". Call it inside the transaction that writes the paper, as
    late as can be: the row stays locked until then, so two at once cannot take one number, and one
    that fails gives its number back (SAFETY 29)."""
    name = f"{series}-{day.year}"
    NumberSeries.objects.get_or_create(name=name)
    row = NumberSeries.objects.select_for_update().get(name=name)
    row.last_number += 1
    row.save(update_fields=["last_number"])
    mark = _MARKS.get(series, "")
    return f"{FinanceSettings.load().invoice_prefix}-{mark}{day.year}-{row.last_number:04d}"
