"""The menus, from the settings or the site's own."""

import pytest

from home.menus import FOOTER, MAIN, menus
from home.models import NavigationSettings
from tests.factories.home import ContentPageFactory

pytestmark = pytest.mark.django_db


def link(label: str, page=None, address: str = "") -> dict:
    return {"label": label, "page": page, "address": address}


def keep(**menu) -> NavigationSettings:
    settings = NavigationSettings.load()
    for name, value in menu.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def test_empty_settings_show_the_sites_own_menus():
    assert menus().main == MAIN
    NavigationSettings.load().save()
    assert menus().main == MAIN
    assert menus().footer == FOOTER


def test_every_link_of_the_sites_own_menus_answers(client):
    links = [*MAIN, *(each for group in FOOTER for each in group.items)]

    assert [client.get(each.url).status_code for each in links] == [200] * len(links)


def test_editors_menu_takes_the_place_of_the_sites_own(client):
    history = ContentPageFactory(title="History", slug="history")
    keep(
        main=[
            ("link", link("Our history", history)),
            ("link", link("Hub", address="https://x.org/")),
        ],
        footer=[("column", {"title": "More", "links": [link("Terms", address="/terms/")]})],
    )
    page = client.get("/privacy/").content.decode()

    assert [each.url for each in menus().main] == ["/history/", "https://x.org/"]
    assert '<a href="/history/">Our history</a>' in page
    assert '<h2>More</h2><ul><li><a href="/terms/">Terms</a></li></ul>' in page
    assert ">Find an AST</a></li>" not in page.split("</header>")[0]


def test_page_taken_down_leaves_the_menu():
    page = ContentPageFactory(slug="gone", live=False)
    keep(main=[("link", link("Gone", page)), ("link", link("Here", address="/here/"))])

    assert [each.url for each in menus().main] == ["/here/"]


def test_a_change_shows_at_once_although_menus_are_kept(kept_fragments, count_queries):
    keep(main=[("link", link("First", address="/first/"))])
    assert menus().main[0].label == "First"
    assert count_queries(menus) == 1

    keep(main=[("link", link("Second", address="/second/"))])
    assert menus().main[0].label == "Second"
