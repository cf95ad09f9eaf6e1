"""From a school's request for support to released money, by the people who do it, each in a real
browser; and no trace of the supported colleague or of the authority's own list where none may be
(DOMAIN 2.6, P14)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from core.academic_year import AcademicYear
from directory.enums import Role
from directory.outreach.models import (
    FundingRelease,
    OutreachCalendar,
    OutreachPlan,
    OutreachRequest,
    TermReturn,
)
from tests.browser.journey import People
from tests.browser.outreach_people import (
    BASE,
    COLLEAGUE,
    HEAD,
    HOST,
    LEADER,
    LOCAL_NOTE,
    LOCAL_WORDS,
    Outreach,
    Traces,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def people(browser, live_server, browser_context_args, settings):
    settings.SITE_URL = live_server.url
    everyone = People(browser, live_server.url, browser_context_args)
    yield everyone
    assert everyone.problems == []


def test_from_a_schools_request_to_released_money(people, live_server, caplog):
    it, traces = Outreach(), Traces(people, caplog)
    coordinator = traces.watch(people.staff(Role.AST_COORDINATOR))
    ast = traces.watch(people.signed_in(it.ast.user))
    ask(traces.watch(people.page()))
    triage(coordinator, traces.watch(people.signed_in(it.adviser)), it)
    accept(traces.watch(people.signed_in(it.base_lead)), it)
    plan = write_plan(ast, it)
    agree(people, traces, plan, coordinator, ast)
    visit(ast)
    evaluate(people, traces, ast, plan)
    hand_in_papers(ast, coordinator, it)
    release_money(people, traces, coordinator, it)
    files = exports(coordinator)

    for name, words in {**traces.everything(), **files}.items():
        assert words, name
        for secret in (COLLEAGUE, "Jessamy", LOCAL_NOTE, LOCAL_WORDS):
            assert secret not in words, (name, secret)


def ask(page: Page) -> None:
    """A deputy head asks, without an account."""
    page.goto("/support/ask/")
    page.get_by_label("Your school", exact=True).fill(HOST)
    page.get_by_label("What do you need help with?").fill("Phonics in Year 1 does not stick.")
    page.get_by_label("Your name").fill("Maud Ellerwood")
    page.get_by_label("Your role at the school").fill("Deputy headteacher")
    page.get_by_label("Your work email address").fill(LEADER)
    page.get_by_label("The headteacher agrees to this request").check()
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/support/asked/")


def triage(coordinator: Page, adviser: Page, it: Outreach) -> None:
    """The coordinator acknowledges and consults; the adviser answers; an AST is found."""
    request = OutreachRequest.objects.get()
    coordinator.goto("/outreach/desk/")
    expect(coordinator.get_by_role("heading", name="New requests for support")).to_be_visible()
    coordinator.get_by_role("link", name=HOST).click()
    coordinator.get_by_role("button", name="Acknowledge").click()
    coordinator.get_by_label(str(it.adviser)).check()
    coordinator.get_by_role("button", name="Ask this adviser").click()
    expect(coordinator.get_by_text("The adviser has been asked.")).to_be_visible()

    adviser.goto("/outreach/adviser/")
    adviser.get_by_role("link", name=HOST).click()
    adviser.get_by_label("Your comment").fill("A good fit, and soon.")
    adviser.get_by_role("button", name="Give this advice").click()

    coordinator.goto(reverse("outreach:request", args=[request.pk]))
    coordinator.get_by_role("button", name=f"Match {it.ast.name}").click()
    coordinator.get_by_role("button", name="Ask the base school").click()
    expect(coordinator.get_by_text("The base school has been asked")).to_be_visible()


def accept(page: Page, it: Outreach) -> None:
    """The base school's lead says yes."""
    urn = it.post.base_school.urn
    page.goto(reverse("outreach:school_support", args=[urn]))
    page.get_by_role("link", name=f"Answer the request of {HOST}").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted.").first).to_be_visible()
    page.goto(reverse("outreach:school_outreach", args=[urn]))
    expect(page.get_by_role("heading", name="Money for your posts")).to_be_visible()


def write_plan(page: Page, it: Outreach) -> OutreachPlan:
    """The AST writes the plan with its objective, and sends it."""
    page.goto("/outreach/")
    page.get_by_role("button", name="Begin the plan").click()
    page.wait_for_load_state()
    plan = OutreachPlan.objects.get()
    page.goto(reverse("outreach:write_plan", args=[plan.pk]))
    page.get_by_label("What it is about").fill("Phonics in Year 1")
    page.locator("[name=objectives-0-objective]").fill("Daily phonics is brisk")
    page.locator("[name=objectives-0-measure]").fill("Seen in three lessons")
    page.locator("[name=objectives-0-by_when]").fill(f"{timezone.localdate().year + 1}-03-01")
    page.get_by_label("What the AST will do").fill("Teach alongside, plan together.")
    page.get_by_label("Days in all").fill("3")
    page.locator("[name=colleagues-0-name]").fill(COLLEAGUE)
    page.locator("[name=leader_name]").fill("Maud Ellerwood")
    page.locator("[name=leader_job]").fill("Deputy headteacher")
    page.locator("[name=leader_email]").fill(LEADER)
    page.locator("[name=base_head_name]").fill("Ignatius Plumtree")
    page.locator("[name=base_head_email]").fill(HEAD)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Send it to be agreed").click()
    page.wait_for_load_state()
    return plan


