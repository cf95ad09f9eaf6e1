"""A school's access to study groups for one academic year."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.models import School, SchoolGroup
from directory.scoping import MONEY, OfSchools
from subscriptions.enums import (
    ENDED_STATES,
    PayBy,
    SubscriptionSource,
    SubscriptionState,
    VatTreatment,
)
from subscriptions.models.billing import Billable
from subscriptions.models.scheme import SubscriptionScheme

_ENDED = [state.value for state in ENDED_STATES]


class SubscriptionQuerySet(OfSchools):
    reach = MONEY

    def live(self) -> "SubscriptionQuerySet":
        """Neither cancelled nor declined."""
        return self.exclude(state__in=_ENDED)

    def active(self) -> "SubscriptionQuerySet":
        return self.filter(state=SubscriptionState.ACTIVE)

    def in_year(self, year: AcademicYear) -> "SubscriptionQuerySet":
        return self.filter(academic_year=year.start)

    def covering(self, day: date) -> "SubscriptionQuerySet":
        """Active on a day: that day's academic year, and begun by then."""
        return self.active().in_year(AcademicYear.of(day)).filter(active_from__lte=day)


class Subscription(Billable):
    """One school, one academic year (CB ¶4, ¶8). What the school was called and where it belonged
    is kept as it stood (P4). `active_from` is the day its invoice was issued or its card payment
    confirmed; a subscription from earlier records counts from 1 September."""

    State = SubscriptionState
    sold_as = "subscription"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="subscriptions")
    scheme = models.ForeignKey(
        SubscriptionScheme, on_delete=models.PROTECT, related_name="subscriptions"
    )
    academic_year = models.PositiveSmallIntegerField(db_index=True)
    covered_by = models.ForeignKey(
        SchoolGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subscriptions",
        help_text="The group that pays for this school.",
    )
    state = models.CharField(
        max_length=12, choices=SubscriptionState.choices, default=SubscriptionState.APPLIED
    )
    active_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField("reason", max_length=300, blank=True)
    source = models.CharField(
        max_length=8, choices=SubscriptionSource.choices, default=SubscriptionSource.SITE
    )

    authority_code = models.CharField(max_length=3)
    tier = models.CharField(max_length=24, blank=True)
    part_year = models.CharField("starts in the", max_length=6, choices=Season.choices, blank=True)
    # What it gives, as it was sold. The counter is the second line against giving more.
    places_included = models.PositiveSmallIntegerField(null=True, blank=True)
    extra_place_pence = models.PositiveIntegerField(null=True, blank=True)
    places_used = models.PositiveIntegerField(default=0, editable=False)

    pay_by = models.CharField(max_length=8, choices=PayBy.choices, default=PayBy.INVOICE)
    po_to_follow = models.BooleanField("purchase order to follow", default=False)
    quotation_first = models.BooleanField("quotation first", default=False)
    terms_accepted_at = models.DateTimeField(null=True, blank=True)

    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_office = models.BooleanField(default=False, help_text="The office acted for the school.")
    made_at = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-academic_year", "school_name"]
        default_permissions = ("view",)
        permissions = [("manage_subscription", "Can issue invoices, decline and cancel")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "academic_year"],
                condition=~Q(state__in=_ENDED),
                name="a_school_has_one_live_subscription_a_year",
                violation_error_message="This school already has a subscription for this year.",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(active_from__isnull=False),
                name="an_active_subscription_says_from_when",
            ),
            models.CheckConstraint(
                condition=Q(places_included=None) | Q(places_used__lte=F("places_included")),
                name="a_subscription_gives_no_more_places_than_it_includes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_name}, {self.year}"

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.academic_year)

    @property
    def part_year_words(self) -> str:
        """ "From the spring term", for a school that did not start with the year."""
        return f"From the {self.get_part_year_display().lower()} term" if self.part_year else ""

    @property
    def places_left(self) -> int | None:
        """How many of the places included may still be booked; None where they are not counted."""
        if self.places_included is None:
            return None
        return max(self.places_included - self.places_used, 0)

    @property
    def has_ended(self) -> bool:
        """Cancelled or declined."""
        return self.state in _ENDED

    @property
    def is_over(self) -> bool:
        """Its year has run out: worked out, never stored (P12)."""
        return timezone.localdate() > self.year.last_day

    @property
    def payment_terms_days(self) -> int:
        """From the day of the invoice to the day it is due."""
        return self.scheme.payment_terms_days

    @property
    def spoken_of(self) -> str:
        """The same within a sentence of a letter."""
        return f"the subscription of {self.school_name}, {self.year.long}"


class SubscriptionLine(models.Model):
    """One line of what was sold, in pence, kept as it was priced: its sum is the subscription's. A
    subscription whose whole price is of one kind has none, and is its own line."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="lines")
    description = models.CharField(max_length=200)
    net_pence = models.PositiveIntegerField()
    vat_treatment = models.CharField(max_length=14, choices=VatTreatment.choices)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    vat_pence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.description
