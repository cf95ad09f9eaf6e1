"""What a year's subscription costs and gives."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.academic_year import AcademicYear
from core.backoffice.rows import RowsPanel
from subscriptions.enums import Entitlement, UnpaidBooking, VatTreatment
from subscriptions.forms.prices import SchemeForm
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

    entitlement = models.CharField(
        "gives", max_length=12, choices=Entitlement.choices, default=Entitlement.ALL
    )
    places_included = models.PositiveSmallIntegerField(
        "places a year", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    extra_place_pence = models.PositiveIntegerField(
        "price of a further place", null=True, blank=True
    )
    unpaid_may_book = models.CharField(
        "book before paying",
        max_length=8,
        choices=UnpaidBooking.choices,
        default=UnpaidBooking.ALWAYS,
    )
    grace_days = models.PositiveSmallIntegerField(
        "days of grace", default=0, help_text="After the day the invoice is due."
    )
    renewals_from = models.DateField(
        "invite schools from",
        null=True,
        blank=True,
        help_text="Each lead of a school of the year before gets one letter. Blank: none is sent.",
    )

    objects = SubscriptionSchemeQuerySet.as_manager()

    base_form_class = SchemeForm
    panels = [
        FieldPanel("academic_year"),
        FieldPanel("name"),
        PricesPanel("prices", heading="Prices", label="price"),
        PricesPanel("shares", heading="Schools that start later", label="term"),
        RowsPanel("parts", heading="Parts with their own VAT", label="part"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")], "On sale"),
        FieldPanel("renewals_from"),
        MultiFieldPanel(
            [
                FieldPanel("entitlement"),
                FieldRowPanel([FieldPanel("places_included"), FieldPanel("extra_place_pence")]),
            ],
            "What it gives",
        ),
        FieldRowPanel([FieldPanel("unpaid_may_book"), FieldPanel("grace_days")], "Unpaid"),
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
            models.CheckConstraint(
                condition=Q(renewals_from=None)
                | Q(opens_on=None)
                | Q(renewals_from__gte=models.F("opens_on")),
                name="schools_are_invited_to_what_is_on_sale",
                violation_error_message="Schools are invited once the year is on sale.",
            ),
            models.CheckConstraint(
                condition=Q(entitlement="all", places_included=None)
                | Q(~Q(entitlement="all"), places_included__isnull=False),
                name="a_number_of_places_is_given_when_places_are_counted",
                violation_error_message="Say how many places a year, or leave it blank for all.",
            ),
            models.CheckConstraint(
                condition=Q(
                    entitlement="then_priced",
                    extra_place_pence__isnull=False,
                    extra_place_pence__gt=0,
                )
                | Q(~Q(entitlement="then_priced"), extra_place_pence=None),
                name="a_further_place_has_a_price_when_it_is_sold",
                violation_error_message="Say what a further place costs, or leave it blank.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.academic_year)
