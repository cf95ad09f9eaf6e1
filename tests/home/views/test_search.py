"""The search page: by GET, in pages, and quick whatever is typed."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories.home import ContentPageFactory, NewsPageFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def test_search_page_is_empty_before_a_search(client):
    response = client.get("/search/")

    assert response.status_code == 200
    assert b"result" not in response.content.split(b"<main")[1].split(b"</main")[0]


def test_search_page_says_how_many_and_keeps_the_words(client):
    ContentPageFactory(title="Quokka")
    page = client.get("/search/", {"q": "Quokka"}).content.decode()

    assert "<b>1 result</b> for “Quokka”" in page
    assert 'value="Quokka"' in page


def test_search_page_says_what_to_do_when_nothing_is_found(client):
    page = client.get("/search/", {"q": "quokka"}).content.decode()

    assert "Nothing has all these words" in page
    assert "Try fewer words" in page


def test_search_page_narrows_to_one_kind(client):
    ContentPageFactory(title="Quokka page")
    NewsPageFactory(title="Quokka news")
    both = client.get("/search/", {"q": "quokka"}).content.decode()
    news = client.get("/search/", {"q": "quokka", "kind": "news"}).content.decode()

    assert "All (2)" in both
    assert "Pages (1)" in both
    assert "Quokka news" in news
    assert "Quokka page" not in news


def test_search_page_goes_on_over_pages(client):
    for number in range(21):
        ContentPageFactory(title=f"Quokka {number:02}")
    second = client.get("/search/", {"q": "quokka", "page": "2"})

    assert [hit.title for hit in second.context["hits"]] == ["Quokka 20"]
    assert "?q=quokka&amp;page=1" in second.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999999999999"])
def test_search_page_answers_any_page_number(client, page):
    ContentPageFactory(title="Quokka")

    assert client.get("/search/", {"q": "quokka", "page": page}).status_code == 200


@pytest.mark.parametrize(
    "typed", ["'", '"', "%", "_", "\\", "\x00", "{{7*7}}", "<script>", "a\x00b"]
)
def test_search_page_takes_odd_words(client, typed):
    response = client.get("/search/", {"q": typed, "kind": typed})

    assert response.status_code == 200
    assert b"<script>" not in response.content
    assert b"49" not in response.content.split(b"<main")[1].split(b"</main")[0]


@pytest.mark.parametrize("letters", ["a" * 100_000, "ab " * 33_333, "% _ ' " * 16_666])
def test_a_hundred_kilobytes_cost_less_than_a_second(rf, letters):
    """SAFETY 57. The web server refuses such an address; the search must not need it to."""
    from home.views.search import search

    StudyGroupSessionFactory.create_batch(5, title="ab ab ab")
    request = rf.get("/search/", {"q": letters})
    request.user = AnonymousUser()
    started = time.process_time()
    response = search(request)

    assert response.status_code == 200
    assert time.process_time() - started < 1


def test_search_is_read_only(client):
    assert client.post("/search/", {"q": "x"}).status_code == 405
