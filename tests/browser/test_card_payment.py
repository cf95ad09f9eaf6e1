"""Subscribing and paying by card in a real browser, against the Stripe double over HTTP."""

import copy
from time import monotonic, sleep

import pytest

from directory.enums import Role
from directory.models import RoleAssignment
from subscriptions.gateways.double.server import StripeDouble
from subscriptions.models import CardOrder, Invoice, Subscription
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.invoices import issue_invoice
from tests.browser.hands import fits, look_at_screens, sign_in
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.browser

SECRET = "whsec_in_the_browser"


@pytest.fixture
def double(live_server, settings):
    """The double, and a site that sends its payers there."""
    webhook = f"{live_server.url}/stripe/webhook/"
    with StripeDouble(
        webhook_url=webhook, webhook_secret=SECRET, webhook_delay=0.1, settle_after=0.2
    ) as running:
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"] = ["'self'", running.url]
        settings.CONTENT_SECURITY_POLICY = policy
        settings.PAYMENT_GATEWAY = ""
        settings.DEMO_MODE = True
        settings.SITE_URL = live_server.url
        settings.STRIPE_SECRET_KEY = "sk_test_double"
        settings.STRIPE_WEBHOOK_SECRET = SECRET
        settings.STRIPE_API_BASE = running.url
        yield running


@pytest.fixture
def school(live_server):
    SubscriptionSchemeFactory(price=15_000, terms="Pay within 30 days.")
    return SchoolFactory(tier="primary")


@pytest.fixture
def lead(page, live_server, school):
    """A page on which a lead of the school is signed in."""
    user = UserFactory()
    RoleAssignment.objects.create(user=user, role=Role.SCHOOL_LEAD, school=school)
    sign_in(page.context, live_server.url, user)
    return page


def fill_in(page, school, how):
    """The three steps, up to the last button."""
    page.goto("/subscribe/")
    page.get_by_role("link", name=school.name).click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label(how).check()
    page.get_by_label("Finance contact’s email address").fill("finance@example.org")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("We agree to the terms").check()


def test_declined_then_paid_then_active(double, lead, school):
    fill_in(lead, school, "By card")
    lead.get_by_role("button", name="Subscribe and pay by card").click()
    lead.get_by_role("heading", name="Study group subscription").wait_for()

    lead.get_by_label("Card number").fill("4000 0000 0000 0002")
    lead.get_by_role("button", name="Pay").click()
    lead.get_by_text("declined").first.wait_for()
    assert Subscription.objects.get().state == "applied"

    lead.get_by_label("Card number").fill("4242 4242 4242 4242")
    lead.get_by_role("button", name="Pay").click()
    lead.get_by_text("has been paid, and").wait_for(timeout=15_000)
    assert Subscription.objects.get().state == "active"
    assert CardOrder.objects.get().state == "paid"

    lead.get_by_role("link", name="Open the subscription").click()
    lead.get_by_text("£150.00 by card").wait_for()


def test_bank_that_takes_its_time_is_waited_for(double, lead, school):
    fill_in(lead, school, "By card")
    lead.get_by_role("button", name="Subscribe and pay by card").click()
    lead.get_by_label("Bank debit that arrives a little later").check()
    lead.get_by_role("button", name="Pay").click()
    lead.get_by_text("has been paid, and").wait_for(timeout=20_000)
    assert Subscription.objects.get().state == "active"


def test_invoice_that_waits_is_paid_by_card_from_its_page(double, lead, school):
    fill_in(lead, school, "By invoice")
    lead.get_by_role("button", name="Subscribe").click()
    lead.get_by_role("button", name="Pay by card").click()
    lead.get_by_label("Card number").fill("4242424242424242")
    lead.get_by_role("button", name="Pay").click()
    lead.get_by_text("has been paid, and").wait_for(timeout=15_000)
    assert Subscription.objects.get().invoices.get().state == "paid"


