"""What running the study groups costs, that subscriptions help to meet (CB ¶4)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class AdministrativeCost(models.Model):
    """One amount that was spent, on the day it fell due: the day says which school year and which
    financial year it belongs to."""

    spent_on = models.DateField("day", default=timezone.localdate)
    what_for = models.CharField(
        max_length=200, help_text="Like “Rooms and refreshments”. Name no person."
    )
    amount_pence = models.PositiveIntegerField("amount")

    class Meta:
        verbose_name = "administrative cost"
        ordering = ["-spent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0),
                name="an_administrative_cost_is_of_some_amount",
                violation_error_message="Give an amount above nothing.",
            ),
            models.CheckConstraint(
                condition=~Q(what_for=""), name="an_administrative_cost_says_what_for"
            ),
        ]

    def __str__(self) -> str:
        return self.what_for
