"""A school's access to study groups for one academic year."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Season
from directory.models import School
from directory.scoping import MONEY, OfSchools
from subscriptions.enums import (
    ENDED_STATES,
    PayBy,
    PaymentMethod,
    SubscriptionSource,
    SubscriptionState,
    VatTreatment,
)
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


class Subscription(models.Model):
    """One school, one academic year (CB ¶4, ¶8). What the school was called and where it belonged
    is kept as it stood (P4). `active_from` is the day its invoice was issued or its card payment
    confirmed; a subscription from earlier records counts from 1 September."""

    State = SubscriptionState

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="subscriptions")
    scheme = models.ForeignKey(
        SubscriptionScheme, on_delete=models.PROTECT, related_name="subscriptions"
    )
    academic_year = models.PositiveSmallIntegerField(db_index=True)
    state = models.CharField(
        max_length=12, choices=SubscriptionState.choices, default=SubscriptionState.APPLIED
    )
    active_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField("reason", max_length=300, blank=True)
    source = models.CharField(
        max_length=8, choices=SubscriptionSource.choices, default=SubscriptionSource.SITE
    )

    school_name = models.CharField(max_length=200)
    authority_code = models.CharField(max_length=3)
    tier = models.CharField(max_length=24, blank=True)
    price_pence = models.PositiveIntegerField(null=True, blank=True)
    vat_treatment = models.CharField(max_length=14, choices=VatTreatment.choices, blank=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    vat_pence = models.PositiveIntegerField(default=0)
    part_year = models.CharField("starts in the", max_length=6, choices=Season.choices, blank=True)
    # What it gives, as it was sold. The counter is the second line against giving more.
    places_included = models.PositiveSmallIntegerField(null=True, blank=True)
    extra_place_pence = models.PositiveIntegerField(null=True, blank=True)
    places_used = models.PositiveIntegerField(default=0, editable=False)

    pay_by = models.CharField(max_length=8, choices=PayBy.choices, default=PayBy.INVOICE)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    finance_name = models.CharField(max_length=200, blank=True)
    finance_email = models.EmailField(blank=True)
    payer_name = models.CharField(max_length=200, blank=True)
    invoice_address = models.TextField(blank=True)
    purchase_order_number = models.CharField(max_length=60, blank=True)
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
    def total_pence(self) -> int | None:
        """What the school pays, VAT included; None for earlier records without an amount."""
        return None if self.price_pence is None else self.price_pence + self.vat_pence

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


class Payment(models.Model):
    """Money that came in for a subscription, recorded by hand or by a card payment. Never changed:
    a mistake is put right by a row that reverses it."""

    Method = PaymentMethod

    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="payments"
    )
    invoice = models.ForeignKey(
        "subscriptions.Invoice",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
    )
    method = models.CharField(max_length=20, choices=PaymentMethod.choices)
    amount_pence = models.IntegerField()
    received_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    # Made when the form is shown, so that a form sent twice is one payment.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )

    class Meta:
        ordering = ["received_on", "pk"]
        default_permissions = ("view",)
        permissions = [("record_payment", "Can record and undo payments")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_pence=0), name="a_payment_is_of_some_amount"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(method="card", reverses=None) & ~Q(reference=""),
                name="a_card_payment_is_recorded_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.amount_pence}"
