"""Candidates: from interest to the assessment and the post (CA L96 to L98)."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from core.models import User
from core.privacy.person import NO_ADDRESS
from core.services.outbox import one_line
from directory.enums import Role
from directory.models import Practitioner, PractitionerKind, School
from directory.outreach.enums import ENDED_CANDIDATES, CandidateState, SupportKind
from directory.outreach.letters.posts import tell_authority
from directory.outreach.models import (
    ASTAppointment,
    ASTPost,
    Candidate,
    CandidateSupport,
    OutreachSettings,
)
from directory.outreach.moves import CANDIDATE_MOVES
from directory.outreach.refusals import (
    CandidateListed,
    DayNotPossible,
    NotAccredited,
    RecruitmentClosed,
)
from directory.outreach.services.appointments import appoint_ast

OFFER_WITHIN = timedelta(days=14)
AST_KIND = "ast"


@transaction.atomic
def express_interest(
    *, name: str, email: str, school: School, note: str = "", by: User | None = None
) -> Candidate:
    """Somebody would like to become an AST, and the coordinator is told. The same person again is
    the same candidate. Raises RecruitmentClosed (CB ¶10) unless a coordinator enters them."""
    if by is None and OutreachSettings.load().recruitment_closed:
        raise RecruitmentClosed
    email = email.strip().lower()
    under_way = Candidate.objects.exclude(state__in=ENDED_CANDIDATES)
    known = under_way.filter(email__iexact=email).first()
    if known:
        return known
    try:
        with transaction.atomic():
            candidate = Candidate.objects.create(
                name=one_line(name), email=email, school=school, note=one_line(note)[:300]
            )
    except IntegrityError as error:
        raise CandidateListed("Somebody with this email address is a candidate already.") from error
    record(candidate, "candidate.interested", by=by)
    if by is None:
        tell_authority(
            "outreach_candidate_interest",
            Role.AST_COORDINATOR,
            url=candidate_url(candidate),
            about=_about(candidate),
            school=str(school),
        )
    return candidate


@transaction.atomic
def give_support(
    candidate: Candidate, *, kind: SupportKind | str, note: str = "", by: User
) -> CandidateSupport:
    """What was done for the candidate stands in the log, and a task of that kind is done with it.
    The first support moves an interested candidate on."""
    candidate = _lock(candidate)
    task = candidate.support.filter(kind=kind, done_on=None).first()
    support = task or CandidateSupport(candidate=candidate, kind=kind)
    support.note, support.by, support.done_on = note, by, timezone.localdate()
    support.save()
    if candidate.state == CandidateState.INTERESTED:
        _move(candidate, "support", by)
    return support


@transaction.atomic
def note_application(candidate: Candidate, *, by: User) -> Candidate:
    """The candidate has applied for the assessment. Raises MoveNotAllowed."""
    return _move(_lock(candidate), "apply", by)


@transaction.atomic
def book_assessment(candidate: Candidate, *, day: date, by: User) -> Candidate:
    """The assessment is on that day. Raises MoveNotAllowed."""
    candidate = _lock(candidate)
    candidate.assessment_on = day
    return _move(candidate, "book_assessment", by)


@transaction.atomic
def record_result(candidate: Candidate, *, met: bool, by: User) -> Candidate:
    """The candidate met the standards or did not. One who did is offered support: a task for the
    coordinator, who is told (CA L98). Raises MoveNotAllowed, DayNotPossible before the day."""
    candidate = _lock(candidate)
    name = "meet" if met else "not_meet"
    CANDIDATE_MOVES.target(name, candidate.state)
    today = timezone.localdate()
    if candidate.assessment_on > today:
        raise DayNotPossible(f"The assessment is on {candidate.assessment_on:%-d %B %Y}.")
    _move(candidate, name, by)
    if met:
        due_on = today + OFFER_WITHIN
        CandidateSupport.objects.create(candidate=candidate, kind=SupportKind.OFFER, due_on=due_on)
        tell_authority(
            "outreach_candidate_support",
            Role.AST_COORDINATOR,
            url=candidate_url(candidate),
            about=_about(candidate),
            school=str(candidate.school),
            day=due_on,
        )
    return candidate


@transaction.atomic
def try_again(candidate: Candidate, *, by: User) -> Candidate:
    """After an assessment that was not met the candidate is supported anew."""
    return _move(_lock(candidate), "try_again", by)


@transaction.atomic
def withdraw_candidate(candidate: Candidate, *, by: User) -> Candidate:
    return _move(_lock(candidate), "withdraw", by)


@transaction.atomic
def appoint_candidate(
    candidate: Candidate,
    post: ASTPost,
    *,
    starts_on: date,
    working_percent: int = 100,
    mentor: Practitioner | None = None,
    by: User,
) -> ASTAppointment:
    """The candidate is a practitioner, accredited on the day of the assessment, and holds the post,
    with an induction to come. Raises MoveNotAllowed, PostHeld, DayNotPossible, NotAccredited."""
    candidate = _lock(candidate)
    CANDIDATE_MOVES.target("appoint", candidate.state)
    if starts_on < candidate.assessment_on:
        raise NotAccredited(
            f"The standards were met on {candidate.assessment_on:%-d %B %Y}: give a later day."
        )
    candidate.practitioner = _practitioner(candidate, post)
    appointment = appoint_ast(
        post,
        candidate.practitioner,
        starts_on=starts_on,
        working_percent=working_percent,
        mentor=mentor,
        induction=True,
        by=by,
    )
    _move(candidate, "appoint", by)
    return appointment


@transaction.atomic
def empty_candidate(candidate: Candidate, *, name: str) -> None:
    """Who it was, is no longer told: `name` stands in place of the name, the address and the words
    are gone, and so is what was still to do. That there was a candidate stays; one who was under
    way is no longer on the list. An address of its own for each: somebody is a candidate once at a
    time."""
    candidate.name, candidate.note = name, ""
    candidate.email = f"candidate-{candidate.pk}.{NO_ADDRESS}"
    if candidate.state not in ENDED_CANDIDATES:
        candidate.state, candidate.state_since = CandidateState.WITHDRAWN, timezone.now()
    candidate.save()
    candidate.support.filter(done_on=None).delete()
    candidate.support.update(note="")


def candidate_url(candidate: Candidate) -> str:
    return reverse("outreach:candidate", args=[candidate.pk])


def _practitioner(candidate: Candidate, post: ASTPost) -> Practitioner:
    """The one of this address, or a new one. From here on the practitioner's date of accreditation
    is the only one; one that stands there already is kept."""
    known = Practitioner.objects.filter(email__iexact=candidate.email).first()
    practitioner = known or Practitioner(name=candidate.name, email=candidate.email)
    if known is None or not known.kind.needs_accreditation:
        practitioner.kind = PractitionerKind.objects.get(slug=AST_KIND)
    practitioner.base_school = post.base_school
    practitioner.accredited_on = practitioner.accredited_on or candidate.assessment_on
    practitioner.save()
    return practitioner


def _lock(candidate: Candidate) -> Candidate:
    """Held: of two who move a candidate on at the same moment one comes first."""
    return (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("school")
        .get(pk=candidate.pk)
    )


def _move(candidate: Candidate, name: str, by: User | None) -> Candidate:
    candidate.state = CANDIDATE_MOVES.target(name, candidate.state)
    candidate.state_since = timezone.now()
    candidate.save()
    record(candidate, f"candidate.{name}", by=by)
    return candidate


def _about(candidate: Candidate) -> str:
    return f"outreach.candidate:{candidate.pk}"
