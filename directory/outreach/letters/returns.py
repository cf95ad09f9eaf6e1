"""What is written about termly returns."""

from django.utils import timezone

from core.models import Message
from directory.outreach.letters import Fact, in_a_sentence, once_key, page, post
from directory.outreach.models import TermReturn, VisitCorrection
from directory.outreach.people import coordinator, school_leads, the_ast

_ONCE = "outreach_return"


def submitted(term_return: TermReturn) -> None:
    """To the head, and to the authority where it funds the post (CA L37)."""
    _to_readers(
        "outreach_return_submitted",
        term_return,
        once=f"{_ONCE}:submitted:{term_return.pk}:{_moment(term_return)}",
        is_nil=term_return.is_nil,
        post_subject=str(term_return.post.subject),
        school=str(term_return.post.base_school),
    )


def sent_back(term_return: TermReturn) -> None:
    post(
        "outreach_return_sent_back",
        [the_ast(term_return.practitioner)],
        term_return,
        once=f"{_ONCE}:sent_back:{term_return.pk}:{_moment(term_return)}",
        url=page("return", term_return.pk),
        term=in_a_sentence(term_return.term),
        why=term_return.returned_reason,
    )


def corrected(correction: VisitCorrection) -> None:
    """To those who have the return. Why stands on its page, and in no letter: words may name
    somebody (P14)."""
    _to_readers(
        "outreach_return_corrected",
        correction.term_return,
        once=f"{_ONCE}:corrected:{correction.pk}",
    )


def reminder(term_return: TermReturn) -> bool:
    """True when a letter was written now: one a day at most."""
    to = the_ast(term_return.practitioner)
    once = f"{_ONCE}:reminder:{term_return.pk}:{timezone.localdate():%Y%m%d}"
    if not to.email or Message.objects.filter(once_key=once_key(once, to)).exists():
        return False
    post(
        "outreach_return_overdue",
        [to],
        term_return,
        once=once,
        url=page("return", term_return.pk),
        term=in_a_sentence(term_return.term),
        day=term_return.due_on,
    )
    return True


def _moment(term_return: TermReturn) -> str:
    return f"{term_return.submitted_at:%Y%m%d%H%M%S%f}"


def _to_readers(kind: str, term_return: TermReturn, *, once: str, **facts: Fact) -> None:
    """To whom the return goes: the base school's head, and the authority where it funds the post
    (CA L37)."""
    to = school_leads(term_return.post.base_school)
    post(
        kind,
        [*to, coordinator()] if term_return.to_authority else to,
        term_return,
        once=once,
        url=page("return", term_return.pk),
        term=in_a_sentence(term_return.term),
        **facts,
    )
