"""Headers and faults that concern every page."""

from urllib.parse import urlparse

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import patch_cache_control
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect

from core.busy import is_busy, is_gone
from core.views import page_not_found

RETRY_AFTER_SECONDS = 5


class ContentSecurityPolicy(CSPMiddleware):
    """Strict everywhere; Wagtail's own admin needs its inline script and style."""

    def get_policy_parts(self, request, response, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith("/admin/") and not report_only:
            parts.update = {
                **(parts.update or {}),
                "script-src": ["'unsafe-inline'"],
                "style-src": ["'unsafe-inline'"],
                "img-src": ["blob:"],
            }
        return parts


class BusyDatabase:
    """A row locked too long, or a database that restarts, answers 503 and asks to be tried again,
    with nothing written (SAFETY 8, 60)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Error) or not (is_busy(exception) or is_gone(exception)):
            return None
        if is_gone(exception):
            connection.close()
        # The page stands alone: it must come when the database does not.
        words = loader.get_template("503.html").template.source
        return HttpResponse(words, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})


class NumberBeyondAll:
    """A number longer than any row can have, in an address or a choice, finds nothing. PostgreSQL
    says so by itself; SQLite cannot even be asked, from a filter or a chooser of Wagtail's as much
    as from one of ours."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OverflowError) and "SQLite INTEGER" in str(exception):
            return page_not_found(request, exception)
        return None


class PrivateWhenSignedIn:
    """Pages for a signed-in person are nobody else's, so no cache keeps them (SAFETY 69)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            patch_cache_control(response, private=True, no_store=True)
        return response


class RedirectsByName(RedirectMiddleware):
    """Wagtail's, for an address that a redirect names. Any other page that is not found costs one
    small query, in the place of a search for the site and then for the redirect."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == 404 and not _is_named(request):
            return response
        return super().process_response(request, response)


def _is_named(request: HttpRequest) -> bool:
    """With its question or without, as it came or in letters: each that Wagtail looks for."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    asked = {path, urlparse(path).path}
    asked |= {uri_to_iri(each) for each in asked}
    askable = [each for each in asked if "\0" not in each]
    return Redirect.objects.filter(old_path__in=askable).exists()
