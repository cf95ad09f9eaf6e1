"""Reads that other apps ask of subscriptions."""

from datetime import date

from django.db.models import Q, QuerySet

from core.academic_year import AcademicYear
from directory.models import School
from subscriptions.models import Subscription, SubscriptionScheme

# From this month on, the next academic year is sold as well.
NEXT_YEAR_FROM_MONTH = 6


def covering_subscription(school: School, day: date) -> Subscription | None:
    """The active subscription that covers a school on a day, or None."""
    covering = Subscription.objects.covering(day).filter(school=school)
    return covering.select_related("scheme").first()


def live_subscription(school: School, year: AcademicYear) -> Subscription | None:
    """The school's subscription for a year, whatever its state, unless cancelled or declined."""
    return Subscription.objects.live().in_year(year).filter(school=school).first()


def years_on_sale(day: date) -> list[AcademicYear]:
    """The academic year of a day, and the one to come from 1 June, or from the day on which its
    scheme invites schools to renew."""
    year = AcademicYear.of(day)
    if NEXT_YEAR_FROM_MONTH <= day.month < 9:
        return [year, year.next]
    invites = SubscriptionScheme.objects.filter(
        academic_year=year.next.start, renewals_from__lte=day
    )
    return [year, year.next] if invites.exists() else [year]


def open_schemes(day: date) -> list[SubscriptionScheme]:
    """The schemes a school may subscribe to on a day, the nearest year first, with their prices:
    those of `years_on_sale`, asked for with them."""
    return list(_open(day).prefetch_related("prices", "shares", "parts"))


def years_open(day: date) -> set[int]:
    """The years, by their first, that have a scheme to subscribe to on a day."""
    return set(_open(day).values_list("academic_year", flat=True))


def _open(day: date) -> QuerySet[SubscriptionScheme]:
    year = AcademicYear.of(day)
    sold = Q(academic_year=year.next.start)
    if not NEXT_YEAR_FROM_MONTH <= day.month < 9:
        sold &= Q(renewals_from__lte=day)
    on_sale = SubscriptionScheme.objects.open_on(day).filter(Q(academic_year=year.start) | sold)
    return on_sale.order_by("academic_year")


def lapsed_before(school: School, year: AcademicYear) -> bool:
    """True for a school that had a subscription in the year before, asked where it has none."""
    return Subscription.objects.active().in_year(year.previous).filter(school=school).exists()


def scheme_is_open(scheme: SubscriptionScheme, day: date) -> bool:
    """True when a school may subscribe to the scheme on a day."""
    return scheme in open_schemes(day)