def test_closed_tab_and_late_webhook_still_end_paid(double, lead, school):
    """SAFETY 24, 26: the payer pays and closes the tab; the webhook takes its time."""
    double.faults.set({"delay_events": {"*": 2}, "duplicate_events": 1})
    fill_in(lead, school, "By card")
    lead.get_by_role("button", name="Subscribe and pay by card").click()
    lead.get_by_role("heading", name="Study group subscription").wait_for()
    tab = lead.context.new_page()
    tab.goto(lead.url)
    lead.close()
    tab.get_by_label("Card number").fill("4242 4242 4242 4242")
    tab.get_by_role("button", name="Pay").click()
    tab.get_by_text("Waiting for confirmation").first.wait_for()
    assert (CardOrder.objects.get().state, Subscription.objects.get().state) == ("open", "applied")
    tab.get_by_text("has been paid, and").wait_for(timeout=20_000)
    assert (CardOrder.objects.count(), Subscription.objects.get().state) == (1, "active")


def test_refund_from_the_back_office_and_a_dispute(double, page, live_server, school, axe):
    """SAFETY 27: a part goes back with a credit note, the rest is disputed and lost."""
    subscription = SubscriptionFactory(school=school, priced=True)
    page.goto(start_card_payment(subscription, by=None))
    page.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url(f"{live_server.url}/**")
    order = until(CardOrder.objects.get, lambda order: order.state == "paid")
    sign_in(page.context, live_server.url, UserFactory(admin=True))

    page.goto(f"/admin/subscriptions/cards/inspect/{order.pk}/")
    page.get_by_role("link", name="Give money back").first.click()
    page.get_by_label("Amount in pounds").fill("50")
    page.get_by_label("Reason").fill("One term too many.")
    axe(page, schemes=("light",))
    page.get_by_role("button", name="Give it back").click()
    page.get_by_text("£50.00 is on its way back to the card.").wait_for()
    page.get_by_role("link", name="credit note INV-C").wait_for()
    assert Invoice.objects.get().paid_pence == 10_000

    page.goto(order.gateway_url)
    page.get_by_role("button", name="The cardholder disputes").click()
    page.get_by_role("button", name="The bank takes the money back").click()
    until(order.disputes.first, lambda dispute: dispute and dispute.state == "lost")
    page.goto(f"/admin/subscriptions/cards/inspect/{order.pk}/")
    page.get_by_text("gone back £150.00").wait_for()
    axe(page, schemes=("light",))
    assert Invoice.objects.get().outstanding_pence == 10_000


def until(look, wanted):
    """What `look` finds once it is as wanted, or after 10 seconds."""
    end = monotonic() + 10
    while not wanted(found := look()) and monotonic() < end:
        sleep(0.05)
    assert wanted(found)
    return found


def test_pages_break_no_rule_and_do_not_scroll_sideways(lead, school, axe):
    def look():
        axe(lead)
        fits(lead)

    def press(role, name):
        """Look at the page that follows, not at the one that is going."""
        with lead.expect_navigation():
            lead.get_by_role(role, name=name).click()
        look()

    lead.goto("/subscribe/")
    look()
    press("link", school.name)
    lead.get_by_label("Your school’s contact").fill("")
    press("button", "Continue")
    lead.get_by_label("Your school’s contact").fill("Nell Hatherley")
    press("button", "Continue")
    lead.get_by_label("Finance contact’s email address").fill("finance@example.org")
    press("button", "Continue")
    lead.get_by_label("We agree to the terms").check()
    press("button", "Subscribe")
    press("link", "Open the invoice")
    lead.goto(f"/my-school/{school.urn}/")
    look()


def test_way_back_breaks_no_rule(lead, school, axe):
    subscription = SubscriptionFactory(school=school, priced=True)
    start_card_payment(subscription, by=None)
    order = CardOrder.objects.get()
    for state in ("paid", "pending", "failed", "held"):
        CardOrder.objects.update(state=state)
        lead.goto(f"/my-school/{school.urn}/card/{order.reference}/")
        axe(lead)


def test_back_office_breaks_no_rule(page, live_server, school, axe):
    """Lists and what opens from them are `test_office_screens`' to look at."""
    subscription = SubscriptionFactory(school=school, priced=True)
    issue_invoice(subscription, by=None)
    sign_in(page.context, live_server.url, UserFactory(admin=True))
    base = "/admin/subscriptions/schools"
    forms = (f"{base}/payment/{subscription.pk}/", f"{base}/cancel/{subscription.pk}/")
    look_at_screens(page, axe, forms)
