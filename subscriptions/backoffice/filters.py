"""What lists of subscriptions and money are narrowed by."""

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from core.academic_year import AcademicYear
from directory.models import LocalAuthority
from subscriptions.models import CardOrder, Charge, CreditNote, Invoice, Payment, Subscription


def years() -> list[tuple[int, str]]:
    """The academic years there are subscriptions of, the latest first."""
    used = Subscription.objects.order_by("-academic_year")
    starts = used.values_list("academic_year", flat=True).distinct()
    return [(start, str(AcademicYear(start))) for start in starts]


def authorities() -> list[tuple[str, str]]:
    return list(LocalAuthority.objects.values_list("code", "name"))


class SubscriptionFilterSet(WagtailFilterSet):
    academic_year = django_filters.ChoiceFilter(label="Year", choices=years, empty_label="All")
    authority_code = django_filters.ChoiceFilter(
        label="Authority", choices=authorities, empty_label="All"
    )
    paid = django_filters.ChoiceFilter(
        label="Paid",
        choices=[("yes", "In full"), ("part", "In part"), ("no", "Not yet")],
        empty_label="All",
        method="by_payment",
    )

    class Meta:
        model = Subscription
        fields = ["academic_year", "state", "authority_code", "paid", "by_office"]

    def by_payment(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By its invoice's state; a year brought in from earlier records has none, and is paid in
        full once as much as its price came, or anything where the price is not known."""
        invoiced = Q(invoice_state__isnull=False)
        came, less = (
            Q(received_pence__gt=0),
            Q(received_pence__lt=F("price_pence") + F("vat_pence")),
        )
        if value == "yes":
            in_full = Q(price_pence=None) | Q(received_pence__gte=F("price_pence") + F("vat_pence"))
            return queryset.filter(Q(invoice_state="paid") | (~invoiced & came & in_full))
        if value == "part":
            return queryset.filter(Q(invoice_state="part_paid") | (~invoiced & came & less))
        return queryset.filter(Q(invoice_state="issued") | (~invoiced & ~came))


class InvoiceFilterSet(WagtailFilterSet):
    year = django_filters.ChoiceFilter(
        label="Year", choices=years, empty_label="All", method="by_year"
    )
    money = django_filters.ChoiceFilter(
        label="Money",
        choices=[("unpaid", "Still to pay"), ("overdue", "Overdue"), ("surplus", "Overpaid")],
        empty_label="All",
        method="by_money",
    )
    issued_on = django_filters.DateFromToRangeFilter(label="Issued")

    class Meta:
        model = Invoice
        fields = ["state", "money", "year", "issued_on"]

    def by_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """With a line for a subscription of the year."""
        return queryset.filter(lines__subscription__academic_year=value).distinct()

    def by_money(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "surplus":
            return queryset.with_surplus()
        return queryset.overdue(timezone.localdate()) if value == "overdue" else queryset.unpaid()


class CreditNoteFilterSet(WagtailFilterSet):
    issued_on = django_filters.DateFromToRangeFilter(label="Issued")

    class Meta:
        model = CreditNote
        fields = ["issued_on"]


class PaymentFilterSet(WagtailFilterSet):
    received_on = django_filters.DateFromToRangeFilter(label="Received")

    class Meta:
        model = Payment
        fields = ["kind", "method", "received_on"]


class ChargeFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[("invoiced", "On an invoice"), ("waiting", "Waiting"), ("ended", "Withdrawn")],
        empty_label="All",
        method="by_state",
    )

    class Meta:
        model = Charge
        fields = ["state"]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "ended":
            return queryset.filter(ended_on__isnull=False)
        return queryset.filter(ended_on=None, on_invoice__isnull=value == "waiting")


class CardOrderFilterSet(WagtailFilterSet):
    back = django_filters.ChoiceFilter(
        label="Money back",
        choices=[
            ("under_way", "Refund under way"),
            ("failed", "Refund failed"),
            ("elsewhere", "Refunded at the provider"),
            ("disputed", "Disputed now"),
            ("lost", "Dispute lost"),
        ],
        empty_label="All",
        method="by_back",
    )

    class Meta:
        model = CardOrder
        fields = ["state", "back"]

    def by_back(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        wanted = {
            "under_way": {"refunds__state__in": ["asked", "pending"]},
            "failed": {"refunds__state": "failed"},
            "elsewhere": {"refunds__made_elsewhere": True},
            "disputed": {"disputes__state": "open"},
            "lost": {"disputes__state": "lost"},
        }
        return queryset.filter(**wanted[value]).distinct()
