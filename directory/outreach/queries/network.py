"""What is for ASTs only, as they see it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import Term
from directory.outreach.models import NetworkMeeting, NetworkNews
from directory.outreach.models.network import MeetingKind
from directory.queries.hosts import host_authority_code


@dataclass(frozen=True)
class NetworkScreen:
    coming: list[NetworkMeeting]
    past: QuerySet
    news: QuerySet


def network_screen() -> NetworkScreen:
    """Two queries here, and one for each page of what is past."""
    now = timezone.now()
    meetings = NetworkMeeting.objects.select_related("venue", "term")
    return NetworkScreen(
        coming=list(meetings.filter(ends_at__gte=now).order_by("starts_at")),
        past=meetings.filter(ends_at__lt=now).order_by("-starts_at"),
        news=NetworkNews.objects.filter(published_on__lte=timezone.localdate()),
    )


def terms_without_meeting(year: AcademicYear | None = None) -> list[Term]:
    """Terms of the year that have begun and have no network meeting (CA L56: once a term)."""
    year = year or AcademicYear.current()
    begun = Term.objects.in_year(year).filter(
        authority=host_authority_code(), starts_on__lte=timezone.localdate()
    )
    with_one = NetworkMeeting.objects.filter(kind=MeetingKind.NETWORK).values("term")
    return list(begun.exclude(pk__in=with_one).order_by("starts_on"))
