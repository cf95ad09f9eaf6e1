"""What lists of subscriptions and money are narrowed by."""

import django_filters
from django.db.models import F, QuerySet
from wagtail.admin.filters import WagtailFilterSet

from core.academic_year import AcademicYear
from directory.models import LocalAuthority
from subscriptions.models import CardOrder, Invoice, Payment, Subscription


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
        """By what came in, as the list counts it; a year brought in without prices is paid once
        anything came."""
        if value == "no":
            return queryset.filter(received_pence__lte=0)
        in_full = queryset.filter(received_pence__gt=0)
        owed = F("price_pence") + F("vat_pence")
        if value == "part":
            return in_full.filter(received_pence__lt=owed)
        return in_full.exclude(received_pence__lt=owed)


class InvoiceFilterSet(WagtailFilterSet):
    year = django_filters.ChoiceFilter(
        label="Year", choices=years, empty_label="All", field_name="subscription__academic_year"
    )

    class Meta:
        model = Invoice
        fields = ["state", "year"]


class PaymentFilterSet(WagtailFilterSet):
    received_on = django_filters.DateFromToRangeFilter(label="Received")

    class Meta:
        model = Payment
        fields = ["method", "received_on"]


class CardOrderFilterSet(WagtailFilterSet):
    class Meta:
        model = CardOrder
        fields = ["state"]
