"""What goes back of a card payment: refunds, and what a cardholder's bank takes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from subscriptions.enums import CardDisputeState, CardRefundState
from subscriptions.models.card import CardOrder
from subscriptions.models.credit_note import CreditNote
from subscriptions.models.payment import Payment


class CardRefund(models.Model):
    """What we asked the provider to give back, written before it was asked; or what somebody gave
    back on the provider's own pages, written when we learned of it.

    `payment` is the row that takes the money off the invoice, from the moment it was asked for; a
    held order, whose money was never recorded, has none."""

    State = CardRefundState

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(CardOrder, on_delete=models.PROTECT, related_name="refunds")
    state = models.CharField(
        max_length=8, choices=CardRefundState.choices, default=CardRefundState.ASKED
    )
    amount_pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    made_elsewhere = models.BooleanField("made on the provider's own pages", default=False)
    # Stored before the call, so that asking again after a lost answer gives back once.
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    gateway_id = models.CharField(max_length=200, blank=True)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="card_refund"
    )
    credit_note = models.OneToOneField(
        CreditNote, null=True, blank=True, on_delete=models.PROTECT, related_name="card_refund"
    )
    problem = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0), name="a_refund_is_of_some_amount"
            ),
            models.UniqueConstraint(
                fields=["gateway_id"],
                condition=~Q(gateway_id=""),
                name="a_refund_of_the_provider_is_one_of_ours",
            ),
            models.CheckConstraint(
                condition=Q(made_elsewhere=True) | ~Q(reason=""),
                name="a_refund_of_ours_gives_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def wants_credit_note(self) -> bool:
        """True of money given back elsewhere while the invoice asks for it again."""
        if not self.made_elsewhere or self.state == CardRefundState.FAILED or not self.payment:
            return False
        return self.payment.invoice.outstanding_pence > 0


class CardDispute(models.Model):
    """A cardholder told the bank that a payment was not theirs. `payment` is the row that takes the
    money off the invoice once the dispute is lost."""

    State = CardDisputeState

    order = models.ForeignKey(CardOrder, on_delete=models.PROTECT, related_name="disputes")
    gateway_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(
        max_length=4, choices=CardDisputeState.choices, default=CardDisputeState.OPEN
    )
    amount_pence = models.PositiveIntegerField()
    # What went back of the order with it: nothing unless it is lost.
    taken_pence = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=80, blank=True)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="card_dispute"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.gateway_id
