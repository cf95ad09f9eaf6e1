"""Reads that other apps ask of subscriptions."""

from datetime import date

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
    """The academic year of a day, and from 1 June the one to come."""
    year = AcademicYear.of(day)
    return [year, year.next] if NEXT_YEAR_FROM_MONTH <= day.month < 9 else [year]


def open_schemes(day: date) -> list[SubscriptionScheme]:
    """The schemes a school may subscribe to on a day, the nearest year first, with their prices."""
    years = [year.start for year in years_on_sale(day)]
    return list(
        SubscriptionScheme.objects.open_on(day)
        .filter(academic_year__in=years)
        .prefetch_related("prices", "shares", "parts")
        .order_by("academic_year")
    )


def scheme_is_open(scheme: SubscriptionScheme, day: date) -> bool:
    """True when a school may subscribe to the scheme on a day."""
    return scheme in open_schemes(day)
