"""A person's own calendar: the page with its secret address, and the calendar at that address."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from core.calendars import calendar_feed, calendar_response
from core.limits import HOUR, times_lately
from core.models import PartnershipSettings
from core.unlisted import unlisted
from psg_catalogue.models import CalendarFeed
from psg_catalogue.queries.own_calendar import own_occasions
from psg_catalogue.services.own_calendar import (
    calendar_url,
    end_calendar_address,
    feed_from,
    make_calendar_address,
)

# Calendar programs ask every hour or so, each of a person's devices for itself.
TIMES_AN_HOUR = 120
GUESSES_AN_HOUR = 60
KEEP_SECONDS = 600


@never_cache
@sensitive_variables("address")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The address, for its person alone; making it, changing it, ending it."""
    if request.method == "POST":
        return _changed(request)
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = calendar_url(feed) if feed else ""
    page = {"feed": feed, "address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}
    return render(request, "psg_catalogue/own_calendar.html", page)


def _changed(request: HttpRequest) -> HttpResponse:
    if request.POST.get("do") == "end":
        end_calendar_address(request.user)
        messages.success(request, "The address leads nowhere now.")
    elif request.POST.get("do") == "make":
        had = CalendarFeed.objects.filter(user=request.user).exists()
        make_calendar_address(request.user)
        old = " The old one leads nowhere now." if had else ""
        messages.success(request, f"Your calendar has a new address.{old}")
    return redirect("psg_catalogue:own_calendar")


@sensitive_variables("token")
@require_safe
@cache_control(private=True, max_age=KEEP_SECONDS)
@unlisted
def own_calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at a secret address; nothing is there for one that was altered or changed."""
    feed = feed_from(token)
    if feed is None:
        if times_lately(request, "calendar-guess") > GUESSES_AN_HOUR:
            return _too_often()
        raise Http404
    if times_lately(request, f"calendar-{feed.pk}") > TIMES_AN_HOUR:
        return _too_often()
    name = f"{PartnershipSettings.load().display_name}: my sessions"
    response = calendar_response(calendar_feed(name, own_occasions(feed.user)), "my-sessions")
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _too_often() -> HttpResponse:
    response = HttpResponse("Too often. Ask again in an hour.", status=429)
    response["Retry-After"] = HOUR
    # Django would write the address down, which is a secret.
    response._has_been_logged = True
    return response
