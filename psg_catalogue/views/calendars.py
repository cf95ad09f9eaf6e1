"""The programme by month, and as calendars to subscribe to."""

from collections.abc import Callable

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.calendars import calendar_feed, calendar_response
from core.models import PartnershipSettings
from psg_catalogue.models import CataloguePage, StudyGroupPage
from psg_catalogue.queries.feeds import occasions
from psg_catalogue.queries.month import month_of
from psg_catalogue.queries.terms import host_terms

# Calendar programs ask every hour or so; a proxy may answer them for a while.
FEED_SECONDS = 900
SECONDS_KEPT = 60


@require_safe
def calendar_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month of sessions, Monday to Friday, with the term dates of its academic year."""
    try:
        shown = month_of(year, month)
    except ValueError:
        raise Http404 from None
    partnership = PartnershipSettings.load(request_or_site=request)
    shown.terms = [
        term for term in host_terms(partnership, shown.year) if term.starts_on in shown.year
    ]
    catalogue = CataloguePage.objects.live().first()
    return render(
        request,
        "psg_catalogue/calendar_month.html",
        {"month": shown, "catalogue_url": catalogue.get_url(request) if catalogue else "/"},
    )


@require_safe
@cache_control(public=True, max_age=FEED_SECONDS)
def catalogue_feed(request: HttpRequest) -> HttpResponse:
    """Every session of last year, this year and the years to come, to subscribe to."""
    partnership = PartnershipSettings.load(request_or_site=request)
    url = request.build_absolute_uri(reverse("psg_catalogue:catalogue_feed"))
    name = f"{partnership.display_name}: study groups"
    feed = _kept(url, lambda: calendar_feed(name, occasions(), url=url))
    return calendar_response(feed, "study-groups")


def _kept(url: str, make: Callable[[], bytes]) -> bytes:
    """A whole year takes a second and more to write: each process writes it once a minute."""
    return caches["fragments"].get_or_set(f"feed:{url}", make, SECONDS_KEPT)


@require_safe
@cache_control(public=True, max_age=FEED_SECONDS)
def study_group_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions of one study group. The address names its number, so that it stays when an
    editor renames the page."""
    group = get_object_or_404(StudyGroupPage.objects.live().public(), pk=pk)
    url = request.build_absolute_uri(reverse("psg_catalogue:study_group_feed", args=[pk]))
    feed = _kept(url, lambda: calendar_feed(group.title, occasions(group), url=url))
    return calendar_response(feed, group.slug)
