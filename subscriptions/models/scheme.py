"""What a year's subscription costs and gives."""

from django.db import models
from django.db.models import Q

from core.academic_year import AcademicYear
from directory.enums import Tier
from subscriptions.enums import VatTreatment


class SubscriptionScheme(models.Model):
    """The terms of one academic year. A year brought in from earlier records has no price rules."""

    academic_year = models.PositiveSmallIntegerField(
        unique=True, help_text="The year it starts in: 2026 for 2026-27."
    )
    name = models.CharField(max_length=120)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    vat_treatment = models.CharField(
        "VAT treatment", max_length=14, choices=VatTreatment.choices, default=VatTreatment.EXEMPT
    )
    payment_terms_days = models.PositiveSmallIntegerField(default=30)
    terms = models.TextField(blank=True, help_text="What the school agrees to when it subscribes.")

    class Meta:
        ordering = ["-academic_year"]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.academic_year)


class PriceRule(models.Model):
    """A price for a tier, and for schools within or outside the host authority. Blank fits all;
    the rule that says most wins (subscriptions.services.prices)."""

    scheme = models.ForeignKey(SubscriptionScheme, on_delete=models.CASCADE, related_name="prices")
    tier = models.CharField(max_length=24, choices=Tier.choices, blank=True)
    in_host_authority = models.BooleanField(
        null=True, blank=True, help_text="Yes: host authority only. No: others only. Blank: both."
    )
    price_pence = models.PositiveIntegerField("price in pence")

    class Meta:
        ordering = ["price_pence"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "tier", "in_host_authority"],
                name="a_scheme_prices_a_kind_of_school_once",
            ),
            models.UniqueConstraint(
                fields=["scheme", "tier"],
                condition=Q(in_host_authority=None),
                name="a_scheme_prices_a_tier_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_pence / 100:.2f}"
