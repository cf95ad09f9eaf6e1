"""Reads that other apps ask of subscriptions."""

from datetime import date

from core.academic_year import AcademicYear
from directory.models import School
from subscriptions.models import Subscription


def covering_subscription(school: School, day: date) -> Subscription | None:
    """The active subscription that covers a school on a day, or None."""
    return Subscription.objects.covering(day).filter(school=school).first()


def live_subscription(school: School, year: AcademicYear) -> Subscription | None:
    """The school's subscription for a year, whatever its state, unless cancelled or declined."""
    return Subscription.objects.live().in_year(year).filter(school=school).first()
