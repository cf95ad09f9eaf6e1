"""Card payment: our own order, and the events the provider told us of."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from directory.models import School
from directory.scoping import MONEY, OfSchools, Reach, holds_anywhere, schools_with
from subscriptions.enums import OrderState
from subscriptions.models.charge import Charge
from subscriptions.models.subscription import Subscription


class CardOrderQuerySet(OfSchools):
    """The school is that of what the order pays for, a subscription or a charge."""

    reach = MONEY

    def for_school(self, school: School) -> "CardOrderQuerySet":
        return self.filter(Q(subscription__school=school) | Q(charge__school=school))

    def visible_to(self, user, reach: Reach | None = None) -> "CardOrderQuerySet":
        reach = reach or self.reach
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if holds_anywhere(user, reach.everywhere):
            return self.all()
        schools = schools_with(user, reach.at_school)
        return self.filter(Q(subscription__school__in=schools) | Q(charge__school__in=schools))


class CardOrder(models.Model):
    """What we asked the card provider to collect. Everything is granted from this row, never from
    what comes back with an event (SAFETY 20, 23)."""

    State = OrderState

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, on_delete=models.PROTECT, related_name="card_orders"
    )
    charge = models.ForeignKey(
        Charge, null=True, blank=True, on_delete=models.PROTECT, related_name="card_orders"
    )
    state = models.CharField(max_length=8, choices=OrderState.choices, default=OrderState.OPEN)
    amount_pence = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="gbp")
    # With the key goes all that was asked, word for word: another word is another order.
    description = models.CharField(max_length=200)
    customer_email = models.EmailField(blank=True)
    expires_at = models.DateTimeField()
    # Stored before the call, so that asking again after a lost answer gives the same checkout.
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gateway_id = models.CharField(max_length=200, blank=True)
    gateway_url = models.TextField(blank=True)
    payment_reference = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    held_reason = models.CharField(max_length=200, blank=True)
    # What the provider says has come, and of it what went back, by refunds and by lost disputes.
    received_pence = models.PositiveIntegerField(default=0)
    returned_pence = models.PositiveIntegerField(default=0)

    objects = CardOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        default_permissions = ("view",)
        permissions = [
            ("close_cardorder", "Can close a held card order"),
            ("refund_cardorder", "Can give card payments back"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(subscription=None) ^ Q(charge=None),
                name="a_card_order_pays_for_one_thing",
            ),
            models.UniqueConstraint(
                fields=["subscription"],
                condition=Q(state="open"),
                name="a_subscription_has_one_open_card_order",
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(state="open"),
                name="a_charge_has_one_open_card_order",
            ),
            models.UniqueConstraint(
                fields=["gateway_id"],
                condition=~Q(gateway_id=""),
                name="a_checkout_belongs_to_one_order",
            ),
            models.CheckConstraint(
                condition=Q(returned_pence__lte=F("received_pence")),
                name="no_more_goes_back_to_a_card_than_came",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def sold(self) -> Subscription | Charge:
        """What it pays for."""
        return self.subscription or self.charge

    @property
    def returnable_pence(self) -> int:
        """What can still be given back."""
        return self.received_pence - self.returned_pence


class GatewayEvent(models.Model):
    """An event that has had its effect: written in one transaction with the effect (SAFETY 1.2)."""

    event_id = models.CharField(max_length=200, primary_key=True)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=60)
    handled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-handled_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.event_id
