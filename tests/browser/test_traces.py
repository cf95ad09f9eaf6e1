"""A person signs in, writes to the office and pays by card in a real browser, and leaves no trace
where none belongs (SAFETY 65): no address, log line, cookie or store of the browser has the name,
nothing is asked of another host, and the card's number goes to the provider's page alone."""

import logging
import re

import pytest

from core.models import Message
from subscriptions.models import CardOrder
from tests.browser.test_card_payment import double, fill_in, until  # noqa: F401 -- a fixture
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of
from tests.factories.subscriptions import SubscriptionSchemeFactory

pytestmark = pytest.mark.browser

CANARY = re.compile(r"quillfeather|zephyrine", re.IGNORECASE)
EMAIL, CARD = "zephyrine.quillfeather@example.org", "4242424242424242"
KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


def test_person_leaves_no_trace_in_addresses_logs_or_the_browser(
    page,
    double,  # noqa: F811 -- the fixture
    live_server,
    caplog,
):
    caplog.set_level(logging.DEBUG)
    SubscriptionSchemeFactory(price=15_000, terms="Pay within 30 days.")
    school = SchoolFactory(tier="primary")
    lead_of(school, email=EMAIL, first_name="Zephyrine", last_name="Quillfeather")
    asked, said = [], []
    page.on("request", lambda request: asked.append((request.url, request.post_data or "")))
    page.on("console", lambda message: said.append(message.text))

    page.goto("/account/login/")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill("pass")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/my-school/{school.urn}/")
    page.goto("/contact/")
    page.locator("[name=topic]").first.check()
    page.locator("[name=name]").fill("Zephyrine Quillfeather")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=message]").fill("Zephyrine Quillfeather asks when it is.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/contact/sent/")
    fill_in(page, school, "By card")
    kept = page.evaluate(KEPT)
    page.get_by_role("button", name="Subscribe and pay by card").click()
    page.get_by_label("Card number").fill(CARD)
    page.get_by_role("button", name="Pay").click()
    page.get_by_text("has been paid, and").wait_for(timeout=15_000)
    until(CardOrder.objects.get, lambda order: order.state == "paid")

    assert Message.objects.filter(kind="contact_letter").exists()
    lines = [record.getMessage() for record in caplog.records] + said
    assert [line for line in lines if CANARY.search(line) or CARD in line] == []
    assert [url for url, _ in asked if CANARY.search(url)] == []
    ours = (live_server.url, double.url)
    assert [url for url, _ in asked if not url.startswith(ours)] == []
    with_card = {url for url, typed in asked if CARD in typed}
    assert len(with_card) == 1
    assert all(url.startswith(f"{double.url}/c/pay/") for url in with_card)
    assert not CANARY.search(kept + page.evaluate(KEPT))
