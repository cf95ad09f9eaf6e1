"""Every page is opened once, by somebody to whom all are open, with markup and template code
planted in every column of text that there is. What is typed is only words there (SAFETY 51), also
in the chooser's windows; and a screen of the back office asks the database 25 times at the most."""

import json
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.admin.telepath import JSContext
from wagtail.admin.templatetags import wagtailadmin_tags

from directory.services.groups import sync_groups
from tests.config.office_doors import doors
from tests.config.office_screens import screens_among
from tests.config.office_things import everything
from tests.config.planting import PLANTED, SCRIPT, WORKED_OUT, plant
from tests.config.site_forms import addresses
from tests.config.test_routes import office_routes
from tests.factories.core import UserFactory

AT_MOST = 25
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Opened:
    """What a page showed of the markup, and what it asked."""

    path: str
    shows_it: bool
    is_loose: bool
    cost: int
    is_screen: bool


@pytest.fixture(scope="module")
def walks() -> list[list[Opened]]:
    return []


@pytest.fixture
def pages(walks, client, count_queries, monkeypatch) -> list[Opened]:
    """Opened for the test that asks first. The menu at the side is the same for the same person,
    and is packed for the first page alone; papers are not drawn."""
    if not walks:
        monkeypatch.setattr(wagtailadmin_tags, "JSContext", MenuPackedOnce)
        monkeypatch.setattr(MenuPackedOnce, "packed", None)
        monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda self, **options: b"%PDF-")
        walks.append(open_every_page(client, count_queries))
    return walks[0]


class MenuPackedOnce(JSContext):
    packed = None

    def pack(self, obj):
        if MenuPackedOnce.packed is None:
            MenuPackedOnce.packed = super().pack(obj)
        return MenuPackedOnce.packed


def open_every_page(client, count_queries) -> list[Opened]:
    every = doors(everything())
    names = {name for name, _ in office_routes()} | {"school_chooser:choose"}
    screens = {door.path for door in screens_among(every)}
    paths = [door.path for door in every if door.name in names or door.path in screens]
    paths += [path for _, path, _ in addresses()]
    assert len(plant()) >= 80
    sync_groups()
    client.force_login(UserFactory(admin=True))
    client.get("/admin/")
    # Every process knows these after a while, and asks for them no more.
    ContentType.objects.get_for_models(*apps.get_models())
    return [_open(client, count_queries, path, path in screens) for path in paths]


def _open(client, count_queries, path: str, is_screen: bool) -> Opened:
    answers: list = []
    cost = count_queries(lambda: answers.append(client.get(path)))
    if is_screen and cost > AT_MOST:  # something else that a process asks once?
        cost = count_queries(lambda: client.get(path))
    said = shown(answers[0])
    return Opened(
        path=path,
        shows_it=PLANTED[:7] in said or "&lt;script&gt;alert(1)" in said,
        is_loose=SCRIPT in said or WORKED_OUT in said,
        cost=cost,
        is_screen=is_screen,
    )


def shown(answer) -> str:
    """The page, or the page inside a chooser's answer."""
    kind = answer.get("Content-Type", "")
    if answer.streaming or not kind.startswith(("text/html", "application/json")):
        return ""
    said = answer.content.decode()
    if kind.startswith("application/json"):
        try:
            said = str(json.loads(said).get("html", ""))
        except AttributeError:
            return ""
    return said


def test_what_is_typed_is_words_on_every_page(pages):
    assert [page.path for page in pages if page.is_loose] == []
    assert sum(page.shows_it for page in pages) >= 80


def test_every_screen_of_ours_asks_little(pages):
    screens = [page for page in pages if page.is_screen]

    assert len(screens) > 50
    assert {page.path: page.cost for page in screens if page.cost > AT_MOST} == {}
