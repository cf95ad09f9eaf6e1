"""Every address of the back office, ours and Wagtail's, with something standing at each; and
whether it opens for somebody (tests/config/test_office_matrix.py).

A view is called past the middleware, and what a call changes is taken back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.views import View
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic.preview import StreamFieldBlockPreview
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page

from core.models import User
from directory.landing import landing_url
from tests.config.asking import answer_of

ADMIN = "admin/"
BULK = "wagtail_bulk_action"
# These look whether there is anything only as they gather what they show.
LOOK_LATE = (BulkAction, StreamFieldBlockPreview)


@dataclass(frozen=True)
class Door:
    """An address as the table names it, and one like it that leads to something."""

    name: str
    path: str
    at: tuple[str, int] = ("", 0)  # what a bulk action is about: its model and its number

    def what_is_there(self) -> list[dict]:
        label, number = self.at
        return list(apps.get_model(label).objects.filter(pk=number).values())


def patterns(resolver: URLResolver, names: tuple[str, ...] = (), prefix: str = ""):
    """Every pattern below a resolver: its full name, its whole route, itself."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, (*names, *filter(None, [each.namespace])), route)
        else:
            yield ":".join((*names, each.name or "")), route, each


def office_patterns() -> Iterator[tuple[str, str, URLPattern]]:
    return (each for each in patterns(get_resolver()) if each[1].startswith(ADMIN))


def doors(things: dict[str, object]) -> list[Door]:
    """One for each address; several where one address serves several models or kinds of page."""
    found: dict[str, Door] = {}
    for name, route, _ in office_patterns():
        for variant, places in _variants(name, things):
            said = f"{name or route}{variant}"
            # One name with two addresses: without the number of a thing, and with it.
            said = f"{said} (2)" if said in found else said
            path = "/" + _filled(route, name, {**things, **places})
            found[said] = Door(said, path, places.get("at", ("", 0)))
    return list(found.values())


def _variants(name: str, things: dict) -> Iterator[tuple[str, dict]]:
    if name.startswith("wagtailsettings:"):
        for model in settings_registry:
            label = model._meta.label_lower
            app, _, word = label.partition(".")
            yield f" {label}", {"app_name": app, "model_name": word, "pk": model.load().pk}
    elif name in ("wagtailadmin_pages:add", "wagtailadmin_pages:preview_on_add"):
        for label, parent in things["page types"].items():
            app, _, word = label.partition(".")
            below = {"content_type_app_name": app, "content_type_model_name": word}
            yield f" {label}", {**below, "parent_page_id": parent}
    elif name == BULK:
        for label, action in bulk_actions():
            app, _, word = label.partition(".")
            there = {"app_label": app, "model_name": word, "action": action}
            number = things[label]
            query = {"query": f"?id={number}", "at": (label, number)}
            yield f" {label} {action}", {**there, **query}
    else:
        yield "", things.get(name, {}) if isinstance(things.get(name), dict) else {}


_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def _filled(route: str, name: str, things: dict) -> str:
    if "revisions/compare" in route:
        return f"admin/pages/{things['page_id']}/revisions/compare/earliest...latest/"
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "")
    space = name.rpartition(":")[0]

    def fill(place: re.Match) -> str:
        word = place[1]
        if word == "pk" and word not in things:
            return str(things.get(name, things.get(space, 1)))
        return str(things.get(word, 1))

    return _PLACE.sub(fill, route).replace(".*", "nowhere") + things.get("query", "")


class PageReached(Exception):
    """Nothing refused: the view is about to gather what its page shows."""


@contextmanager
def stopping_at_the_page() -> Iterator[None]:
    """What a page shows is not gathered either: who may is asked before."""
    set_up = View.setup

    def reached(*args, **context) -> None:
        raise PageReached

    def set_up_to_stop(self, request, *args, **kwargs) -> None:
        set_up(self, request, *args, **kwargs)
        if not isinstance(self, LOOK_LATE):
            self.get_context_data = reached

    with patch.object(View, "setup", set_up_to_stop):
        yield


def opens(door: Door, user: User, method: str) -> bool | None:
    """True when the address answers this person with more than a refusal; None where it takes no
    such request. What Wagtail trips over where a form is sent empty has let the person in."""
    with transaction.atomic():
        try:
            if door.name.startswith(BULK):
                return _bulk_opens(door, user, method)
            return _is_open(_answer(door, user, method), user)
        except (PageReached, AttributeError, KeyError):
            return True
        finally:
            transaction.set_rollback(True)


def _bulk_opens(door: Door, user: User, method: str) -> bool:
    """A bulk action opens where it finds something that the person may do it to, or does it."""
    before = door.what_is_there()
    answer = _answer(door, user, method)
    if method == "get" and answer.status_code == 200:
        return bool(answer.context_data.get("items"))
    return door.what_is_there() != before


def _is_open(answer: HttpResponse, user: User) -> bool | None:
    if answer.status_code == 405:
        return None
    if answer.status_code in (301, 302):
        away = answer["Location"]
        first_pages = ("/admin/", landing_url(user))
        return away not in first_pages and not away.startswith(("/account/", "/admin/login/"))
    return answer.status_code not in (401, 403, 404)


def _answer(door: Door, user: User, method: str) -> HttpResponse:
    # Where to go next: without it some go to the first page, as a refusal does.
    data = {"next": "/admin/pages/"} if method == "post" else {}
    return answer_of(door.path, user, method, data)


def bulk_actions() -> list[tuple[str, str]]:
    """What may be done to many at once: the model and the action."""
    bulk_action_registry._scan_for_bulk_actions()
    return [
        (f"{app}.{model}", action)
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def page_types(parents: list[Page]) -> dict[str, int]:
    """Every kind of page that may stand somewhere, with a parent that takes it."""
    found = {}
    for parent in parents:
        for kind in type(parent.specific).creatable_subpage_models():
            found.setdefault(kind._meta.label_lower, parent.pk)
    return found
