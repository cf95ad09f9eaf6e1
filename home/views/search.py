"""The site-wide search: a form sent by GET, so that a search can be kept and sent on."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from home.queries.search import KINDS, Hit, search_everything
from home.search_words import shown_query, words_of
from psg_catalogue.queries.addresses import addresses

A_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "")
    query, words = shown_query(typed), words_of(typed)
    hits = search_everything(words, addresses()) if words else []
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    shown = [hit for hit in hits if not kind or hit.kind == kind]
    context = {
        "query": query,
        "asked": bool(words),
        "hits": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "number": len(shown),
        "kinds": _kinds(hits, query, kind),
    }
    return render(request, "home/search.html", context)


def _kinds(hits: list[Hit], query: str, chosen: str) -> list[tuple[str, str, bool]]:
    """The ways to see one kind alone; none where all are of one kind."""
    counts = Counter(hit.kind for hit in hits)
    if len(counts) < 2:
        return []
    way = reverse("home:search")
    options = [("All", "", len(hits))]
    options += [(words[1], kind, counts[kind]) for kind, words in KINDS.items() if counts[kind]]
    return [
        (
            f"{label} ({number})",
            f"{way}?{urlencode({'q': query, **({'kind': kind} if kind else {})})}",
            kind == chosen,
        )
        for label, kind, number in options
    ]
