"""View as this school: the office sees the site as a lead of one school sees it, to answer a
telephone call. It changes nothing, it is marked on every page and recorded at both ends, and it is
over after an hour (site/docs/decisions/0152-a-stand-in-for-the-lead.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from core.models import User
from directory.models import School
from directory.permissions import is_office

KEY = "viewing_as"
LASTS = timedelta(hours=1)
SAFE = ("GET", "HEAD", "OPTIONS")
# Whoever looks through a school's eyes has no own pages: passwords, passkeys, what we keep.
OWN_PAGES = "/account/"


@dataclass(frozen=True)
class Viewing:
    """One look at the site as a school, as the session keeps it."""

    school: School
    until: datetime


def may_view_as_school(user) -> bool:
    """The office alone, and a superuser."""
    return is_office(user)


def begin_viewing(request: HttpRequest, school: School) -> None:
    """From the next request the person sees what a lead of the school sees, for an hour."""
    until = timezone.now() + LASTS
    record(
        school,
        "school.view_begun",
        by=request.user,
        on_behalf_of=school.urn,
        until=until.isoformat(),
    )
    request.session[KEY] = {"school": school.pk, "until": until.isoformat()}


def end_viewing(request: HttpRequest, how: str = "stopped") -> School | None:
    """From the next request the person is themselves again. Returns the school; None when there
    was nothing to end."""
    viewing = _kept(request)
    request.session.pop(KEY, None)
    if viewing is not None:
        _record_end(viewing.school, request.user, how)
    return viewing.school if viewing else None


def lead_of_alone(viewing: Viewing) -> User:
    """A lead of that school and nothing else. No account has the number 0 or the address, so that
    what asks for a person's own things, for roles or for permissions finds none; what a lead may
    comes from `viewing_as`, which directory.scoping and directory.permissions answer to."""
    school = viewing.school
    lead = User(
        pk=0, email=f"lead@{school.urn}.invalid", first_name="A lead of", last_name=school.name
    )
    lead.viewing_as, lead.viewing_until = school, viewing.until
    return lead


class ViewAsSchool:
    """Behind signing in and in front of everything else, while somebody looks as a school."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewing = _standing(request)
        if viewing is None:
            return self.get_response(request)
        if request.method == "POST" and request.path == reverse("directory:stop_viewing"):
            return self.get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout"):
            return self._sign_out(request, viewing)
        request.user = lead_of_alone(viewing)
        return self._kept_back(request) or self.get_response(request)

    def _sign_out(self, request: HttpRequest, viewing: Viewing) -> HttpResponse:
        person = request.user
        response = self.get_response(request)
        if not request.user.is_authenticated:
            _record_end(viewing.school, person, "signed_out")
        return response

    def _kept_back(self, request: HttpRequest) -> HttpResponse | None:
        """What is answered in the place of a change, an own page or the back office."""
        if request.path.startswith("/admin/"):
            if request.method in SAFE:
                return redirect("directory:school", request.user.viewing_as.urn)
            return _refused(request)
        leaving = request.path == reverse("account_logout")
        own = request.path.startswith(OWN_PAGES) and not leaving
        return _refused(request) if own or request.method not in SAFE else None


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/viewing_only.html", status=403)


def _standing(request: HttpRequest) -> Viewing | None:
    """The look that goes on. One whose hour or whose person's right has run out is ended here."""
    # Without the cookie there is nothing to read, and pages for everyone stay free of sessions.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or KEY not in request.session:
        return None
    if not request.user.is_authenticated:
        return None
    viewing = _kept(request)
    over = viewing is None or viewing.until <= timezone.now()
    if over or not may_view_as_school(request.user):
        end_viewing(request, "ran_out" if over else "role_ended")
        return None
    return viewing


def _kept(request: HttpRequest) -> Viewing | None:
    kept = request.session.get(KEY)
    school = School.objects.filter(pk=kept["school"]).first() if kept else None
    return Viewing(school, datetime.fromisoformat(kept["until"])) if school else None


def _record_end(school: School, by, how: str) -> None:
    record(school, "school.view_ended", by=by, on_behalf_of=school.urn, how=how)
