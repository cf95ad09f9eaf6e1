"""The main job from end to end, by the people who do it, each in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.academic_year import AcademicYear
from directory.enums import Role, Tier
from directory.models import SchoolClaim
from psg_catalogue.models import Booking, CataloguePage, StudyGroupPage, StudyGroupSession
from psg_catalogue.queries.forum_report import forum_figures
from subscriptions.gateways.double.server import StripeDouble
from subscriptions.models import Subscription
from tests.browser.journey import People, claim, has_begun, in_a_fortnight, sign_up
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionSchemeFactory

pytestmark = pytest.mark.browser
FENNEL, PLOVER = "Fennelcombe Lower School", "Plovermere Middle School"


@pytest.fixture
def double(settings, live_server):
    """The Stripe double, and a site that pays by it."""
    with StripeDouble(
        webhook_url=f"{live_server.url}/stripe/webhook/",
        webhook_secret=settings.STRIPE_WEBHOOK_SECRET,
        webhook_delay=0,
    ) as running:
        settings.PAYMENT_GATEWAY = ""
        settings.STRIPE_SECRET_KEY = "sk_test_double"
        settings.STRIPE_API_BASE = running.url
        settings.DEMO_MODE = True
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**directives, "form-action": ["'self'", running.url]}
        }
        yield running


@pytest.fixture
def people(browser, live_server, browser_context_args, settings):
    settings.SITE_URL = live_server.url
    everyone = People(browser, live_server.url, browser_context_args)
    yield everyone
    assert everyone.problems == []


@pytest.fixture
def schools(live_server):
    SubscriptionSchemeFactory(price=15_000, terms="Pay within 30 days.")
    return SchoolFactory(name=FENNEL, tier=Tier.LOWER), SchoolFactory(name=PLOVER)


def test_the_main_job_from_end_to_end(people, schools, double):
    before = forum_figures(AcademicYear.current())
    publish(people)
    session = StudyGroupSession.objects.get()
    lead = join(people, FENNEL, "maud@example.org", "Maud", "Ellerwood")
    other = join(people, PLOVER, "hal@example.org", "Hal", "Summerscale")
    subscribe_by_invoice(people, lead, schools[0])
    subscribe_by_card(other, schools[1])

    book(lead, session, ["Nell Ashcroft", "Otto Birchley", "Juno Cornwick"])
    book(other, session, ["Silas Driftwood"])
    assert Booking.objects.waiting().get().colleague.name == "Silas Driftwood"
    cancel(lead, "Otto Birchley")
    assert Booking.objects.waiting().count() == 0
    accept(people, "silas.driftwood@example.org")

    has_begun(session)
    take_register(people, session)
    answer(people, ["nell.ashcroft@example.org", "silas.driftwood@example.org"])

    after = forum_figures(AcademicYear.current())
    assert after.subscribing_schools - before.subscribing_schools == 2
    assert after.sessions_held - before.sessions_held == 1
    assert after.attendances - before.attendances == 4
    assert after.schools_attending - before.schools_attending == 2
    assert after.sessions_evaluated - before.sessions_evaluated == 1
    assert after.evaluation_response_percent == 50
    report(people)


def publish(people) -> None:
    """An editor publishes a study group and puts a session on the programme."""
    page = people.staff(Role.EDITOR)
    catalogue = CataloguePage.objects.get()
    page.goto(f"/admin/pages/add/psg_catalogue/studygrouppage/{catalogue.pk}/")
    page.wait_for_load_state("networkidle")
    page.locator("[name=title]").fill("Reasoning every day")
    page.locator("[name=title]").press("Tab")
    expect(page.locator("[name=slug]")).not_to_have_value("")
    page.locator("[name=summary]").fill("Short prompts that make pupils explain.")
    page.locator("button[name=action-publish]").first.evaluate("button => button.click()")
    page.get_by_text("created and published").wait_for()
    group = StudyGroupPage.objects.get(title="Reasoning every day")
    assert group.live

    page.goto(f"/admin/pages/add/psg_catalogue/sessionpage/{group.pk}/")
    page.locator("[name=title]").fill("Prompts that travel")
    page.locator("[name=day]").fill(in_a_fortnight())
    page.locator("[name=starts]").fill("16:15")
    page.locator("[name=ends]").fill("17:45")
    page.locator("[name=venue_note]").fill("The library")
    page.locator("[name=capacity]").fill("3")
    # By keyboard, as the picker of times lies over the button until it is left.
    page.get_by_role("button", name="Add a session").press("Enter")
    page.get_by_text("is on the programme").wait_for()


def join(people, school: str, email: str, first: str, last: str):
    """A new school: its lead makes an account, and the office agrees the claim."""
    page = sign_up(people, email=email, first=first, last=last)
    claim(page, school, job="Deputy headteacher")
    office = people.staff(Role.PSG_ORGANISER)
    waiting = SchoolClaim.objects.get(user__email=email)
    office.goto(f"/my-school/{waiting.school.urn}/claims/{waiting.pk}/")
    office.get_by_role("button", name="Yes, give access").click()
    office.wait_for_load_state()
    page.goto("/my-school/")
    page.get_by_role("heading", name=school).first.wait_for()
    return page


def apply(page, urn: str, *, pay: str, number: str = "") -> None:
    """The three steps of applying."""
    page.goto(f"/my-school/{urn}/subscribe/")
    page.locator("[name=contact_name]").fill("Maud Ellerwood")
    page.locator("[name=contact_email]").fill("maud@example.org")
    page.locator("[name=invoice_address]").fill("Mill Lane\nFennelcombe\nZZ1 1AA")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label(pay).check()
    page.locator("[name=purchase_order_number]").fill(number)
    page.locator("[name=finance_email]").fill("bursar@example.org")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("We agree to the terms").check()
    page.get_by_role("button", name="Subscribe").click()
    page.wait_for_load_state()


def subscribe_by_invoice(people, page, school) -> None:
    """The invoice makes it active; staff record the transfer."""
    apply(page, school.urn, pay="By invoice", number="PO-4711")
    subscription = Subscription.objects.get(school=school)
    assert (subscription.state, subscription.invoices.count()) == ("active", 1)

    finance = people.staff(Role.FINANCE)
    finance.goto(reverse("school_subscription:inspect", args=[subscription.pk]))
    finance.get_by_role("link", name="Record a payment").first.click()
    finance.locator("main form button[type=submit]").last.click()
    finance.wait_for_load_state()
    assert subscription.invoices.get().state == "paid"


def subscribe_by_card(page, school) -> None:
    """A declined card leaves the page open; the webhook, not the return, makes it active."""
    apply(page, school.urn, pay="By card")
    page.get_by_text("no money moves", exact=False).first.wait_for()
    page.get_by_label("Card number").fill("4000 0000 0000 0002")
    page.get_by_role("button", name="Pay").click()
    page.get_by_text("declined", exact=False).first.wait_for()
    assert Subscription.objects.get(school=school).state == "applied"
    page.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_role("button", name="Pay").click()
    page.get_by_text("has been paid, and").wait_for(timeout=20_000)
    assert Subscription.objects.get(school=school).state == "active"


def book(page, session, names: list[str]) -> None:
    """A lead books colleagues who are not on the staff list yet."""
    page.goto(f"/sessions/{session.pk}/book/")
    for number, name in enumerate(names):
        if number:
            page.get_by_role("button", name="Add another line").click()
        line = page.locator("[name$='-name']").nth(number)
        line.fill(name)
        email = f"{name.lower().replace(' ', '.')}@example.org"
        page.locator("[name$='-email']").nth(number).fill(email)
    page.locator("main form .form__actions button, main form button:not([name=more])").last.click()
    page.wait_for_url("**/booked/**")


def cancel(page, name: str) -> None:
    booking = Booking.objects.confirmed().get(colleague__name=name)
    page.goto(f"/bookings/{booking.pk}/cancel/")
    page.get_by_role("button", name="Yes, give the place back").click()
    page.wait_for_load_state()
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED_BY_SCHOOL


def accept(people, address: str) -> None:
    """Somebody from the waiting list takes the place they are offered, without signing in."""
    page = people.page()
    page.goto(people.link(address, "A place has come free", "/places/offer/"))
    page.get_by_role("button", name="Yes, I am coming").click()
    page.get_by_role("heading", name="You have the place").wait_for()


def take_register(people, session) -> None:
    """The office marks three present, adds a walk-in and closes."""
    page = people.staff(Role.PSG_ORGANISER)
    page.goto(f"/registers/{session.pk}/")
    for cell in page.locator(".register__row .cell--present").all():
        cell.click()
    door = page.locator("#walk-in")
    door.get_by_label("Name", exact=True).fill("Calla Winterdale")
    door.get_by_label("School", exact=True).fill(FENNEL)
    page.get_by_role("button", name="Add and mark present").click()
    page.get_by_text("Calla Winterdale is marked present.").wait_for()
    page.goto(f"/registers/{session.pk}/close/")
    page.get_by_role("button", name="Close register").click()
    page.wait_for_load_state()
    session.refresh_from_db()
    assert session.state == "held"
    assert session.evaluations_asked == 4


def answer(people, addresses: list[str]) -> None:
    """Two people answer by the links they were sent, without signing in."""
    for address in addresses:
        page = people.page()
        page.goto(people.link(address, "How was", "/evaluation/"))
        for scale in page.locator("fieldset.scale").all():
            scale.locator("input[value='4']").check()
        page.get_by_role("button", name="Send my answers").click()
        page.get_by_text("Thank you. Your answers are in, without your name.").wait_for()
        page.get_by_role("heading", name="Certificate").first.wait_for()


def report(people) -> None:
    """The report's page says the same."""
    page = people.staff(Role.AST_COORDINATOR)
    page.goto("/reports/schools-forum/")
    page.get_by_text("2 schools subscribed", exact=False).wait_for()
    page.get_by_text("1 session took place, with 4 attendances", exact=False).wait_for()
