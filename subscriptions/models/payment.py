"""Money that came in, went back or was moved: never changed, and put right by further rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.templatetags.wording import pounds
from subscriptions.enums import PaymentKind, PaymentMethod
from subscriptions.models.billing import Billable
from subscriptions.models.invoice import Invoice
from subscriptions.models.subscription import Subscription


class PaymentQuerySet(models.QuerySet):
    def for_sold(self, sold: Billable) -> "PaymentQuerySet":
        """Of the invoices that have a line for it, and of earlier records those that name it."""
        on_invoices = Q(**{f"invoice__lines__{sold.sold_as}": sold})
        if sold.sold_as == "subscription":
            return self.filter(on_invoices | Q(subscription=sold))
        return self.filter(on_invoices)


class Payment(models.Model):
    """An amount in pence for one invoice: above nothing what came in, below it what went out. A
    payment of earlier records, which have no invoices, names its subscription instead."""

    Method = PaymentMethod
    Kind = PaymentKind

    invoice = models.ForeignKey(
        Invoice, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    subscription = models.ForeignKey(
        Subscription,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="earlier_payments",
    )
    kind = models.CharField(
        max_length=10, choices=PaymentKind.choices, default=PaymentKind.RECEIVED
    )
    method = models.CharField(max_length=20, choices=PaymentMethod.choices)
    amount_pence = models.IntegerField()
    received_on = models.DateField("day")
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    # Made when the form is shown, so that a form sent twice is one payment.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    # Money moved between two invoices is two rows; the one that adds names the one that takes.
    moved_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_to"
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "pk"]
        default_permissions = ("view",)
        permissions = [("record_payment", "Can record and undo payments")]
        constraints = [
            models.CheckConstraint(
                condition=Q(invoice=None) ^ Q(subscription=None),
                name="a_payment_is_for_an_invoice_or_for_an_earlier_subscription",
            ),
            models.CheckConstraint(
                condition=~Q(amount_pence=0), name="a_payment_is_of_some_amount"
            ),
            models.CheckConstraint(
                condition=~Q(kind="received") | Q(amount_pence__gt=0),
                name="what_came_in_is_above_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["given_back", "taken_back"]) | Q(amount_pence__lt=0),
                name="what_went_back_is_below_nothing",
            ),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False)
                | (~Q(kind="reversal") & Q(reverses=None)),
                name="a_reversal_says_what_it_undoes",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(method="card", kind="received") & ~Q(reference=""),
                name="a_card_payment_is_recorded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{pounds(self.amount_pence, 'full')}, {self.get_method_display()}"

    @property
    def payer_name(self) -> str:
        """Whose money it is."""
        return self.invoice.payer_name if self.invoice else self.subscription.school_name

    @property
    def invoice_number(self) -> str:
        """Blank for earlier records."""
        return self.invoice.number if self.invoice else ""

    @property
    def is_undone(self) -> bool:
        """True when another row reverses it."""
        return hasattr(self, "reversed_by")
