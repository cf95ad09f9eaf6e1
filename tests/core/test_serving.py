"""Pages found the short way answer as Wagtail would."""

import pytest
from django.core.cache import caches
from wagtail.models import PageViewRestriction

from home.models import ContentPage
from tests.factories.home import the_home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["kept", "not kept"], autouse=True)
def _kept(request, settings):
    """Both where a process keeps what it found, and where it does not."""
    kinds = {"kept": "locmem.LocMemCache", "not kept": "dummy.DummyCache"}
    backend = f"django.core.cache.backends.{kinds[request.param]}"
    settings.CACHES = {**settings.CACHES, "fragments": {"BACKEND": backend}}
    yield
    caches["fragments"].clear()


def a_page(parent=None, **given) -> ContentPage:
    page = ContentPage(**{"title": "About us", "slug": "about-us", **given})
    (parent or the_home_page()).add_child(instance=page)
    return page


def status(client, url: str) -> int:
    return client.get(url).status_code


def test_page_is_served_at_any_depth(client):
    below = a_page(a_page(), title="Below", slug="below")
    for _ in range(2):
        assert b"Below" in client.get("/about-us/below/").content
    assert below.get_url() == "/about-us/below/"
    assert status(client, "/") == 200


def test_page_that_is_taken_down_is_gone_at_once(client):
    page = a_page()
    assert status(client, "/about-us/") == 200
    page.unpublish()
    assert status(client, "/about-us/") == 404
    page.save_revision().publish()
    assert status(client, "/about-us/") == 200
    page.delete()
    assert status(client, "/about-us/") == 404


def test_page_that_is_moved_is_at_its_new_address_alone(client):
    page, elsewhere = a_page(), a_page(title="Elsewhere", slug="elsewhere")
    assert status(client, "/about-us/") == 200
    page.move(elsewhere, pos="last-child")
    assert client.get("/about-us/").headers["Location"] == "/elsewhere/about-us/"
    assert status(client, "/elsewhere/about-us/") == 200


def test_another_page_at_an_old_address_is_the_one_that_is_shown(client):
    page = a_page()
    client.get("/about-us/")
    page.slug = "about-them"
    page.save()
    a_page(title="Newcomer")
    assert b"Newcomer" in client.get("/about-us/").content


def test_page_for_some_people_only_asks_at_once(client):
    page = a_page()
    assert status(client, "/about-us/") == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert status(client, "/about-us/") == 302


@pytest.mark.parametrize("url", ["/nothing/", "/about-us/nothing/", "/about-us//", "/-/"])
def test_what_is_no_page_is_not_found(client, url):
    a_page()
    assert status(client, url) == 404


def test_other_host_names_lead_to_the_default_site(client):
    a_page()
    assert client.get("/about-us/", headers={"host": "127.0.0.1"}).status_code == 200
