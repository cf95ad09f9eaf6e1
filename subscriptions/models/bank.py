"""Lines of bank statements that were brought in: money that came and waits for its invoice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.templatetags.wording import pounds, short_date
from subscriptions.models.payment import Payment


class BankLineQuerySet(models.QuerySet):
    def waiting(self) -> "BankLineQuerySet":
        """Neither recorded as a payment nor set aside."""
        return self.filter(payment=None, set_aside_reason="")


class BankLine(models.Model):
    """One amount in pence that came in, as the bank wrote it. A person says what it pays; until
    then it changes nothing. The fingerprint is of what the bank wrote and of how many equal lines
    of that day stood before it, so that the same line brought in again is the same row."""

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    posted_on = models.DateField("day")
    words = models.CharField("as the bank has it", max_length=300, blank=True)
    amount_pence = models.PositiveIntegerField()
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="bank_line"
    )
    set_aside_reason = models.CharField("why it was set aside", max_length=300, blank=True)
    file_name = models.CharField("file", max_length=200, blank=True)
    row = models.PositiveIntegerField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    brought_at = models.DateTimeField(default=timezone.now)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_on", "-pk"]
        default_permissions = ("view",)
        permissions = [("match_bankline", "Can bring in bank statements and match their lines")]
        constraints = [
            models.CheckConstraint(
                condition=Q(payment=None) | Q(set_aside_reason=""),
                name="a_bank_line_is_recorded_or_set_aside",
            ),
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0), name="a_bank_line_is_money_that_came"
            ),
        ]

    def __str__(self) -> str:
        return f"{pounds(self.amount_pence, 'full')} on {short_date(self.posted_on)}"

    @property
    def waits(self) -> bool:
        """True until a person has said what it is."""
        return self.payment_id is None and not self.set_aside_reason

    @property
    def invoice_number(self) -> str:
        """Of the invoice it pays; blank until then."""
        return self.payment.invoice_number if self.payment else ""

    @property
    def state_words(self) -> str:
        if self.payment_id:
            return "Recorded"
        return "Set aside" if self.set_aside_reason else "Waiting"
