"""Pages for when something is not as it should be, the gallery of components, the link that
stops a kind of letter, and the reports of the mail provider."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt  # noqa: TID251 -- see mail_events and stop_letters
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from core.gallery_samples import samples
from core.letters import letter_of
from core.mail_events import BadReport, is_secured, read_reports
from core.services import stops
from core.services.deliveries import note_delivery
from core.services.stops import letter_stopped_by, take_up_letters
from core.unlisted import unlisted


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


@csrf_exempt
@never_cache
def mail_events(request: HttpRequest) -> HttpResponse:
    """Reports of the mail provider about what it sent for us; no such page where no provider with a
    secret is configured. What is not signed, or not readable, is a bad request; a message that is
    none of ours is nothing to us. The signature is the secret here, and no cookie is looked at."""
    if not is_secured():
        raise Http404
    try:
        answer, reports = read_reports(request)
    except BadReport:
        return HttpResponse("Not a report of ours.", status=400, content_type="text/plain")
    for report in reports:
        note_delivery(report)
    return answer


@csrf_exempt
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters of one kind, by the link in them. GET changes nothing, so that a mail scanner
    may open it (SAFETY 49). A mail program's own button posts here without our form (RFC 8058), so
    no CSRF token is asked for: the link is the secret, and no cookie is looked at."""
    message = letter_stopped_by(token)
    if message is None:
        raise Http404
    if request.method == "POST":
        change = take_up_letters if request.POST.get("answer") == "again" else stops.stop_letters
        change(message)
        if "List-Unsubscribe" in request.POST:
            return HttpResponse("Stopped.", content_type="text/plain")
        return redirect(request.path)
    page = {
        "stops": letter_of(message.kind).stops,
        "stopped": stops.is_stopped(message.to_email, message.kind),
    }
    return render(request, "core/stop_letters.html", page)
