"""What search engines read."""

import pytest
from django.urls import reverse

from home.sitemaps import SCREENS
from tests.factories.directory import PenPortraitPageFactory
from tests.factories.home import ContentPageFactory

pytestmark = pytest.mark.django_db


def test_robots_keeps_search_engines_out_of_accounts(client):
    words = client.get("/robots.txt").content.decode()

    assert "Disallow: /account/\n" in words
    assert "Disallow: /\n" not in words
    assert "Sitemap: http://testserver/sitemap.xml" in words


def test_robots_keeps_a_demonstration_out_of_every_index(client, settings):
    settings.DEMO_MODE = True

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n\n"


def test_sitemap_lists_what_is_public_and_nothing_else(client):
    ContentPageFactory(slug="open")
    ContentPageFactory(slug="draft", live=False)
    PenPortraitPageFactory(slug="nobody-yet", draft=True)
    words = client.get("/sitemap.xml").content.decode()

    assert "/what-is-an-ast/</loc>" in words
    assert "<loc>http://testserver/subscribe/</loc>" in words
    assert "/open/</loc>" in words
    assert "draft" not in words
    assert "nobody-yet" not in words


def test_favicon_is_the_mark(client):
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"


def test_every_screen_of_the_sitemap_is_open_to_anyone(client):
    assert [name for name in SCREENS if client.get(reverse(name)).status_code != 200] == []
