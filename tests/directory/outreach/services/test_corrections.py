"""A return that is in is a kept paper: it is corrected beside itself, dated and with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import Message, PartnershipSettings
from directory.enums import Role, Season
from directory.outreach.deployment_words import in_words, rows_of
from directory.outreach.models import OutreachVisit, TermReturn, VisitCorrection
from directory.outreach.queries.deployment import deployment_figures
from directory.outreach.services import visits
from directory.outreach.services.evaluations import complete_plan
from directory.outreach.services.plans import cancel_plan
from directory.outreach.services.term_returns import (
    receive_return,
    send_back_return,
    submit_return,
)
from tests.factories.outreach_money import FundingReleaseFactory, TermFactory, TermReturnFactory
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachPlanFactory, OutreachVisitFactory, the_ast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WHY = "Beatrix Secret was ill that afternoon."


@pytest.fixture
def ast():
    return the_ast()


@pytest.fixture
def due(ast) -> TermReturn:
    """The return of the term that runs, with a whole day in it."""
    term = TermFactory(running=True)
    plan = OutreachPlanFactory(agreed=True, practitioner=ast)
    OutreachVisitFactory(
        agreement=plan.live_agreement, visited_on=TODAY - timedelta(5), afternoon=True
    )
    return TermReturnFactory(term=term, post=ast.appointments.get().post, practitioner=ast)


def handed_in(due: TermReturn, *, received: bool = True) -> TermReturn:
    due = submit_return(due, by=due.practitioner.user, highlights="It took off.")
    return receive_return(due, by=person(Role.AST_COORDINATOR)) if received else due


def change(visit: OutreachVisit, *, part: str = "am", days_ago: int = 5, reason: str = "", **words):
    return visits.change_visit(
        visit, visited_on=TODAY - timedelta(days_ago), part=part, activity="visit",
        plan=visit.agreement.plan, reason=reason, by=visit.practitioner.user,
        **{"summary": visit.summary, **words},
    )  # fmt: skip


@pytest.mark.parametrize("received", [False, True])
def test_visit_of_a_return_that_is_in_is_corrected_with_a_reason(ast, due, received):
    partnership = PartnershipSettings.load()
    partnership.coordinator_email = "coordinator@example.org"
    partnership.save()
    head = lead_of(due.post.base_school)
    due = handed_in(due, received=received)
    visit = OutreachVisit.objects.get()
    Message.objects.all().delete()

    with pytest.raises(visits.GivesNoReason) as missing:
        change(visit)
    visit.refresh_from_db()
    assert visit.half_days == 2
    assert (
        "was received on" in str(missing.value) if received else "submitted" in str(missing.value)
    )
    change(visit, reason=f"{WHY}\n")

    made = VisitCorrection.objects.get()
    assert (made.kind, made.was_half_days, made.now_half_days, made.half_days) == (
        "changed", 2, 1, -1)  # fmt: skip
    assert (made.reason, made.made_by, made.term_return) == (WHY, ast.user, due)
    due.refresh_from_db()
    # The paper says what it said.
    assert (due.half_days, list(due.corrections_since)) == (2, [made])
    letters = Message.objects.all()
    assert {each.to_email for each in letters} == {head.email, "coordinator@example.org"}
    assert not [each for each in letters if "Secret" in each.subject + each.text_body]


def test_words_of_a_record_are_its_asts_own(due):
    handed_in(due)
    changed = change(OutreachVisit.objects.get(), part="day", summary="Taught together.")
    assert (changed.summary, VisitCorrection.objects.exists()) == ("Taught together.", False)


def test_visit_recorded_or_taken_away_afterwards_is_a_correction(ast, due):
    handed_in(due)
    visit = OutreachVisit.objects.get()
    late = {"visited_on": TODAY - timedelta(4), "part": "am", "activity": "visit",
            "summary": "Planned.", "plan": visit.agreement.plan, "by": ast.user}  # fmt: skip
    with pytest.raises(visits.GivesNoReason):
        visits.record_visit(ast, **late)
    assert OutreachVisit.objects.count() == 1
    added = visits.record_visit(ast, **late, reason="Forgotten.")
    with pytest.raises(visits.GivesNoReason):
        visits.remove_visit(visit, by=ast.user)
    visits.remove_visit(visit, reason="Not mine.", by=ast.user)

    rows = VisitCorrection.objects.values_list("kind", "visit", "was_half_days", "now_half_days")
    assert list(rows) == [("added", added.pk, None, 1), ("removed", None, 2, None)]
    assert OutreachVisit.objects.get() == added


def test_visit_that_moves_between_terms_is_taken_from_one_return_and_added_to_the_other(ast, due):
    before = TermFactory(
        academic_year=due.term.academic_year - 1, season=Season.SPRING,
        starts_on=due.term.starts_on - timedelta(60), ends_on=due.term.starts_on - timedelta(1),
    )  # fmt: skip
    plan = OutreachVisit.objects.get().agreement.plan
    plan.agreements.update(agreed_at=timezone.now() - timedelta(90))
    other = TermReturnFactory(term=before, post=due.post, practitioner=ast)
    other = submit_return(other, by=ast.user, is_nil=True)
    due = handed_in(due)

    change(OutreachVisit.objects.get(), part="day", days_ago=30, reason="The wrong month.")

    assert due.corrections.get().kind == "removed"
    assert other.corrections.get().kind == "added"


def test_return_that_is_sent_back_is_written_again_and_needs_no_correction(ast, due):
    due = handed_in(due, received=False)
    visit = OutreachVisit.objects.get()
    change(visit, reason="Half a day.")
    due = send_back_return(due, reason="Say more.", by=person(Role.AST_COORDINATOR))
    change(visit, part="pm")
    assert (VisitCorrection.objects.count(), list(due.corrections_since)) == (1, [])
    due = submit_return(due, by=ast.user, highlights="Half a day.")
    assert (due.half_days, list(due.corrections_since)) == (1, [])


def test_record_under_a_plan_that_is_over_is_put_right_and_stays_with_it(ast, due):
    visit = OutreachVisit.objects.get()
    plan = complete_plan(visit.agreement.plan, by=ast.user)
    with pytest.raises(visits.GivesNoReason, match="The plan was completed on"):
        change(visit)
    with pytest.raises(visits.LastOfItsPlan):
        visits.remove_visit(visit, reason="Not mine.", by=ast.user)
    corrected = change(visit, reason="A morning.")
    assert (corrected.agreement.plan, plan.corrections.get().half_days) == (plan, -1)
    assert due.corrections.count() == 0
    with pytest.raises(visits.PlanNotAgreed):
        visits.record_visit(ast, visited_on=TODAY, part="pm", activity="visit", summary="More.",
                            plan=plan, reason="Late.", by=ast.user)  # fmt: skip

    other = OutreachVisitFactory(
        agreement=OutreachPlanFactory(agreed=True, practitioner=ast).live_agreement
    )
    cancel_plan(other.agreement.plan, reason="Moved away.", by=ast.user)
    change(other, days_ago=3)
    visits.remove_visit(other, by=ast.user)
    assert VisitCorrection.objects.count() == 1


def test_database_keeps_corrections_whole(due):
    paper = {"term_return": due, "reason": "Said.", "kind": "changed"}
    was = {"was_on": TODAY, "was_half_days": 1, "was_activity": "visit"}
    now = {"now_on": TODAY, "now_half_days": 2, "now_activity": "visit"}
    VisitCorrection.objects.create(**paper, **was, **now)
    for wrong in (
        {**paper, **was},
        {**paper, **now},
        {**paper, **was, **now, "kind": "added"},
        {**paper, **was, **now, "reason": ""},
        {**paper, **was, **now, "term_return": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            VisitCorrection.objects.create(**wrong)


def test_return_list_release_report_and_plan_say_what_was_corrected(client, ast, due):
    due = handed_in(due)
    release = FundingReleaseFactory(post=due.post, term=due.term)
    day, by = TODAY - timedelta(1), person(Role.AST_COORDINATOR)
    type(release).objects.filter(pk=release.pk).update(visits_on=day, visits_by=by)
    visit = OutreachVisit.objects.get()
    client.force_login(ast.user)
    address = reverse("outreach:visit", args=[visit.pk])
    assert "Why is the record corrected?" in client.get(address).content.decode()
    typed = {"visited_on": visit.visited_on, "part": "am", "activity": "visit",
             "plan": visit.agreement.plan_id, "summary": "Taught."}  # fmt: skip
    refused = client.post(address, typed)
    assert (refused.status_code, "say why" in refused.content.decode()) == (422, True)
    client.post(address, {**typed, "reason": "A morning only."})
    # For a new one the page asks once the day is known.
    new = {**typed, "visited_on": TODAY - timedelta(3)}
    assert (
        "Why is the record corrected?" not in client.get("/outreach/visits/new/").content.decode()
    )
    asked = client.post("/outreach/visits/new/", new)
    assert "Why is the record corrected?" in asked.content.decode()
    client.post("/outreach/visits/new/", {**new, "reason": "Forgotten."})
    client.post(reverse("outreach:remove_visit", args=[visit.pk]))
    assert OutreachVisit.objects.filter(pk=visit.pk).exists()

    shown = client.get(reverse("outreach:return", args=[due.pk])).content.decode()
    for words in ("Corrected since it was handed in", "A morning only.", "1 days of outreach"):
        assert words in shown, words
    client.force_login(by)
    assert "2 corrections since" in client.get("/outreach/returns/").content.decode()
    page = client.get(reverse("outreach:release", args=[release.pk])).content.decode()
    assert "2 records of visits since they were marked received" in page
    figures = deployment_figures(AcademicYear.current(), TODAY)
    assert dict(rows_of(figures))["records_corrected"] == 2
    assert "2 records of visits were corrected afterwards." in " ".join(in_words(figures))
