"""Visits of QA leads: planned, made, shared, replied to, called off; and where sessions go, planned
visits go (CB ¶8)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Message
from psg_catalogue import quality_refusals as refusals
from psg_catalogue.enums import QAVisitState
from psg_catalogue.models import QAVisit
from psg_catalogue.services.merging import merge_sessions
from psg_catalogue.services.quality import (
    call_off_visit,
    plan_visit,
    record_visit,
    reply_to_visit,
    share_visit,
)
from psg_catalogue.services.session_changes import (
    cancel_session,
    change_venue,
    move_session,
    postpone_session,
    replan_session,
)
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.psg_catalogue import (
    LASTING,
    QAVisitFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
WORDS = {"strengths": "Everyone tried it.", "development": "The end.", "overall": "Well led."}


@pytest.fixture
def lead():
    return UserFactory()


def told(kind):
    return list(Message.objects.filter(kind=kind).values_list("to_email", "subject"))


def test_plan_visit_plans_once_and_for_one_lead(lead):
    session = StudyGroupSessionFactory()
    visit = plan_visit(session, qa_lead=lead)
    assert plan_visit(session, qa_lead=lead) == visit
    with pytest.raises(refusals.VisitTaken):
        plan_visit(session, qa_lead=UserFactory())
    assert (visit.state, visit.visited_on) == (QAVisitState.PLANNED, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        QAVisitFactory(session=session)


@pytest.mark.parametrize(
    ("trait", "refusal"),
    [
        ("held", refusals.SessionHasBegun),
        ("past", refusals.SessionHasBegun),
        ("cancelled", refusals.SessionNotThere),
        ("postponed", refusals.SessionNotThere),
    ],
)
def test_plan_visit_wants_a_session_to_come_on_a_fixed_day(lead, trait, refusal):
    with pytest.raises(refusal):
        plan_visit(StudyGroupSessionFactory(**{trait: True}), qa_lead=lead)
    assert not QAVisit.objects.exists()


def test_record_visit_makes_the_planned_one_and_writes_it_again(lead, time_machine):
    session = StudyGroupSessionFactory()
    visit = plan_visit(session, qa_lead=lead)
    time_machine.move_to(session.ends_at)
    recorded = record_visit(session, qa_lead=lead, visited_on=session.day, overall=" Well  led. ")
    again = record_visit(session, qa_lead=lead, visited_on=session.day, **WORDS)
    assert recorded.pk == again.pk == visit.pk
    again.refresh_from_db()
    assert (again.state, again.overall, again.strengths) == (
        QAVisitState.MADE, "Well led.", "Everyone tried it.",
    )  # fmt: skip
    other = record_visit(session, qa_lead=UserFactory(), visited_on=session.day)
    assert other.pk != visit.pk


@pytest.mark.parametrize(
    ("days", "refusal"), [(-1, refusals.VisitBeforeSession), (15, refusals.VisitToCome)]
)
def test_record_visit_refuses_an_impossible_day(lead, days, refusal):
    session = StudyGroupSessionFactory(held=True)
    with pytest.raises(refusal):
        record_visit(session, qa_lead=lead, visited_on=session.day + timedelta(days=days))
    with pytest.raises(refusals.SessionNotThere):
        record_visit(
            StudyGroupSessionFactory(cancelled=True, starts_at=twilight(-3)),
            qa_lead=lead, visited_on=timezone.localdate(),
        )  # fmt: skip
    assert not QAVisit.objects.exists()


def test_share_visit_wants_all_three_and_tells_the_leaders_once(lead):
    leaders = [PractitionerFactory(user=UserFactory()) for _ in range(2)]
    without_account = PractitionerFactory()
    session = StudyGroupSessionFactory(
        held=True, study_group=StudyGroupPageFactory(leaders=[*leaders, without_account])
    )
    with pytest.raises(refusals.NotWrittenUp):
        share_visit(QAVisitFactory(session=StudyGroupSessionFactory()), by=lead)
    for left_out in WORDS:
        visit = record_visit(
            session, qa_lead=lead, visited_on=session.day, **{**WORDS, left_out: " "}
        )
        with pytest.raises(refusals.NotWrittenUp):
            share_visit(visit, by=lead)
    visit = record_visit(session, qa_lead=lead, visited_on=session.day, **WORDS)
    share_visit(visit, by=lead)
    shared = share_visit(visit, by=lead)
    assert (shared.state, bool(shared.shared_at)) == (QAVisitState.SHARED, True)
    assert {address for address, _ in told("qa_visit_shared")} == {
        each.user.email for each in leaders
    }
    assert len(told("qa_visit_shared")) == 2
    letter = Message.objects.filter(kind="qa_visit_shared").first()
    assert "Well led" not in letter.text_body + letter.subject
    with pytest.raises(refusals.VisitIsShared):
        record_visit(session, qa_lead=lead, visited_on=session.day, overall="Otherwise.")
    with pytest.raises(refusals.VisitIsShared):
        call_off_visit(visit, by=lead)


def test_call_off_visit_ends_plans_and_drafts_and_frees_the_session(lead):
    plan, draft = QAVisitFactory(), QAVisitFactory(made=True)
    for visit in (plan, draft, plan):
        call_off_visit(visit, because=" Ill. ", by=lead)
    states = set(QAVisit.objects.values_list("state", "called_off_because"))
    assert states == {(QAVisitState.CALLED_OFF, "Ill.")}
    assert not QAVisit.objects.made().exists()
    with pytest.raises(refusals.VisitIsOver):
        share_visit(plan, by=lead)
    assert plan_visit(plan.session, qa_lead=lead).pk != plan.pk


def test_reply_to_visit_stands_beside_a_shared_record_and_tells_the_lead():
    leader, draft, visit = UserFactory(), QAVisitFactory(made=True), QAVisitFactory(shared=True)
    with pytest.raises(refusals.NotShared):
        reply_to_visit(draft, words="Thank you.", by=leader)
    with pytest.raises(refusals.NothingSaid):
        reply_to_visit(visit, words="  ", by=leader)
    reply_to_visit(visit, words=" Thank you. ", by=leader)
    reply_to_visit(visit, words="Thank you.", by=leader)
    visit.refresh_from_db()
    assert (visit.leader_reply, visit.replied_by) == ("Thank you.", leader)
    assert [address for address, _ in told("qa_visit_replied")] == [visit.qa_lead.email]
    with pytest.raises(IntegrityError), transaction.atomic():
        QAVisit.objects.filter(pk=draft.pk).update(leader_reply="x")


NEW = {"starts_at": twilight(30), "ends_at": twilight(30) + LASTING}


@pytest.mark.parametrize(
    ("change", "given", "words"),
    [
        (move_session, NEW, "has changed"),
        (change_venue, {"venue_note": "The hall"}, "has changed"),
        (postpone_session, {}, "is postponed"),
    ],
)
def test_a_planned_visit_stays_with_a_session_that_changes(lead, change, given, words):
    session = StudyGroupSessionFactory()
    plan = plan_visit(session, qa_lead=lead)
    QAVisitFactory(made=True, session=session)
    change(session, **given)
    plan.refresh_from_db()
    assert plan.state == QAVisitState.PLANNED
    [(address, subject)] = told("qa_visit_session")
    assert address == lead.email
    assert words in subject


def test_a_planned_visit_is_told_of_the_new_date_of_a_postponed_session(lead):
    session = StudyGroupSessionFactory()
    plan_visit(session, qa_lead=lead)
    postpone_session(session)
    replan_session(session, **NEW)
    assert len(told("qa_visit_session")) == 2


def test_a_cancelled_session_takes_its_planned_visit_with_it(lead):
    session = StudyGroupSessionFactory()
    plan = plan_visit(session, qa_lead=lead)
    cancel_session(session, reason="Snow")
    cancel_session(session, reason="Snow")
    plan.refresh_from_db()
    assert (plan.state, plan.called_off_because) == (
        QAVisitState.CALLED_OFF, "The session was cancelled.",
    )  # fmt: skip
    [(address, subject)] = told("qa_visit_session")
    assert (address, "is cancelled" in subject) == (lead.email, True)


def test_a_planned_visit_goes_to_the_session_that_its_own_is_joined_with(lead):
    session, into = StudyGroupSessionFactory(), StudyGroupSessionFactory()
    plan = plan_visit(session, qa_lead=lead)
    merge_sessions(session, into=into)
    plan.refresh_from_db()
    assert (plan.session, plan.state) == (into, QAVisitState.PLANNED)
    third = StudyGroupSessionFactory()
    other = plan_visit(third, qa_lead=UserFactory())
    merge_sessions(third, into=into)
    other.refresh_from_db()
    assert other.state == QAVisitState.CALLED_OFF
    assert {address: "joined" in subject for address, subject in told("qa_visit_session")} == {
        lead.email: True, other.qa_lead.email: False,
    }  # fmt: skip
