"""The look in a real browser: no axe violation, no sideways scroll, errors that can be found."""

import pytest

from tests.browser.hands import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Those that `test_public_pages` does not look at.
PUBLIC = [
    "/gallery/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/confirm-email/",
]


@pytest.fixture(autouse=True)
def _gallery(settings):
    settings.DEMO_MODE = True


def test_pages_break_no_rule_and_fit_every_width(page, axe):
    for path in PUBLIC:
        look(page, axe, path)


def test_failed_form_takes_the_reader_to_its_errors(page, axe):
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in").click()
    page.locator(".error-summary").wait_for()

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    axe(page)

    page.get_by_role("link", name="Enter the work email address.").click()
    assert page.evaluate("document.activeElement.name") == "login"


def test_skip_link_is_the_first_stop_and_leads_to_the_page(page):
    page.goto("/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Skip to the main")

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_phone_filters_open_without_script(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    phone = context.new_page()
    phone.goto(f"{live_server.url}/gallery/")

    phone.locator("summary", has_text="Where").click()
    assert phone.get_by_label("Online").is_visible()
    context.close()
