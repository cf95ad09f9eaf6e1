"""What the shared app's tests have in common."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.mail_server import MailServer, running


@pytest.fixture
def mail_words(settings) -> None:
    """The messages `hello`, `plain` and `secret`, which only tests send."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates", *templates[0]["DIRS"]]
    settings.TEMPLATES = templates


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A running mail server, and the site told to use it."""
    with running(MailServer()) as server:
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 2
        yield server
