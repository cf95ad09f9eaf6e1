"""Numbered papers: invoices and quotations. What has been issued never changes (P19), and the
database refuses that too (subscriptions.guards)."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from directory.models import School
from directory.scoping import MONEY, MoneyOfSchools, OfSchools, Reach
from subscriptions.enums import OPEN_INVOICE_STATES, InvoiceState, VatTreatment
from subscriptions.models.charge import Charge
from subscriptions.models.payer import Payer
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


class InvoiceQuerySet(OfSchools):
    school_path = "schools"
    reach = MONEY

    def visible_to(self, user, reach: Reach | None = None) -> "InvoiceQuerySet":
        """Once each, also for somebody who leads two of an invoice's schools."""
        return super().visible_to(user, reach).distinct()

    def standing(self) -> "InvoiceQuerySet":
        """Not credited in full."""
        return self.exclude(state=InvoiceState.CREDITED)

    def unpaid(self) -> "InvoiceQuerySet":
        """Those that still ask for money."""
        return self.filter(state__in=[state.value for state in OPEN_INVOICE_STATES])

    def overdue(self, day: date) -> "InvoiceQuerySet":
        """Worked out from the day, never stored (P12)."""
        return self.unpaid().filter(due_on__lt=day)

    def with_surplus(self) -> "InvoiceQuerySet":
        """Those on which more came than is owed."""
        return self.filter(paid_pence__gt=F("net_pence") + F("vat_pence") - F("credited_pence"))


class Invoice(models.Model):
    """A request for payment with a number of its own, to one payer, for one school or for many.

    `schools` are those whose people may open it: one that covers several schools shows each what
    the others pay, so it is shown only to those it names. `paid_pence` and `credited_pence` follow
    the payments and the credit notes, and the state follows them."""

    State = InvoiceState

    number = models.CharField(max_length=20, unique=True)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="invoices")
    schools = models.ManyToManyField(School, related_name="invoices", blank=True)
    state = models.CharField(
        max_length=12, choices=InvoiceState.choices, default=InvoiceState.ISSUED
    )
    issued_on = models.DateField()
    due_on = models.DateField()
    payer_name = models.CharField(max_length=200)
    payer_address = models.TextField()
    purchase_order_number = models.CharField(max_length=60, blank=True)
    finance_name = models.CharField(max_length=200, blank=True)
    finance_email = models.EmailField(blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    # The seller's details as they stood on the day.
    seller = models.JSONField(default=dict)
    net_pence = models.IntegerField()
    vat_pence = models.IntegerField(default=0)
    line_count = models.PositiveSmallIntegerField()
    credited_pence = models.IntegerField(default=0)
    paid_pence = models.IntegerField(default=0)
    write_off_reason = models.CharField(max_length=300, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField(default=timezone.now)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        # Nobody edits or deletes what was issued: services write, and correct by further rows.
        default_permissions = ("view",)
        permissions = [
            ("correct_invoice", "Can make credit notes"),
            ("write_off_invoice", "Can write invoices off"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")),
                name="an_invoice_is_not_due_before_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(credited_pence__gte=0)
                & Q(credited_pence__lte=F("net_pence") + F("vat_pence")),
                name="an_invoice_is_credited_no_further_than_to_nothing",
            ),
            models.CheckConstraint(
                condition=Q(paid_pence__gte=0), name="no_more_is_given_back_than_was_paid"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total_pence(self) -> int:
        """What it asked for when it was issued, VAT included."""
        return self.net_pence + self.vat_pence

    @property
    def due_pence(self) -> int:
        """What it asks for after its credit notes."""
        return self.total_pence - self.credited_pence

    def state_on(self, day: date) -> str:
        """Its state in words, and whether it should have been paid by that day (P12)."""
        late = self.state in OPEN_INVOICE_STATES and self.due_on < day
        return f"{self.get_state_display()}, overdue" if late else self.get_state_display()

    @property
    def outstanding_pence(self) -> int:
        """What is still to pay; nothing of one that is written off."""
        if self.state not in OPEN_INVOICE_STATES:
            return 0
        return max(self.due_pence - self.paid_pence, 0)

    @property
    def surplus_pence(self) -> int:
        """What came and is not owed: to give back, or to move to another invoice of the payer."""
        return max(self.paid_pence - self.due_pence, 0)

    @property
    def stands(self) -> bool:
        """Neither credited in full nor written off."""
        return self.state not in (InvoiceState.CREDITED, InvoiceState.WRITTEN_OFF)


def things_of(lines: Iterable["InvoiceLine"]) -> list[Subscription | Charge]:
    """What the lines sell, each thing once, in their order."""
    return list(dict.fromkeys(line.sold for line in lines if line.sold))


class PricedLine(models.Model):
    """One line of a paper, in pence. VAT is a code a line (DOMAIN 6.3)."""

    description = models.CharField(max_length=200)
    net_pence = models.IntegerField()
    vat_treatment = models.CharField(max_length=14, choices=VatTreatment.choices)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    vat_pence = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.description

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence


class InvoiceLine(PricedLine):
    """What a line sells: a school's subscription, a charge, or words alone. It stands until it is
    credited in full, and meanwhile nothing else may be invoiced for the same thing."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, on_delete=models.PROTECT, related_name="invoice_lines"
    )
    charge = models.ForeignKey(
        Charge, null=True, blank=True, on_delete=models.PROTECT, related_name="invoice_lines"
    )
    # Which line of the thing it is: a subscription has one for each VAT treatment.
    part = models.PositiveSmallIntegerField(default=0)
    stands = models.BooleanField(default=True)
    credited_net_pence = models.IntegerField(default=0)
    credited_vat_pence = models.IntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "part"],
                condition=Q(stands=True),
                name="a_subscription_has_one_standing_invoice",
            ),
            models.UniqueConstraint(
                fields=["charge", "part"],
                condition=Q(stands=True),
                name="a_charge_has_one_standing_invoice",
            ),
            models.CheckConstraint(
                condition=Q(subscription=None) | Q(charge=None), name="a_line_sells_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(credited_net_pence__gte=0, credited_vat_pence__gte=0)
                & Q(credited_net_pence__lte=F("net_pence"))
                & Q(credited_vat_pence__lte=F("vat_pence")),
                name="a_line_is_credited_no_further_than_to_nothing",
            ),
        ]

    @property
    def sold(self) -> Subscription | Charge | None:
        """What the line sells."""
        return self.subscription or self.charge

    @property
    def creditable_pence(self) -> int:
        """What has not been credited yet, VAT included."""
        return self.total_pence - self.credited_net_pence - self.credited_vat_pence
