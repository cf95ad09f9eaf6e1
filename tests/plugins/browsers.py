"""A real Chromium that reaches this machine alone, and a page that minds its manners."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from bin import machine

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    # Every name but this machine's own leads nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
HERE = ("localhost", "127.0.0.1")
PATIENCE_MILLISECONDS = 10_000


def chromium() -> str:
    """The browser's path."""
    found = machine.browser()
    if not found:
        why = f"Chromium is missing: sudo apt-get install -y {machine.BROWSER}"
        pytest.fail(why, pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def csp_violations() -> list[str]:
    """What the browser refused to run or load. Empty it where a test means it."""
    return []


@pytest.fixture
def page_problems() -> list[str]:
    """Script that failed, files that did not come, other hosts that were asked for something."""
    return []


@pytest.fixture
def context(context, csp_violations, page_problems):
    """A browser context whose pages report what they did wrong."""
    context.set_default_timeout(PATIENCE_MILLISECONDS)

    def on_console(message) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            csp_violations.append(message.text)

    def on_request(request) -> None:
        host = urlsplit(request.url).hostname
        if host and host not in HERE:
            page_problems.append(f"asked another host: {request.url}")

    def on_response(response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            page_problems.append(f"{response.status} for {response.url}")

    context.on("console", on_console)
    context.on("weberror", lambda error: page_problems.append(str(error.error)))
    context.on("request", on_request)
    context.on("response", on_response)
    return context


@pytest.fixture
def page(context, csp_violations, page_problems) -> Iterator:
    """A page; at the end it must have broken no policy, failed no script, asked no other host."""
    page = context.new_page()
    yield page
    assert csp_violations == []
    assert page_problems == []
