"""Writing a plan, agreeing it by link, its paper, the calendar, visits and the evaluation."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.pdf import pdf_response
from core.services.outbox import make_link
from directory.enums import Role
from directory.outreach.links import EVALUATION, PARTY, token_of
from directory.outreach.models import (
    OutreachCalendar,
    OutreachPlan,
    OutreachVisit,
    PlannedHalfDay,
)
from directory.outreach.models.plan import SupportedColleague
from directory.outreach.services.evaluations import complete_plan
from directory.outreach.services.plans import send_plan
from directory.outreach.views import plans as plan_views
from tests.directory.outreach.terms import a_term
from tests.factories.people import lead_of, person
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    the_ast,
)

pytestmark = pytest.mark.django_db
CANARY = "Canarina Featherstone"


def path_of(kind: str, nonce) -> str:
    return "/" + make_link(kind, str(nonce)).split("/", 3)[3]


def rows(prefix: str, *given: dict, most: int) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0,
            f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": most}  # fmt: skip
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_ast_begins_writes_and_sends_a_plan(client):
    request = OutreachRequestFactory(accepted=True)
    ast = request.practitioner
    lead_of(ast.base_school)
    client.force_login(ast.user)
    assert request.school.name in client.get("/outreach/").content.decode()
    begun = client.post(reverse("outreach:begin_plan", args=[request.pk]))
    plan = OutreachPlan.objects.get()
    assert begun["Location"] == f"/outreach/plans/{plan.pk}/write/"
    page = client.get(f"/outreach/plans/{plan.pk}/").content.decode()
    assert "still needs an objective with its measure and date and its number of days" in page

    words = {"focus": "Phonics", "half_days": "3.5", "activities": "Model lessons",
             "leader_name": plan.leader_name, "leader_email": plan.leader_email,
             "base_head_name": plan.base_head_name, "base_head_email": plan.base_head_email,
             **rows("colleagues", {"name": CANARY, "job": "Teacher"}, most=4)}  # fmt: skip
    half = rows("objectives", {"objective": "Brisk phonics"}, {}, most=6)
    refused = client.post(begun["Location"], {**words, **half})
    assert refused.status_code == 422
    assert "Say how you will know." in refused.content.decode()
    whole = rows("objectives", {}, {"objective": "Brisk phonics", "measure": "Three lessons",
                                    "by_when": "2027-03-01"}, most=6)  # fmt: skip
    saved = client.post(begun["Location"], {**words, **whole})
    assert saved["Location"] == f"/outreach/plans/{plan.pk}/"
    plan.refresh_from_db()
    assert (plan.days, plan.objectives.get().measure) == (3.5, "Three lessons")
    assert plan.supported_colleagues.get().name == CANARY
    client.post(saved["Location"], {"act": "send"})
    plan.refresh_from_db()
    assert (plan.state, plan.parties.count()) == ("awaiting_agreement", 4)


def test_party_agrees_by_a_link_that_works_once_and_reading_changes_nothing(client):
    plan = OutreachPlanFactory()
    SupportedColleague.objects.create(plan=plan, name=CANARY)
    send_plan(plan, by=None)
    leader = plan.parties.get(party="host_leader")
    path = path_of(PARTY, leader.nonce)
    page = client.get(path)
    assert CANARY in page.content.decode()
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex", True)
    leader.refresh_from_db()
    assert leader.agreed_at is None
    assert client.post(path, {"send_back": "1"}).status_code == 422
    assert "dated today" in client.post(path, {"agree": "1"}).content.decode()
    leader.refresh_from_db()
    assert leader.agreed_at is not None
    for again in (client.get(path), client.post(path, {"agree": "1"})):
        assert again.status_code == 404
    other = plan.parties.get(party="base_head")
    assert client.get(f"/outreach/agree/{token_of(EVALUATION, other.nonce)}/").status_code == 404
    client.post(path_of(PARTY, other.nonce), {"send_back": "1", "comment": "Fewer days."})
    plan.refresh_from_db()
    assert plan.state == "draft"
    client.force_login(plan.practitioner.user)
    assert "Fewer days." in client.get(f"/outreach/plans/{plan.pk}/").content.decode()


def test_paper_has_the_objectives_and_the_dates_and_no_colleague(client, monkeypatch):
    plan = OutreachPlanFactory(agreed=True)
    SupportedColleague.objects.create(plan=plan, name=CANARY)
    printed = []

    def keep(template: str, words: dict, filename: str) -> HttpResponse:
        printed.extend([render_to_string(template, words), filename])
        return pdf_response(template, words, filename)

    monkeypatch.setattr(plan_views, "pdf_response", keep)
    client.force_login(plan.practitioner.user)
    paper = client.get(reverse("outreach:plan_pdf", args=[plan.pk]))
    assert paper.content.startswith(b"%PDF-")
    words, filename = printed
    assert "Daily phonics is brisk" in words
    assert (CANARY in words, CANARY in filename) == (False, False)


def test_calendar_is_ticked_and_handed_in(client):
    ast, term = the_ast(), a_term()
    client.force_login(ast.user)
    address = reverse("outreach:calendar", args=[term.pk])
    page = client.get(address).content.decode()
    assert page.count('name="half_day"') == 72 * 2
    ticks = {"half_day": ["2026-11-17:am", "2026-11-17:pm", "nonsense", "2026-11-17:day"]}
    client.post(address, {**ticks, "submit": "1"})
    calendar = OutreachCalendar.objects.get()
    assert (calendar.half_days.count(), calendar.submitted_by) == (2, ast.user)
    outside = client.post(address, {"half_day": ["2026-10-28:am"]}, follow=True)
    assert "not a working day" in outside.content.decode()
    assert calendar.half_days.count() == 2
    assert (
        'value="2026-11-17:am" id="half-2026-11-17:am" checked'
        in client.get(address).content.decode()
    )


@time_machine.travel("2026-11-16 12:00", tick=False)
def test_half_days_are_planned_for_a_plan_and_told_on_its_page_and_its_requests(client):
    ast, term = the_ast(), a_term()
    request = OutreachRequestFactory(
        accepted=True, half_days_wanted=10, state="planned", practitioner=ast
    )
    plan = OutreachPlanFactory(agreed=True, practitioner=ast, request=request)
    other, foreign = OutreachPlanFactory(practitioner=ast), OutreachPlanFactory(agreed=True)
    OutreachVisitFactory(agreement=plan.live_agreement, visited_on=date(2026, 11, 10))
    client.force_login(ast.user)
    address = reverse("outreach:calendar", args=[term.pk])

    def save(*days: str, **chosen) -> None:
        client.post(address, {"half_day": [f"2026-11-{day}" for day in days], **chosen})

    def kept() -> dict:
        rows = PlannedHalfDay.objects.values_list("day", "part", "plan")
        return {f"{day.day}:{part}": plan for day, part, plan in rows}

    save("10:pm", "17:am", "17:pm", for_plan=plan.pk)
    assert kept() == {"10:pm": plan.pk, "17:am": plan.pk, "17:pm": plan.pk}
    # Each has a choice of its own from now on; a day that is over has none and keeps its plan.
    chosen = {"plan:2026-11-17:am": other.pk, "plan:2026-11-17:pm": "", "for_plan": plan.pk}
    save("10:pm", "17:am", "17:pm", "18:am", **chosen)
    assert kept() == {"10:pm": plan.pk, "17:am": other.pk, "17:pm": None, "18:am": plan.pk}
    # Another's plan cannot be chosen: no plan yet.
    save("17:am", "19:am", **{"plan:2026-11-17:am": foreign.pk, "for_plan": foreign.pk})
    assert kept() == {"17:am": None, "19:am": None}
    save("10:pm", "18:am", "18:pm", for_plan=plan.pk)

    shown = client.get(address).content.decode()
    assert f'<option value="{plan.pk}" selected>' in shown
    assert str(foreign.host_school) not in shown
    assert "Planned, and nothing recorded" in shown
    there = "?visited_on=2026-11-10&amp;part=pm&amp;plan="
    assert there in shown
    visit = client.get("/outreach/visits/new/?visited_on=2026-11-10&part=pm&plan=x")
    assert 'value="2026-11-10"' in visit.content.decode()
    page = client.get(f"/outreach/plans/{plan.pk}/").content.decode()
    assert all(
        words in page
        for words in ("0.5 of 4 days done, 1 planned, 2.5 to plan",
                      "Wednesday 18 November, whole day")
    )  # fmt: skip
    client.force_login(person(Role.AST_COORDINATOR))
    asked = client.get(reverse("outreach:request", args=[request.pk])).content.decode()
    client.force_login(lead_of(request.school))
    address = reverse("outreach:school_request", args=[request.school.urn, request.pk])
    for page in (asked, client.get(address).content.decode()):
        assert "5 asked for" in page
        assert "0.5 of 4 days done, 1 planned, 2.5 to plan" in page


def test_visit_is_recorded_put_right_and_refused_in_words(client):
    plan = OutreachPlanFactory(agreed=True)
    client.force_login(plan.practitioner.user)
    day = timezone.localdate() - timedelta(days=2)
    typed = {"visited_on": str(day), "part": "am", "activity": "visit", "plan": plan.pk,
             "summary": "Taught alongside.", "sure_of_day": "on"}  # fmt: skip
    assert f'value="{plan.pk}" selected' in client.get("/outreach/visits/new/").content.decode()
    sunday = {**typed, "visited_on": str(day - timedelta(days=day.isoweekday() % 7 + 7))}
    asked = client.post("/outreach/visits/new/", {**sunday, "sure_of_day": ""})
    assert "is no day of school. Put it right, or tick" in asked.content.decode()
    assert client.post("/outreach/visits/new/", sunday).status_code == 302
    OutreachVisit.objects.all().delete()
    assert client.post("/outreach/visits/new/", typed).status_code == 302
    taken = client.post("/outreach/visits/new/", {**typed, "part": "day"})
    assert "You have recorded something in that half day already." in taken.content.decode()
    for fields, words in (
        ({"plan": ""}, "Choose the plan."),
        ({"visited_on": str(date.today() + timedelta(days=1))}, "once it has been made"),
        ({"visited_on": "1999-01-01"}, "Check the year"),
        ({"activity": "inreach"}, "stand under no plan"),
    ):
        page = client.post("/outreach/visits/new/", {**typed, "part": "pm", **fields})
        assert (page.status_code, words in page.content.decode()) == (422, True), words
    visit = OutreachVisit.objects.get()
    client.post(f"/outreach/visits/{visit.pk}/", {**typed, "part": "day"})
    visit.refresh_from_db()
    assert visit.days == 1
    assert f"?plan={plan.pk}" in client.get(f"/outreach/plans/{plan.pk}/").content.decode()
    client.post(f"/outreach/visits/{visit.pk}/remove/")
    assert not OutreachVisit.objects.exists()


def test_evaluation_is_answered_once_by_its_link_and_read_by_those_who_may(client):
    plan = complete_plan(OutreachVisitFactory().agreement.plan, by=None)
    asked = plan.evaluations.get(kind="completion")
    path = path_of(EVALUATION, asked.nonce)
    page = client.get(path)
    assert plan.leader_name in page.content.decode()
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex", True)
    asked.refresh_from_db()
    assert asked.answered_at is None
    assert client.post(path, {"support": "4"}).status_code == 422
    answers = {"support": "4", "support_words": "Brisk.", "impact": "early",
               "respondent_name": "Maud Ellerwood", "respondent_job": "Deputy"}  # fmt: skip
    assert client.post(path, answers)["Location"] == "/outreach/evaluation/thanks/"
    for again in (client.get(path), client.post(path, answers), client.get(path[:-3] + "x/")):
        assert again.status_code == 404
    asked.refresh_from_db()
    assert (asked.support, asked.impact, asked.impact_mark) == (4, None, "Too early to say")
    client.force_login(plan.practitioner.user)
    read = client.get(f"/outreach/plans/{plan.pk}/evaluation/").content.decode()
    assert "4 of 4, very well" in read
    assert "too early to say" in read


def test_coordinator_reminds_of_what_is_overdue_and_closes(client):
    plans = [complete_plan(OutreachVisitFactory().agreement.plan, by=None) for _ in range(2)]
    for plan in plans:
        plan.evaluations.filter(kind="completion").update(
            due_on=timezone.localdate() - timedelta(days=1)
        )
    client.force_login(person(Role.AST_COORDINATOR))
    page = client.get("/outreach/evaluations/").content.decode()
    assert all(plan.host_school.name in page for plan in plans)
    sent = client.post("/outreach/evaluations/", {"remind": "all"}, follow=True)
    assert "2 reminders on the way." in sent.content.decode()
    again = client.post("/outreach/evaluations/", {"remind": "all"}, follow=True)
    assert "0 reminders on the way." in again.content.decode()
    address = f"/outreach/plans/{plans[0].pk}/"
    assert client.post(address, {"act": "close_unanswered"}).status_code == 422
    client.post(address, {"act": "close_unanswered", "close-reason": "The leader has left."})
    plans[0].refresh_from_db()
    assert plans[0].state == "closed"


def test_pages_of_an_ast_cost_the_same_for_little_and_for_much(client, count_queries):
    ast, term = the_ast(), a_term()
    client.force_login(ast.user)
    plan = OutreachPlanFactory(agreed=True, practitioner=ast)
    OutreachVisitFactory(agreement=plan.live_agreement)
    pages = ["/outreach/", "/outreach/plans/", f"/outreach/plans/{plan.pk}/",
             f"/outreach/calendar/{term.pk}/"]  # fmt: skip

    def measure() -> list[int]:
        return [count_queries(lambda page=page: client.get(page)) for page in pages]

    measure()  # what is asked once and kept
    before = measure()
    for number in range(12):
        other = OutreachPlanFactory(practitioner=ast)
        request = OutreachRequestFactory(accepted=True)
        request.practitioner = ast
        request.save()
        OutreachVisitFactory(
            agreement=plan.live_agreement,
            visited_on=timezone.localdate() - timedelta(days=number + 2),
        )
        assert other.pk
    assert measure() == before
    assert max(before) <= 25, before
