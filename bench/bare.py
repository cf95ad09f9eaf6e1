"""The view that the real pages are measured against."""

from django.http import HttpRequest, HttpResponse


def bare(request: HttpRequest, size: int) -> HttpResponse:
    """As many bytes as asked for, through the same middleware, with no work behind them."""
    return HttpResponse(b"x" * size, content_type="text/html; charset=utf-8")
