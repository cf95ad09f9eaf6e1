"""The news for feed readers."""

from datetime import date
from xml.etree import ElementTree

import pytest

from tests.factories.home import NewsPageFactory

pytestmark = pytest.mark.django_db


def items(client) -> list[ElementTree.Element]:
    response = client.get("/news/feed.xml")
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(response.content).findall("channel/item")  # noqa: S314 -- our own


def test_feed_has_whole_addresses_dates_and_words(client):
    NewsPageFactory(
        title="Tea & <b>talk</b>", slug="tea", standfirst="Come.", published_on=date(2026, 11, 24)
    )
    (item,) = items(client)

    assert item.findtext("title") == "Tea & <b>talk</b>"
    assert item.findtext("link") == "http://testserver/news/tea/"
    assert item.findtext("description") == "Come."
    assert item.findtext("pubDate") == "Tue, 24 Nov 2026 12:00:00 +0000"


def test_feed_shows_no_draft(client):
    NewsPageFactory(live=False)

    assert items(client) == []


def test_feed_costs_the_same_for_one_and_for_twenty(client, count_queries):
    NewsPageFactory()
    client.get("/news/feed.xml")
    one = count_queries(lambda: client.get("/news/feed.xml"))
    NewsPageFactory.create_batch(24)

    assert count_queries(lambda: client.get("/news/feed.xml")) == one
    assert len(items(client)) == 20


def test_feed_is_told_of_on_the_news_page(client):
    assert 'type="application/rss+xml"' in client.get("/news/").content.decode()