def agree(people: People, traces: Traces, plan: OutreachPlan, *signed_in: Page) -> None:
    """The two leaders by their links, the coordinator and the AST signed in."""
    for address in (LEADER, HEAD):
        page = traces.watch(people.page())
        page.goto(people.link(address, "plan to agree", "/outreach/agree/"))
        expect(page.get_by_text(COLLEAGUE)).to_be_visible()
        page.get_by_role("button", name="Agree this plan").click()
        page.wait_for_load_state()
    for page in signed_in:
        page.goto(reverse("outreach:plan", args=[plan.pk]))
        page.get_by_role("button", name="Agree this plan").click()
        page.wait_for_load_state()
    plan.refresh_from_db()
    assert plan.state == "agreed"


def visit(page: Page) -> None:
    """Calendar handed in, and the first visit recorded, on the day."""
    page.goto("/outreach/calendar/")
    page.locator("[name=half_day]").first.check()
    page.get_by_role("button", name="Save and hand in").click()
    page.wait_for_load_state()
    assert OutreachCalendar.objects.get().submitted_at
    page.goto("/outreach/visits/new/")
    page.get_by_label("Day", exact=True).fill(timezone.localdate().isoformat())
    page.get_by_label("Morning", exact=True).check()
    page.get_by_label("Under which plan?").select_option(label=f"{HOST}: Phonics in Year 1")
    page.get_by_label("What did you do").fill("Taught alongside, and planned the week.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    sure = page.get_by_label("It was on that day")
    if sure.count():  # today is no day of school, or not yet one of the plan's
        sure.check()
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/outreach/plans/*/")


def evaluate(people: People, traces: Traces, ast: Page, plan: OutreachPlan) -> None:
    """The plan is completed, and the senior leader answers by a link."""
    ast.goto(reverse("outreach:plan", args=[plan.pk]))
    ast.get_by_role("button", name="Complete, and ask for the evaluation").click()
    ast.wait_for_load_state()
    page = traces.watch(people.page())
    page.goto(people.link(LEADER, "", "/outreach/evaluation/"))
    page.locator("[name=support]").last.check()
    page.locator("[name=impact]").first.check()
    page.get_by_label("Your name").fill("Maud Ellerwood")
    page.get_by_label("Your role").fill("Deputy headteacher")
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/thanks/")


def hand_in_papers(ast: Page, coordinator: Page, it: Outreach) -> None:
    """The termly return, filled in from what is on record, and received."""
    due = TermReturn.objects.get()
    there = reverse("outreach:return", args=[due.pk])
    ast.goto("/outreach/")
    ast.get_by_role("link", name="Termly return").click()
    expect(ast.get_by_role("cell", name=HOST)).to_be_visible()
    ast.get_by_label("What went well").fill("Daily phonics is brisk.")
    ast.get_by_role("button", name="Submit the return").click()
    expect(ast.get_by_text("Your return is in.")).to_be_visible()
    ast.goto("/my-evidence/")
    expect(ast.get_by_text("Very well")).to_be_visible()
    with ast.expect_download() as bundle:
        ast.get_by_role("link", name="Download as one ZIP").click()
    assert bundle.value.suggested_filename.endswith(".zip")

    coordinator.goto(there)
    coordinator.get_by_role("button", name="Mark received").click()
    expect(coordinator.get_by_text("Marked received.")).to_be_visible()


def release_money(people: People, traces: Traces, coordinator: Page, it: Outreach) -> None:
    """Three papers, one who proposes, another who confirms, and finance that pays."""
    release = FundingRelease.objects.get()
    there = reverse("outreach:release", args=[release.pk])
    coordinator.goto(there)
    for paper in ("Outreach calendar", "Outreach plans", "Records of visits"):
        coordinator.get_by_label(paper).check()
    coordinator.get_by_role("button", name="Mark received").click()
    expect(coordinator.get_by_text("Marked received: outreach calendar")).to_be_visible()
    coordinator.get_by_role("button", name="Propose").click()
    expect(coordinator.get_by_text("Somebody else confirms it.").first).to_be_visible()
    assert coordinator.get_by_role("button", name="Confirm").count() == 0

    head = traces.watch(people.staff(Role.PD_HEAD))
    head.goto(there)
    head.get_by_role("button", name="Confirm").click()
    expect(head.get_by_text("Confirmed. The money can be released")).to_be_visible()
    finance = traces.watch(people.staff(Role.FINANCE))
    finance.goto(there)
    finance.get_by_role("button", name="Record as released").click()
    expect(finance.get_by_text("The money is released")).to_be_visible()
    release.refresh_from_db()
    assert (release.state, release.payee_name) == ("released", BASE)
    assert release.amount_pence in (1_333_334, 1_333_333)
    assert people.letters(HEAD, "funding released")


def exports(coordinator: Page) -> dict[str, str]:
    """Every file that can be downloaded of outreach, as the coordinator gets it."""
    addresses = {
        "releases": "/outreach/funding/?format=csv",
        "returns": "/outreach/returns/?format=csv",
        "report": "/reports/outreach/" + str(AcademicYear.current()) + "/?format=csv",
        "register": "/outreach/register/?format=csv",
        "releases of the back office": "/admin/outreach/releases/?export=csv",
    }
    return {name: coordinator.request.get(url).text() for name, url in addresses.items()}
