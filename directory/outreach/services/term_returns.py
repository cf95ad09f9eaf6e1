"""The termly return: written by the AST, received by the authority or by the head (CA L37)."""

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.services.outbox import one_line
from directory.enums import Role
from directory.outreach.enums import FundingType
from directory.outreach.funding_refusals import (
    NothingInReturn,
    NotNil,
    NotYours,
    ReasonMissing,
)
from directory.outreach.letters import returns as letters
from directory.outreach.models import TermReturn
from directory.outreach.moves import AST, BASE_LEAD
from directory.outreach.queries.term_work import work_of
from directory.outreach.return_enums import ReturnState
from directory.outreach.return_moves import RETURNS
from directory.permissions import has_role, has_school_role


def goes_to_authority(term_return: TermReturn) -> bool:
    """CA L37: to the authority and the head where the authority funds the post, to the head alone
    where the school does. Who paid on the term's last day decides."""
    return term_return.post.funding_on(term_return.term.ends_on) != FundingType.SCHOOL_FUNDED


def actors_of(user, term_return: TermReturn) -> frozenset[str]:
    """What the person is to this return: its writer, or the one of the two who receives it."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    found = set()
    if term_return.practitioner.user_id == user.pk:
        found.add(AST)
    if goes_to_authority(term_return):
        if has_role(user, Role.AST_COORDINATOR):
            found.add(Role.AST_COORDINATOR.value)
    elif has_school_role(user, term_return.post.base_school, Role.SCHOOL_LEAD):
        found.add(BASE_LEAD)
    return frozenset(found)


@transaction.atomic
def submit_return(
    term_return: TermReturn,
    *,
    by,
    is_nil: bool = False,
    highlights: str = "",
    barriers: str = "",
    support_needed: str = "",
) -> TermReturn:
    """The totals of today go with it, and whoever it is for is told. A second submission of the
    same words changes nothing. Raises NotYours, MoveNotAllowed, NothingInReturn, NotNil."""
    term_return = _lock(term_return)
    words = {"highlights": highlights, "barriers": barriers, "support_needed": support_needed}
    if _is_the_same(term_return, is_nil, words):
        return term_return
    work = work_of(term_return.practitioner, term_return.term)
    if is_nil and not work.is_empty:
        raise NotNil
    if not is_nil and work.is_empty:
        raise NothingInReturn
    _step(term_return, "submit", by)
    for name, value in {**work.totals, **words, "is_nil": is_nil}.items():
        setattr(term_return, name, value)
    term_return.submitted_at = timezone.now()
    term_return.to_authority = goes_to_authority(term_return)
    term_return.to_head = True
    term_return.returned_reason = ""
    term_return.save()
    record(term_return, "return.submitted", by=by, nil=is_nil)
    letters.submitted(term_return)
    return term_return


@transaction.atomic
def receive_return(term_return: TermReturn, *, by) -> TermReturn:
    """The authority, or the head of a school that funds the post, has it. Receiving twice changes
    nothing. Raises NotYours, MoveNotAllowed."""
    term_return = _lock(term_return)
    if term_return.state == ReturnState.RECEIVED:
        return term_return
    _step(term_return, "receive", by)
    term_return.received_on, term_return.received_by = timezone.localdate(), by
    term_return.save()
    record(term_return, "return.received", by=by)
    return term_return


@transaction.atomic
def send_back_return(term_return: TermReturn, *, reason: str, by) -> TermReturn:
    """The AST is told why, and writes it again. Raises NotYours, MoveNotAllowed, ReasonMissing."""
    reason = one_line(reason)[:300]
    if not reason:
        raise ReasonMissing
    term_return = _lock(term_return)
    _step(term_return, "send_back", by)
    term_return.returned_reason = reason
    term_return.save()
    record(term_return, "return.sent_back", by=by)
    letters.sent_back(term_return)
    return term_return


def remind_of_returns(*, by) -> int:
    """Everyone whose return is overdue is reminded, once a day each, however often this is asked.
    Returns how many were written to now."""
    count = 0
    for term_return in (
        TermReturn.objects.overdue().with_names().select_related("practitioner__user")
    ):
        with transaction.atomic():
            if letters.reminder(term_return):
                record(term_return, "return.reminded", by=by)
                count += 1
    return count


def _is_the_same(term_return: TermReturn, is_nil: bool, words: dict[str, str]) -> bool:
    return term_return.state == ReturnState.SUBMITTED and all(
        getattr(term_return, name) == value for name, value in {**words, "is_nil": is_nil}.items()
    )


def _lock(term_return: TermReturn) -> TermReturn:
    """The return, held: of a receipt and a sending back at once one comes first."""
    return (
        TermReturn.objects.select_for_update(of=("self",))
        .select_related("post__base_school", "post__subject", "term", "practitioner__user")
        .get(pk=term_return.pk)
    )


def _step(term_return: TermReturn, name: str, by) -> None:
    if not RETURNS[name].actors & actors_of(by, term_return):
        raise NotYours
    term_return.state = RETURNS.target(name, term_return.state)
