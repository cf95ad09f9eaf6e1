"""Every public page in a real Chromium: axe in light and dark, no sideways scroll, policy kept.

To add a page, add a line to PAGES: its name, and its address on the seeded site. A page that needs
something to show gets it in `seed`."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import PartnershipSettings
from directory.enums import Season
from directory.models import Term
from subscriptions.models import PriceRule, SubscriptionScheme
from tests.browser.hands import fits
from tests.factories.directory import (
    KeyStageFactory,
    LocalAuthorityFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SubjectFactory,
)
from tests.factories.home import NewsPageFactory
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES: dict[str, Callable[[SimpleNamespace], str]] = {
    "home": lambda site: "/",
    "catalogue": lambda site: "/study-groups/",
    "catalogue, nothing found": lambda site: "/study-groups/?q=quokka",
    "calendar": lambda site: f"/study-groups/calendar/{site.today:%Y/%-m}/",
    "study group": lambda site: site.group.url,
    "session": lambda site: site.open.page.url,
    "session, full": lambda site: site.full.page.url,
    "session, cancelled": lambda site: site.cancelled.page.url,
    "session, held": lambda site: site.held.page.url,
    "directory": lambda site: "/find-an-ast/",
    "directory on paper": lambda site: "/find-an-ast/print/",
    "portrait": lambda site: site.portrait.url,
    "news": lambda site: "/news/",
    "news item": lambda site: site.news.url,
    "search": lambda site: "/search/",
    "search, found": lambda site: "/search/?q=reasoning",
    "search, nothing found": lambda site: "/search/?q=quokka",
    "contact": lambda site: f"/contact/?topic=ast&about={site.portrait.slug}",
    "contact, sent": lambda site: "/contact/sent/",
    "what is an AST": lambda site: "/what-is-an-ast/",
    "how study groups work": lambda site: "/how-study-groups-work/",
    "accessibility statement": lambda site: "/accessibility/",
    "accessibility report": lambda site: "/accessibility/report/",
    "accessibility report, sent": lambda site: "/accessibility/report/sent/",
    "privacy": lambda site: "/privacy/",
    "subscribe": lambda site: "/subscribe/",
    "evaluation code": lambda site: "/evaluation/",
    "sign in": lambda site: "/account/login/",
    "sign up": lambda site: "/account/signup/",
    "not found": lambda site: "/nothing-here/",
}


def seed() -> SimpleNamespace:
    """A small site with something in every state."""
    today = timezone.localdate()
    year = AcademicYear.of(today).start
    Term.objects.get_or_create(
        authority=LocalAuthorityFactory(code=PartnershipSettings.load().host_authority_code),
        academic_year=year,
        season=Season.AUTUMN,
        defaults={
            "starts_on": today - timezone.timedelta(days=40),
            "ends_on": today + timezone.timedelta(days=40),
        },
    )
    scheme = SubscriptionScheme.objects.create(academic_year=year, name="This year")
    for price, inside in ((15000, True), (24000, False)):
        PriceRule.objects.create(scheme=scheme, price_pence=price, in_host_authority=inside)
    words = {"subjects": [SubjectFactory()], "key_stages": [KeyStageFactory()]}
    leader = PractitionerFactory(name="Osric Penhallow-Batt")
    portrait = PenPortraitPageFactory(
        practitioner=leader, availability="Wednesday, whole day", **words
    )
    PenPortraitPageFactory(practitioner=PractitionerFactory(own_school=True))
    group = StudyGroupPageFactory(
        title="Reasoning every day in mathematics", leaders=[leader], **words
    )

    def session(**fields):
        return StudyGroupSessionFactory(study_group=group, **fields)

    return SimpleNamespace(
        today=today,
        group=group,
        portrait=portrait,
        open=session(starts_at=twilight(2), booked=3),
        full=session(starts_at=twilight(3), full=True, waiting=2),
        cancelled=session(starts_at=twilight(4), cancelled=True),
        online=session(starts_at=twilight(9), online=True),
        held=session(held=True, came=4),
        news=NewsPageFactory(title="Places left", body=[("text", "<p>Come and see.</p>")]),
    )


def test_public_pages_break_no_rule_and_fit_every_width(page, axe):
    """One visit to each page, since a visit is what costs; the failure says which and what."""

    def reads_on_a_phone(page) -> None:
        page.set_viewport_size({"width": 320, "height": 700})
        axe(page, ("light",))
        page.set_viewport_size({"width": 1280, "height": 900})

    def is_named(page) -> None:
        assert page.locator("h1").count() == 1, "one h1"
        assert page.locator("main").count() == 1, "one main"
        assert page.title().endswith(" | Marlshire Learning Partnership"), page.title()

    on_every_page(page, seed(), fits, axe, reads_on_a_phone, is_named)


def on_every_page(page, site: SimpleNamespace, *checks: Callable) -> None:
    """Do the checks on each page, and say at the end what was wrong on which."""
    wrong = []
    for name, address in PAGES.items():
        answer = page.goto(address(site))
        if answer.status != (404 if name == "not found" else 200):
            wrong.append(f"{name}: {answer.status} for {page.url}")
            continue
        for check in checks:
            try:
                check(page)
            except AssertionError as error:
                wrong.append(f"{name}: {error}")
    assert not wrong, "\n\n".join(wrong)


def test_contact_form_is_sent_with_the_keyboard_alone(page):
    """From the top of the page, as someone without a mouse would."""
    from core.models import Message

    page.goto("/contact/")

    def until(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name || document.activeElement.innerText") in (
                name,
            ):
                return
        raise AssertionError(f"Tab never comes to {name}")

    until("topic")
    page.keyboard.press("ArrowDown")
    for name, words in (("message", "When is it?"), ("name", "Nell"), ("email", "n@example.org")):
        until(name)
        page.keyboard.type(words)
    until("Send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/sent/")

    assert Message.objects.get().reply_to == "n@example.org"


def test_failed_contact_form_leads_to_its_errors(page, axe):
    page.goto("/contact/")
    page.get_by_role("button", name="Send").click()

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    axe(page)
    page.get_by_role("link", name="Enter your message.").click()
    assert page.evaluate("document.activeElement.name") == "message"


def test_search_works_without_script(browser, live_server):
    StudyGroupPageFactory(title="Reasoning every day in mathematics")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    phone = context.new_page()
    phone.goto(f"{live_server.url}/search/")
    phone.get_by_label("What are you looking for?").fill("reasoning")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/search/?q=reasoning")

    assert phone.get_by_role("link", name="Reasoning every day in mathematics").is_visible()
    context.close()
