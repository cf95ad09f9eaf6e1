"""What a scheme asks: price rules, the share of a school that comes late, parts of their own."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, IntegerField, Q
from django.db.models.functions import Coalesce
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from directory.enums import Season, Tier
from subscriptions.enums import VatTreatment
from subscriptions.models.scheme import SubscriptionScheme


class PriceRule(models.Model):
    """A price for a tier, for schools from a number of pupils on, and within or outside the host
    authority. Blank fits all; the rule that says most wins (subscriptions.services.prices). A band
    says only where it begins: it ends where the next one does, so that no two overlap."""

    scheme = ParentalKey(SubscriptionScheme, on_delete=models.CASCADE, related_name="prices")
    tier = models.CharField(max_length=24, choices=Tier.choices, blank=True)
    roll_from = models.PositiveIntegerField(
        "from so many pupils",
        null=True,
        blank=True,
        help_text="Up to where the next band begins. Blank: any number, or none known.",
    )
    in_host_authority = models.BooleanField(
        null=True, blank=True, help_text="Yes: host authority only. No: others only. Blank: both."
    )
    price_pence = models.PositiveIntegerField("price")

    panels = [
        FieldRowPanel([FieldPanel("tier"), FieldPanel("roll_from")]),
        FieldPanel("in_host_authority"),
        FieldPanel("price_pence"),
    ]

    class Meta:
        ordering = ["price_pence"]
        constraints = [
            # Blank is a value here: two rules with the same words would both say most.
            models.UniqueConstraint(
                F("scheme"),
                F("tier"),
                Coalesce("roll_from", -1, output_field=IntegerField()),
                name="a_scheme_prices_a_kind_of_school_everywhere_once",
                condition=Q(in_host_authority=None),
                violation_error_message="Two prices are for the same kind of school.",
            ),
            models.UniqueConstraint(
                F("scheme"),
                F("tier"),
                Coalesce("roll_from", -1, output_field=IntegerField()),
                F("in_host_authority"),
                name="a_scheme_prices_a_kind_of_school_on_a_side_once",
                condition=Q(in_host_authority__isnull=False),
                violation_error_message="Two prices are for the same kind of school.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_pence / 100:.2f}"

    said_twice = "Two prices are for the same kind of school. Change or remove one of them."

    @property
    def is_for(self) -> tuple:
        """What no two rules of a scheme have in common."""
        return self.tier, self.roll_from, self.in_host_authority


class PartYearShare(models.Model):
    """What a school pays that starts in a term: a share of its price, or a price of its own."""

    scheme = ParentalKey(SubscriptionScheme, on_delete=models.CASCADE, related_name="shares")
    season = models.CharField("starts in the", max_length=6, choices=Season.choices)
    percent = models.PositiveSmallIntegerField(
        "share of the price, %",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    price_pence = models.PositiveIntegerField(
        "or a price for all",
        null=True,
        blank=True,
    )

    panels = [
        FieldPanel("season"),
        FieldRowPanel([FieldPanel("percent"), FieldPanel("price_pence")]),
    ]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "season"], name="a_scheme_shares_a_term_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) ^ Q(price_pence__isnull=True),
                name="a_share_is_a_percentage_or_a_price",
                violation_error_message="Give a percentage or a price for all, one of them.",
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=1, percent__lte=100),
                name="a_share_is_part_of_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.get_season_display()

    said_twice = "Two rows are for the same term. Change or remove one of them."

    @property
    def is_for(self) -> str:
        return self.season


class SchemeLine(models.Model):
    """A part of the price that stands on a line of its own with its own VAT: "venue", for example.
    What the parts leave is the main line, with the scheme's treatment."""

    scheme = ParentalKey(SubscriptionScheme, on_delete=models.CASCADE, related_name="parts")
    description = models.CharField(max_length=80)
    percent = models.PositiveSmallIntegerField(
        "part of the price, %", validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    vat_treatment = models.CharField("VAT treatment", max_length=14, choices=VatTreatment.choices)

    panels = [
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("percent"), FieldPanel("vat_treatment")]),
    ]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "description"], name="a_scheme_names_a_part_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=99),
                name="a_part_leaves_something_for_the_main_line",
            ),
        ]

    def __str__(self) -> str:
        return self.description

    said_twice = "Two parts have the same name. Change or remove one of them."

    @property
    def is_for(self) -> str:
        return self.description
