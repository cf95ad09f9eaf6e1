"""Proposing a study group, and what the training school's office answers (DOMAIN 2.6: "leader
proposes, psg_organiser approves and publishes"). Each step locks the proposal, asks the table of
moves, stands in the history and is told by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from core.academic_year import LONDON, AcademicYear
from core.audit import record
from directory.models import KeyStage, Practitioner, School, Subject
from psg_catalogue.enums import OPEN_PROPOSALS, ProposalState
from psg_catalogue.models import (
    GroupProposal,
    ProposedSession,
    StudyGroupPage,
    StudyGroupSession,
)
from psg_catalogue.proposal_moves import PROPOSAL_MOVES
from psg_catalogue.proposal_refusals import AlreadyProposed, NotInPost, NoWords
from psg_catalogue.services.notices import proposals as notices
from psg_catalogue.services.sessions import create_session
from psg_catalogue.services.study_groups import draft_study_group


@dataclass(frozen=True)
class Wish:
    """A session that is wished for: a day and two times of it, in London."""

    day: date
    starts: time
    ends: time
    title: str = ""


@dataclass(frozen=True)
class ProposedWords:
    """What a proposal says. More dates than sessions make it as many sessions."""

    year: AcademicYear
    title: str
    summary: str
    aims: str
    audience: str
    year_changes: str
    session_count: int
    subjects: Sequence[Subject] = ()
    key_stages: Sequence[KeyStage] = ()
    co_leaders: Sequence[Practitioner] = ()
    terms: Sequence[str] = ()
    venue: School | None = None
    venue_note: str = ""
    capacity: int = 20
    dates: Sequence[Wish] = ()


@dataclass(frozen=True)
class Approved:
    """The draft that an approval made, its planned sessions, and how many wished dates had passed
    by then."""

    page: StudyGroupPage
    sessions: list[StudyGroupSession]
    passed: int = 0


@transaction.atomic
def propose_group(practitioner: Practitioner, words: ProposedWords, *, by=None) -> GroupProposal:
    """The office has one more proposal to decide about. Raises NotInPost, AlreadyProposed."""
    if not practitioner.is_current:
        raise NotInPost
    proposal = GroupProposal(proposer=practitioner)
    _write(proposal, words)
    record(proposal, "proposal.made", by=by, year=proposal.academic_year)
    notices.tell_of_proposal(proposal)
    return proposal


@transaction.atomic
def change_proposal(proposal: GroupProposal, words: ProposedWords, *, by=None) -> GroupProposal:
    """The proposal says this from now on; one that was sent back is proposed again. Raises
    MoveNotAllowed, AlreadyProposed."""
    proposal = _lock(proposal)
    again = proposal.state != ProposalState.PROPOSED
    if again:
        proposal.state = PROPOSAL_MOVES.target("propose_again", proposal.state)
        proposal.proposed_at = timezone.now()
    _write(proposal, words)
    record(proposal, "proposal.made_again" if again else "proposal.changed", by=by)
    if again:
        notices.tell_of_proposal(proposal, again=True)
    return proposal


@transaction.atomic
def send_back(proposal: GroupProposal, *, answer: str, by=None) -> GroupProposal:
    """The proposer is asked to change something. Raises MoveNotAllowed, NoWords."""
    proposal = _answer(proposal, "send_back", answer, by)
    notices.tell_of_sending_back(proposal)
    return proposal


@transaction.atomic
def decline_proposal(proposal: GroupProposal, *, answer: str, by=None) -> GroupProposal:
    """There will be no such study group, and the proposer reads why. Raises MoveNotAllowed,
    NoWords."""
    proposal = _answer(proposal, "decline", answer, by)
    notices.tell_of_decline(proposal)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: GroupProposal, *, by=None) -> GroupProposal:
    """The proposer has thought better of it; doing so twice changes nothing more. Raises
    MoveNotAllowed."""
    proposal = _lock(proposal)
    if proposal.state == ProposalState.WITHDRAWN:
        return proposal
    _move(proposal, "withdraw", by)
    notices.tell_of_withdrawal(proposal)
    return proposal


@transaction.atomic
def approve_proposal(proposal: GroupProposal, *, answer: str = "", by=None) -> Approved:
    """The study group's page is a draft with the proposal's words and leaders, and each wished date
    that is still to come a planned session, a draft too. Approving twice gives the same page.
    Raises MoveNotAllowed, NoCatalogue."""
    proposal = _lock(proposal)
    if proposal.state == ProposalState.APPROVED and proposal.page:
        return Approved(proposal.page, list(proposal.page.sessions.order_by("starts_at")))
    proposal.answer = answer.strip()
    PROPOSAL_MOVES.target("approve", proposal.state)
    proposal.page = draft_study_group(
        title=proposal.title,
        leaders=[proposal.proposer, *proposal.co_leaders.order_by("name")],
        subjects=proposal.subjects.all(),
        key_stages=proposal.key_stages.all(),
        summary=proposal.summary,
        aims=_aims(proposal),
        audience=proposal.audience,
        by=by,
    )
    dates = list(proposal.dates.all())
    coming = [each for each in dates if _at(each.day, each.starts) > timezone.now()]
    sessions = [_plan(proposal, each, number, by) for number, each in enumerate(coming, start=1)]
    _move(proposal, "approve", by)
    notices.tell_of_approval(proposal, len(sessions))
    return Approved(proposal.page, sessions, len(dates) - len(coming))


def _lock(proposal: GroupProposal) -> GroupProposal:
    """The row as it stands now: two people who answer at once would each send a letter. Its page is
    not joined: who waits for the lock would not see one that was made meanwhile."""
    rows = GroupProposal.objects.select_for_update(of=("self",))
    return rows.select_related("proposer__user", "venue").get(pk=proposal.pk)


def _write(proposal: GroupProposal, words: ProposedWords) -> None:
    proposal.academic_year = words.year.start
    for name in ("title", "summary", "aims", "audience", "year_changes", "venue", "venue_note",
                 "capacity"):  # fmt: skip
        setattr(proposal, name, getattr(words, name))
    proposal.terms = list(words.terms)
    proposal.session_count = max(words.session_count, len(words.dates))
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        if _is_taken(proposal):
            raise AlreadyProposed from error
        raise
    proposal.subjects.set(words.subjects)
    proposal.key_stages.set(words.key_stages)
    proposal.co_leaders.set(each for each in words.co_leaders if each != proposal.proposer)
    proposal.dates.all().delete()
    ProposedSession.objects.bulk_create(
        ProposedSession(
            proposal=proposal, title=wish.title, day=wish.day, starts=wish.starts, ends=wish.ends
        )
        for wish in words.dates
    )


def _is_taken(proposal: GroupProposal) -> bool:
    """Whether the constraint that refused the row was that of its title."""
    others = GroupProposal.objects.filter(
        proposer=proposal.proposer,
        academic_year=proposal.academic_year,
        title__iexact=proposal.title,
        state__in=OPEN_PROPOSALS,
    )
    return others.exclude(pk=proposal.pk).exists()


def _answer(proposal: GroupProposal, move: str, answer: str, by) -> GroupProposal:
    proposal = _lock(proposal)
    PROPOSAL_MOVES.target(move, proposal.state)
    if not answer.strip():
        raise NoWords
    proposal.answer = answer.strip()
    _move(proposal, move, by)
    return proposal


def _move(proposal: GroupProposal, move: str, by) -> None:
    """To the state that the table says, written to the locked row and to the history."""
    before = proposal.state
    proposal.state = PROPOSAL_MOVES.target(move, before)
    if not proposal.is_open:
        proposal.settled_at, proposal.settled_by = timezone.now(), by
    proposal.save(update_fields=["state", "answer", "settled_at", "settled_by", "page"])
    record(proposal, f"proposal.{move}", by=by, changes={"state": (before, proposal.state)})


def _plan(proposal: GroupProposal, wish: ProposedSession, number: int, by) -> StudyGroupSession:
    return create_session(
        proposal.page,
        title=wish.title or f"Session {number}",
        starts_at=_at(wish.day, wish.starts),
        ends_at=_at(wish.day, wish.ends),
        capacity=proposal.capacity,
        venue=proposal.venue,
        venue_note=proposal.venue_note,
        live=False,
        by=by,
    )


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON)


def _aims(proposal: GroupProposal) -> str:
    """The aims a paragraph a line, then what the year should change."""
    aims = _paragraphs(proposal.aims)
    changes = _paragraphs(proposal.year_changes)
    return format_html("{}<p><b>What the year should change</b></p>{}", aims, changes)


def _paragraphs(words: str) -> str:
    lines = filter(None, map(str.strip, words.splitlines()))
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
