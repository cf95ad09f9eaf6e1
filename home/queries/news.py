"""The news as the list and the feed show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.http import HttpRequest

from home.models import NewsIndexPage, NewsPage
from psg_catalogue.queries.addresses import addresses_near

A_PAGE = 10


@dataclass(frozen=True)
class NewsList:
    """One page of the news, by year."""

    page: PageOfList
    years: list[tuple[int, list[NewsPage]]]


def latest_news():
    """Published news that is open to everyone, the latest first."""
    return NewsPage.objects.live().public().order_by("-published_on", "-pk").defer("body")


def list_news(index: NewsIndexPage, request: HttpRequest) -> NewsList:
    """Two queries, however much news there is. A page number beyond the end gives the last page."""
    page = Paginator(latest_news().child_of(index), A_PAGE).get_page(request.GET.get("page"))
    to_url = addresses_near(index, request)
    items = list(page.object_list)
    for item in items:
        item.address = to_url(item.url_path)
    return NewsList(page, _by_year(items))


def _by_year(items: Iterable[NewsPage]) -> list[tuple[int, list[NewsPage]]]:
    return [
        (year, list(rows)) for year, rows in groupby(items, key=lambda item: item.published_on.year)
    ]
