"""Pages for when something is not as it should be, and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.gallery_samples import samples


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: it must work when the database does not."""
    from django.template import loader

    return HttpResponse(loader.get_template("500.html").template.source, status=500)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for builders; elsewhere there is no such page.

    `?scheme=dark` and `?scheme=light` show one colour scheme whatever the system prefers.
    """
    if not (settings.DEBUG or settings.DEMO_MODE):
        raise Http404
    asked = request.GET.get("scheme", "")
    scheme = asked if asked in ("light", "dark") else ""
    links = [
        ("As the system says", "?", not scheme),
        ("Light", "?scheme=light", scheme == "light"),
        ("Dark", "?scheme=dark", scheme == "dark"),
    ]
    context = {**samples(), "scheme": scheme, "scheme_links": links}
    return render(request, "core/gallery.html", context)
