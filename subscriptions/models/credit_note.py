"""Credit notes: an issued invoice is corrected by one, never changed (P19)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from subscriptions.models.invoice import Invoice, InvoiceLine, PricedLine


class CreditNote(models.Model):
    """Takes back a part of an invoice, or all of it, with a reason the payer reads."""

    number = models.CharField(max_length=20, unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_notes")
    issued_on = models.DateField()
    reason = models.CharField(max_length=300)
    payer_name = models.CharField(max_length=200)
    payer_address = models.TextField()
    # The seller's details as they stood on the day.
    seller = models.JSONField(default=dict)
    net_pence = models.PositiveIntegerField()
    vat_pence = models.PositiveIntegerField(default=0)
    line_count = models.PositiveSmallIntegerField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField(default=timezone.now)
    # Made when the form is shown, so that a form sent twice is one credit note.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["-number"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_credit_note_gives_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence


class CreditNoteLine(PricedLine):
    """What is taken back of one line of the invoice; the amounts are above nothing."""

    credit_note = models.ForeignKey(CreditNote, on_delete=models.PROTECT, related_name="lines")
    invoice_line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="credits")

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(net_pence__gte=0, vat_pence__gte=0),
                name="a_credit_takes_back_and_does_not_add",
            ),
        ]
