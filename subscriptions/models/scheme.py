"""What a year's subscription costs and gives."""

from datetime import date

from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.academic_year import AcademicYear
from directory.enums import Tier
from subscriptions.enums import VatTreatment
from subscriptions.panels import PricesPanel


class SubscriptionSchemeQuerySet(models.QuerySet):
    def open_on(self, day: date) -> "SubscriptionSchemeQuerySet":
        """Priced, and within the days it is sold."""
        return self.filter(
            Q(opens_on=None) | Q(opens_on__lte=day),
            Q(closes_on=None) | Q(closes_on__gte=day),
            prices__isnull=False,
        ).distinct()


class SubscriptionScheme(ClusterableModel):
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

    objects = SubscriptionSchemeQuerySet.as_manager()

    panels = [
        FieldPanel("academic_year"),
        FieldPanel("name"),
        PricesPanel("prices", heading="Prices", label="price"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")], "On sale"),
        FieldRowPanel([FieldPanel("vat_treatment"), FieldPanel("payment_terms_days")], "Invoices"),
        FieldPanel("terms"),
    ]

    class Meta:
        ordering = ["-academic_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None)
                | Q(closes_on=None)
                | Q(closes_on__gte=models.F("opens_on")),
                name="a_scheme_does_not_close_before_it_opens",
                violation_error_message="The last day comes after the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.academic_year)


class PriceRule(models.Model):
    """A price for a tier, and for schools within or outside the host authority. Blank fits all;
    the rule that says most wins (subscriptions.services.prices)."""

    scheme = ParentalKey(SubscriptionScheme, on_delete=models.CASCADE, related_name="prices")
    tier = models.CharField(max_length=24, choices=Tier.choices, blank=True)
    in_host_authority = models.BooleanField(
        null=True, blank=True, help_text="Yes: host authority only. No: others only. Blank: both."
    )
    price_pence = models.PositiveIntegerField("price")

    panels = [
        FieldPanel("tier"),
        FieldPanel("in_host_authority"),
        FieldPanel("price_pence"),
    ]

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
