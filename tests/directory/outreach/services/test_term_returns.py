"""The termly return: every state and every role, nil returns, and who it goes to (CA L37)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Message, PartnershipSettings
from core.moves import MoveNotAllowed
from directory.enums import Role
from directory.outreach.enums import FundingType
from directory.outreach.funding_refusals import NothingInReturn, NotNil, NotYours, ReasonMissing
from directory.outreach.models import TermReturn
from directory.outreach.models.term_return import DUE_AFTER
from directory.outreach.return_enums import ReturnState
from directory.outreach.return_moves import RETURNS
from directory.outreach.services.term_returns import (
    receive_return,
    remind_of_returns,
    send_back_return,
    submit_return,
)
from tests.directory.outreach.outreach_people import account_of, head_of
from tests.factories.outreach import ASTPostFactory
from tests.factories.outreach_money import TermFactory, TermReturnFactory
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory
from tests.factories.support import OutreachVisitFactory

pytestmark = pytest.mark.django_db

VERBS = {
    "submit": lambda due, by: submit_return(due, by=by, is_nil=True, highlights="Nothing yet."),
    "receive": receive_return,
    "send_back": lambda due, by: send_back_return(due, reason="Say more.", by=by),
}


def in_state(state: str, *, school_funded: bool = False) -> TermReturn:
    """A return led to a state by those who may."""
    kind = FundingType.SCHOOL_FUNDED if school_funded else FundingType.LA_FUNDED
    due = TermReturnFactory(post=ASTPostFactory(funding=kind))
    if state == ReturnState.DUE:
        return due
    due = submit_return(due, by=account_of(due), is_nil=True)
    receiver = head_of(due.post) if school_funded else person(Role.AST_COORDINATOR)
    if state == ReturnState.RECEIVED:
        return receive_return(due, by=receiver)
    if state == ReturnState.RETURNED:
        return send_back_return(due, reason="Say more.", by=receiver)
    return due


@pytest.mark.parametrize("school_funded", [False, True])
def test_every_move_starts_where_the_table_says_and_nowhere_else(school_funded):
    for state in ReturnState.values:
        for name, verb in VERBS.items():
            due = in_state(state, school_funded=school_funded)
            receiver = head_of(due.post) if school_funded else person(Role.AST_COORDINATOR)
            by = account_of(due) if name == "submit" else receiver
            if state in RETURNS[name].sources:
                assert verb(due, by=by).state == RETURNS[name].target
            elif (name, state) != ("receive", "received"):
                with pytest.raises(MoveNotAllowed):
                    verb(due, by=by)
                due.refresh_from_db()
                assert due.state == state


@pytest.mark.parametrize("school_funded", [False, True])
def test_return_is_for_its_writer_and_its_receiver_and_nobody_else(school_funded):
    """An LA-funded post's goes to the authority, a school-funded one's to its head alone."""
    due = in_state(ReturnState.SUBMITTED, school_funded=school_funded)
    unwritten = in_state(ReturnState.DUE, school_funded=school_funded)
    others = [person(role) for role in Role if not role.value.startswith("school_")]
    others += [person(), head_of(ASTPostFactory()), account_of(in_state(ReturnState.DUE))]
    others += [account_of(due), person(Role.SCHOOL_FINANCE, school=due.post.base_school)]
    if not school_funded:
        others = [each for each in others if not each.roles.filter(role="ast_coordinator").exists()]
        others.append(head_of(due.post))

    for other in others:
        for verb in (VERBS["receive"], VERBS["send_back"]):
            with pytest.raises(NotYours):
                verb(due, by=other)
        with pytest.raises(NotYours):
            VERBS["submit"](unwritten, by=other)


def test_totals_come_from_the_visits_and_sessions_on_record():
    due = TermReturnFactory(term=TermFactory(running=True))
    term, ast, today = due.term, due.practitioner, timezone.localdate()
    OutreachVisitFactory(practitioner=ast, visited_on=today - timedelta(3), afternoon=True)
    OutreachVisitFactory(practitioner=ast, visited_on=term.starts_on - timedelta(1))
    OutreachVisitFactory(
        practitioner=ast,
        visited_on=today - timedelta(4),
        agreement=None,
        school=None,
        activity="inreach",
    )
    group = StudyGroupPageFactory(leaders=[ast])
    held = StudyGroupSessionFactory(study_group=group, held=True)
    held.starts_at = timezone.now() - timedelta(days=2)
    held.ends_at = held.starts_at + timedelta(hours=1)
    held.save()
    StudyGroupSessionFactory(study_group=group)
    StudyGroupSessionFactory(held=True)

    with pytest.raises(NotNil):
        submit_return(due, by=account_of(due), is_nil=True)
    done = submit_return(due, by=account_of(due), highlights="Phonics took off.")

    figures = (done.half_days, done.inreach_half_days, done.visits, done.schools)
    assert figures == (2, 1, 2, 1)
    assert (done.days, done.sessions_led, done.highlights) == (1.0, 1, "Phonics took off.")


def test_term_without_anything_needs_an_explicit_nil_return():
    """P13, in the service and in the database."""
    due = TermReturnFactory()
    with pytest.raises(NothingInReturn):
        submit_return(due, by=account_of(due))

    rows = TermReturn.objects.filter(pk=due.pk)
    submitted = {"state": ReturnState.SUBMITTED, "submitted_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**submitted, is_nil=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**submitted, is_nil=True, visits=1)
    assert submit_return(due, by=account_of(due), is_nil=True).is_nil


@pytest.mark.parametrize("school_funded", [False, True])
def test_return_is_told_to_the_head_and_to_the_authority_only_where_it_pays(school_funded):
    partnership = PartnershipSettings.load()
    partnership.coordinator_email = "coordinator@example.org"
    partnership.save()
    kind = FundingType.SCHOOL_FUNDED if school_funded else FundingType.LA_FUNDED
    due = TermReturnFactory(post=ASTPostFactory(funding=kind))
    head = head_of(due.post)

    done = submit_return(due, by=account_of(due), is_nil=True)
    submit_return(due, by=account_of(due), is_nil=True)

    to = {each.to_email for each in Message.objects.filter(kind="outreach_return_submitted")}
    assert to == {head.email} | (set() if school_funded else {"coordinator@example.org"})
    assert (done.to_head, done.to_authority) == (True, not school_funded)
    assert not Message.objects.filter(subject__contains=due.practitioner.name).exists()


def test_return_sent_back_says_why_and_comes_again():
    due = in_state(ReturnState.SUBMITTED)
    with pytest.raises(ReasonMissing):
        send_back_return(due, reason=" ", by=person(Role.AST_COORDINATOR))

    due = send_back_return(due, reason="Which schools?", by=person(Role.AST_COORDINATOR))
    letter = Message.objects.get(subject__contains="sent back")
    assert (letter.to_email, "Which schools?" in letter.text_body) == (account_of(due).email, True)
    again = submit_return(due, by=account_of(due), is_nil=True, barriers="No visits.")
    assert (again.state, again.returned_reason) == (ReturnState.SUBMITTED, "")


def test_overdue_is_worked_out_from_the_term_and_reminded_of_once_a_day():
    today = timezone.localdate()
    over = TermReturnFactory(term__ends_on=today - DUE_AFTER - timedelta(1))
    due_today = TermReturnFactory(
        term=TermFactory(spring=True, ends_on=today - DUE_AFTER, starts_on=today - timedelta(90))
    )
    for each in (over, due_today):
        account_of(each)

    assert (over.is_overdue, due_today.is_overdue) == (True, False)
    assert list(TermReturn.objects.overdue()) == [over]
    coordinator = person(Role.AST_COORDINATOR)
    assert [remind_of_returns(by=coordinator) for _ in range(2)] == [1, 0]
    assert Message.objects.get().to_email == account_of(over).email
