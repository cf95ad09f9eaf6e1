"""What is written about termly returns."""

from django.utils import timezone

from core.models import Message
from core.templatetags.wording import long_date
from directory.outreach.letters import Letter, page, post
from directory.outreach.models import TermReturn, VisitCorrection
from directory.outreach.people import coordinator, email_of, school_leads, the_ast

KIND = "outreach_return"


def submitted(term_return: TermReturn) -> None:
    """To the head, and to the authority where it funds the post (CA L37)."""
    post_words = f"{term_return.post.subject} at {term_return.post.base_school}"
    _to_readers(
        term_return,
        subject=f"Termly return submitted, {_term(term_return)}",
        paragraphs=[
            f"The return for the AST post in {post_words} is in."
            + (" It is a nil return." if term_return.is_nil else ""),
        ],
        key=f"submitted:{term_return.pk}:{_moment(term_return)}",
    )


def sent_back(term_return: TermReturn) -> None:
    letter = Letter(
        subject=f"Your termly return was sent back, {_term(term_return)}",
        paragraphs=[
            "Your return needs another look before it can be received.",
            f"The reason: {term_return.returned_reason}",
        ],
        reason="You have this message because you hold the post.",
        button="Change it and submit it again",
        url=page("return", term_return.pk),
    )
    once = f"sent_back:{term_return.pk}:{_moment(term_return)}"
    post(KIND, letter, [the_ast(term_return.practitioner)], term_return, once)


def corrected(correction: VisitCorrection) -> None:
    """To those who have the return. Why stands on its page, and in no letter: words may name
    somebody (P14)."""
    term_return = correction.term_return
    _to_readers(
        term_return,
        subject=f"A termly return was corrected, {_term(term_return)}",
        paragraphs=[
            "A visit that the return tells of was recorded afterwards, put right or taken away."
            " The return stays as it was; the correction stands beside it, with its reason.",
        ],
        key=f"corrected:{correction.pk}",
    )


def reminder(term_return: TermReturn) -> bool:
    """True when a letter was written now: one a day at most."""
    address = email_of(term_return.practitioner)
    once = f"reminder:{term_return.pk}:{timezone.localdate():%Y%m%d}"
    key = f"{KIND}:{once}:{address.lower()}"
    if not address or Message.objects.filter(once_key=key).exists():
        return False
    letter = Letter(
        subject=f"Your termly return is overdue, {_term(term_return)}",
        paragraphs=[
            f"It was due on {long_date(term_return.due_on)}. The visits and sessions on record"
            " are filled in already.",
            "If there was no outreach this term, say so: a nil return takes one tick.",
        ],
        reason="You have this message because you hold the post.",
        button="Write the return",
        url=page("return", term_return.pk),
    )
    post(KIND, letter, [the_ast(term_return.practitioner)], term_return, once)
    return True


def _term(term_return: TermReturn) -> str:
    words = str(term_return.term)
    return words[:1].lower() + words[1:]


def _moment(term_return: TermReturn) -> str:
    return f"{term_return.submitted_at:%Y%m%d%H%M%S%f}"


def _to_readers(term_return: TermReturn, *, subject: str, paragraphs: list[str], key: str) -> None:
    """To whom the return goes: the base school's head, and the authority where it funds the post
    (CA L37)."""
    letter = Letter(
        subject=subject,
        paragraphs=paragraphs,
        reason="You have this message because termly returns of this post go to you.",
        button="Read it",
        url=page("return", term_return.pk),
    )
    to = school_leads(term_return.post.base_school)
    if term_return.to_authority:
        to = [*to, coordinator()]
    post(KIND, letter, to, term_return, key)
