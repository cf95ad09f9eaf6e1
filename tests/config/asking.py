"""Asking for hundreds of addresses in seconds: a view past the middleware, a page that is not
drawn, and everything taken back.

Who may is asked before a page is drawn, so that a refusal is seen as well without drawing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.template.backends.django import Template
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, resolve

from core.models import User


@contextmanager
def undrawn() -> Iterator[None]:
    """Every template comes out empty."""
    with patch.object(Template, "render", lambda self, context=None, request=None: ""):
        yield


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(user: User) -> Client:
    """A browser of this person's."""
    client = Client()
    client.force_login(user)
    return client


def answer_of(path: str, user: User | None, method: str, data: dict | None = None) -> HttpResponse:
    """What the view there says to this person, or to a stranger."""
    request = getattr(RequestFactory(), method)(path, data)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    found = request.resolver_match = _found(request.path)
    try:
        return found.func(request, *found.args, **found.kwargs)
    except PermissionDenied:
        return HttpResponse(status=403)
    except Http404:
        return HttpResponse(status=404)


@cache
def _found(path: str) -> ResolverMatch:
    return resolve(path)
