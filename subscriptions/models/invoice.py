"""Numbered papers: invoices and quotations. What has been issued never changes (P19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.scoping import MoneyOfSchools
from subscriptions.enums import InvoiceState, VatTreatment
from subscriptions.models.subscription import Subscription


class NumberSeries(models.Model):
    """The last number given in a series; its row is locked while a number is taken, so that numbers
    have no gap and no double."""

    name = models.CharField(max_length=20, primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return self.name


class Quotation(models.Model):
    """A price given in writing before an order, for schools whose finance team asks for one."""

    number = models.CharField(max_length=20, unique=True)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="quotations"
    )
    quoted_on = models.DateField(default=timezone.localdate)
    valid_until = models.DateField()
    payer_name = models.CharField(max_length=200)
    payer_address = models.TextField()
    description = models.CharField(max_length=200)
    net_pence = models.PositiveIntegerField()
    vat_treatment = models.CharField(max_length=14, choices=VatTreatment.choices)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    vat_pence = models.PositiveIntegerField(default=0)
    # The seller's details as they stood on the day.
    seller = models.JSONField(default=dict)

    objects = MoneyOfSchools.as_manager()

    class Meta:
        ordering = ["-number"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.number

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence


class Invoice(models.Model):
    """A request for payment with a number of its own."""

    State = InvoiceState

    number = models.CharField(max_length=20, unique=True)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="invoices"
    )
    state = models.CharField(
        max_length=12, choices=InvoiceState.choices, default=InvoiceState.ISSUED
    )
    issued_on = models.DateField()
    due_on = models.DateField()
    payer_name = models.CharField(max_length=200)
    payer_address = models.TextField()
    purchase_order_number = models.CharField(max_length=60, blank=True)
    finance_email = models.EmailField(blank=True)
    # The seller's details as they stood on the day.
    seller = models.JSONField(default=dict)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField(default=timezone.now)

    objects = MoneyOfSchools.as_manager()

    class Meta:
        ordering = ["-number"]
        # Nobody edits or deletes what was issued: services write, and correct by further rows.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                condition=~Q(state__in=["credited", "written_off"]),
                name="a_subscription_has_one_standing_invoice",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("issued_on")),
                name="an_invoice_is_not_due_before_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total_pence(self) -> int:
        """The sum of its lines, VAT included."""
        return sum(line.net_pence + line.vat_pence for line in self.lines.all())

    @property
    def stands(self) -> bool:
        """Neither credited nor written off."""
        return self.state not in (InvoiceState.CREDITED, InvoiceState.WRITTEN_OFF)


class InvoiceLine(models.Model):
    """One line of an invoice, in pence."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    description = models.CharField(max_length=200)
    net_pence = models.IntegerField()
    vat_treatment = models.CharField(max_length=14, choices=VatTreatment.choices)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    vat_pence = models.IntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.description
