"""The list of news."""

from datetime import date

import pytest

from tests.factories.home import NewsPageFactory

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [item.title for _, items in response.context["news"].years for item in items]


def test_news_is_listed_latest_first_by_year(client):
    NewsPageFactory(title="Old", published_on=date(2025, 12, 31))
    NewsPageFactory(title="New", published_on=date(2026, 1, 1))
    response = client.get("/news/")

    assert titles(response) == ["New", "Old"]
    assert [year for year, _ in response.context["news"].years] == [2026, 2025]
    assert 'datetime="2026-01-01"' in response.content.decode()


def test_news_says_so_when_there_is_none(client):
    assert "No news yet" in client.get("/news/").content.decode()


def test_news_lists_no_draft(client):
    NewsPageFactory(title="Secret", live=False)

    assert titles(client.get("/news/")) == []


def test_news_goes_on_over_pages(client):
    for number in range(11):
        NewsPageFactory(title=f"Item {number}", published_on=date(2026, 1, 1 + number))

    assert len(titles(client.get("/news/"))) == 10
    assert titles(client.get("/news/?page=2")) == ["Item 0"]
    assert titles(client.get("/news/?page=x")) == titles(client.get("/news/"))


def test_news_costs_the_same_for_one_and_for_thirty(client, count_queries):
    NewsPageFactory()
    client.get("/news/")
    one = count_queries(lambda: client.get("/news/"))
    NewsPageFactory.create_batch(29)

    assert count_queries(lambda: client.get("/news/")) == one <= 15


def test_news_item_shows_its_date_and_way_back(client):
    item = NewsPageFactory(
        published_on=date(2026, 11, 24), body=[("text", "<p>There is still room.</p>")]
    )
    page = client.get(item.url).content.decode()

    assert '<span class="bigdate__n">24</span>' in page
    assert '<a href="/news/">News</a>' in page
    assert "<p>There is still room.</p>" in page
