"""The script that keeps today's register openable where a school hall has no network. It is served
from below /registers/, since a worker rules only over addresses below its own."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's words; browsers ask again each time, so that a new version is taken up."""
    response = HttpResponse(_words(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _words() -> str:
    return (settings.SITE / "static" / "js" / "register-worker.js").read_text(encoding="utf-8")
