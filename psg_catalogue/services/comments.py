"""What people wrote, where it should not be read as it stands. What seems to name somebody waits
for the office; whoever reads a comment may report it; and the office shows any of them as it was
written, takes names out, or withholds it for a reason."""

from collections.abc import Iterable

from django.db import transaction

from core.audit import record
from core.services.outbox import one_line
from directory.models import Colleague, Practitioner
from psg_catalogue.enums import KEPT_BACK, CommentReview, Concern
from psg_catalogue.models import EvaluationAnswer, StudyGroupSession
from psg_catalogue.naming import find_names, places_of, without_names
from psg_catalogue.queries.comments import notes_that_repeat
from psg_catalogue.services.change_notes import remove_change_note
from psg_catalogue.services.locks import lock_session


class CommentRefused(Exception):
    """Nothing was changed. `str()` of it is a sentence for the person at the screen."""


class NobodyToTakeOut(CommentRefused):
    def __str__(self) -> str:
        return "No name is found in it. Write down the words that name somebody, or withhold it."


class NoReasonToWithhold(CommentRefused):
    def __str__(self) -> str:
        return "Say why it is withheld."


class CommentGone(CommentRefused):
    def __str__(self) -> str:
        return "This comment is not kept any more."


def names_around(session: StudyGroupSession) -> set[str]:
    """Whom somebody at this session may write of: those on its register, its leaders, and the staff
    of the schools that took part. Three queries."""
    entries = list(session.entries.values_list("name", "school"))
    schools = {school for _, school in entries if school} | {session.venue_id}
    colleagues = Colleague.objects.filter(school__in=schools - {None})
    leaders = Practitioner.objects.filter(leaderships__page=session.study_group_id)
    return {
        *(name for name, _ in entries),
        *colleagues.values_list("name", flat=True),
        *leaders.values_list("name", flat=True),
    }


def flag_names(session: StudyGroupSession, said: Iterable[EvaluationAnswer]) -> None:
    """Words in which somebody seems to be named wait for the office. The rows are not saved yet."""
    written = [answer for answer in said if answer.text]
    names = names_around(session) if written else ()
    for answer in written:
        if find_names(answer.text, names):
            answer.review = CommentReview.WAITING


def named_in(answer: EvaluationAnswer) -> list[tuple[int, int]]:
    """Where a comment seems to name somebody, as far as is known now."""
    return find_names(answer.text, names_around(answer.response.session))


@transaction.atomic
def report_comment(answer: EvaluationAnswer, *, concern: Concern, by) -> EvaluationAnswer:
    """It is in no results until the office has looked at it. What is kept back already stays as it
    is. Raises CommentGone."""
    answer = _lock(answer)
    if answer.review not in KEPT_BACK:
        answer.concern = concern
        _decide(answer, CommentReview.REPORTED, "comment.reported", by, concern=concern)
    return answer


@transaction.atomic
def show_comment(answer: EvaluationAnswer, *, by) -> EvaluationAnswer:
    """It is among the results as it stands, also after having been withheld. Raises CommentGone."""
    return _decide(_lock(answer), CommentReview.SHOWN, "comment.shown", by)


@transaction.atomic
def shorten_comment(answer: EvaluationAnswer, *, also: Iterable[str] = (), by) -> EvaluationAnswer:
    """It is among the results with “[name]” where somebody was named; the names, and `also` what
    the office found to name somebody, are kept nowhere, nor in a note that repeats them. Raises
    NobodyToTakeOut, CommentGone."""
    answer = _lock(answer)
    others = without_names(answer.text, places_of(answer.text, also))
    short = without_names(others, find_names(others, names_around(answer.response.session)))
    if short == answer.text:
        raise NobodyToTakeOut
    _take_off_notes(answer, short, by)
    answer.text = short
    return _decide(answer, CommentReview.SHORTENED, "comment.shortened", by)


@transaction.atomic
def withhold_comment(answer: EvaluationAnswer, *, reason: str, by) -> EvaluationAnswer:
    """Nobody but the office reads it, nor a note that repeats it; the reason stands in the
    session's history. Raises NoReasonToWithhold, CommentGone."""
    reason = one_line(reason)
    if not reason:
        raise NoReasonToWithhold
    answer = _lock(answer)
    _take_off_notes(answer, "", by)
    return _decide(answer, CommentReview.WITHHELD, "comment.withheld", by, reason=reason)


def _take_off_notes(answer: EvaluationAnswer, shown: str, by) -> None:
    """Of the comment, `shown` is what may still be read: a note on a session to come with other
    words of it goes, and the leader is asked again what changes."""
    for note in notes_that_repeat(answer, still_shown=shown):
        remove_change_note(note, by=by)


def _lock(answer: EvaluationAnswer) -> EvaluationAnswer:
    """The comment as it stands. A session's answers are written anew with each that comes in, so
    its row is what has to be held."""
    lock_session(answer.response.session)
    rows = EvaluationAnswer.objects.select_related("response__session__study_group")
    found = rows.shown().exclude(text="").filter(pk=answer.pk).first()
    if found is None:
        raise CommentGone
    return found


def _decide(answer: EvaluationAnswer, review: str, action: str, by, **details) -> EvaluationAnswer:
    if answer.review == review and review != CommentReview.SHORTENED:
        return answer
    answer.review = review
    answer.concern = answer.concern if review == CommentReview.REPORTED else ""
    answer.save(update_fields=["review", "concern", "text"])
    record(answer.response.session, action, by=by, **details)
    return answer
