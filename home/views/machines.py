"""What programs ask for before the pages, or beside them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

# Nothing here is secret: these are places where a search engine finds nothing to show.
NOT_FOR_SEARCH = (
    "/account/",
    "/admin/",
    "/bookings/",
    "/certificates/",
    "/embed/sessions/",
    "/evaluation/",
    "/invitation/",
    "/my-record/",
    "/my-school/",
    "/my-sessions/",
    "/planning/",
    "/registers/",
    "/results/",
    "/schools/search/",
    "/search/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration asks not to be indexed at all: everyone in it is invented."""
    context = {
        "closed": ["/"] if settings.DEMO_MODE else NOT_FOR_SEARCH,
        "sitemap": "" if settings.DEMO_MODE else request.build_absolute_uri("/sitemap.xml"),
    }
    return render(request, "home/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark, for programs that ask for it without reading the page."""
    return redirect(static("img/favicon.svg"))
