"""What is sold, and to whom its invoice goes: the fields that a subscription and a charge share."""

from django.db import models
from django.db.models import QuerySet

from subscriptions.enums import VatTreatment


class Billable(models.Model):
    """Something a school buys. The price and the people are kept as they stood on the day (P4)."""

    # The name of the field that leads to it from a line of an invoice and from a card order.
    sold_as = ""

    school_name = models.CharField(max_length=200)
    price_pence = models.PositiveIntegerField(null=True, blank=True)
    vat_treatment = models.CharField(max_length=14, choices=VatTreatment.choices, blank=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    vat_pence = models.PositiveIntegerField(default=0)

    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    finance_name = models.CharField(max_length=200, blank=True)
    finance_email = models.EmailField(blank=True)
    payer_name = models.CharField(max_length=200, blank=True)
    invoice_address = models.TextField(blank=True)
    purchase_order_number = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def total_pence(self) -> int | None:
        """What the school pays, VAT included; None for earlier records without an amount."""
        return None if self.price_pence is None else self.price_pence + self.vat_pence

    @property
    def invoices(self) -> QuerySet:
        """The invoices with a line for it, whatever became of them."""
        from subscriptions.models.invoice import Invoice

        return Invoice.objects.filter(**{f"lines__{self.sold_as}": self})

    @property
    def payments(self) -> QuerySet:
        """The payments of its invoices, and of earlier records those that name it."""
        from subscriptions.models.payment import Payment

        return Payment.objects.for_sold(self)
