"""Something sold that is no subscription, as an app above this one describes it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import School
from directory.scoping import MONEY, OfSchools
from subscriptions.models.billing import Billable


class ChargeQuerySet(OfSchools):
    reach = MONEY


class Charge(Billable):
    """A place at a session, for example. What it is stands in another app, under `kind` and
    `reference`; that app says through `subscriptions.sales` what follows once it is invoiced or
    paid. It is active from the day its invoice was issued or its card payment confirmed."""

    sold_as = "charge"

    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=64)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="charges")
    description = models.CharField(max_length=200)
    payment_terms_days = models.PositiveSmallIntegerField(default=30)
    active_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField("reason", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "reference"],
                condition=Q(ended_on=None),
                name="a_thing_is_charged_for_once",
            ),
            models.CheckConstraint(
                condition=Q(price_pence__isnull=False), name="a_charge_has_a_price"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description}, {self.school_name}"

    @property
    def has_ended(self) -> bool:
        """Withdrawn: nothing more is asked for it."""
        return self.ended_on is not None

    @property
    def spoken_of(self) -> str:
        """The same within a sentence of a letter."""
        return f"{self.description} ({self.school_name})"
