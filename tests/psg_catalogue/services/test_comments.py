"""Comments that seem to name somebody wait for the office, which shows, shortens or withholds."""

import pytest

from core.models import AuditEntry, AuditWords
from psg_catalogue.enums import CommentReview
from psg_catalogue.models import EvaluationAnswer
from psg_catalogue.queries.comments import pieces, to_look_at
from psg_catalogue.queries.results import session_results
from psg_catalogue.services.comments import (
    CommentGone,
    NobodyToTakeOut,
    NoReasonToWithhold,
    named_in,
    names_around,
    shorten_comment,
    show_comment,
    withhold_comment,
)
from psg_catalogue.services.evaluations import answer_evaluation
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory
from tests.factories.evaluations import a_flagged_comment, answer, asked, held, the_default
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return a_flagged_comment("Mrs Underhay went too fast for Tommy.")


@pytest.fixture
def office():
    return UserFactory()


def read(comment) -> list[str]:
    """What the leader reads of its session."""
    return [words for each in session_results(comment.response.session).comments
            for words in each.words]  # fmt: skip


def test_those_around_a_session_are_known():
    leader = PractitionerFactory(name="Aurelia Thornfield")
    session = held(StudyGroupPageFactory(leaders=[leader]))
    entry = session.entries.first()
    colleague = ColleagueFactory(school=entry.school)
    stranger = ColleagueFactory()

    names = names_around(session)
    assert {leader.name, entry.name, colleague.name} <= names
    assert stranger.name not in names


def test_a_comment_that_names_somebody_waits_and_any_other_is_shown(comment):
    session = comment.response.session
    assert comment.review == CommentReview.WAITING
    assert read(comment) == []
    assert session_results(session).waiting == 1

    other = a_flagged_comment("More examples, please.")
    assert other.review == CommentReview.NONE
    assert read(other) == ["More examples, please."]


def test_a_link_is_looked_at_as_paper_is():
    version = the_default().versions.get()
    session = held(StudyGroupPageFactory())
    words = {asked(version, "text").pk: "Ask Mrs Underhay."}
    answer_evaluation(session.invitations.first(), words)

    assert EvaluationAnswer.objects.get().review == CommentReview.WAITING


def test_the_office_sees_nothing_before_its_five_are_whole():
    version = the_default().versions.get()
    session = held(StudyGroupPageFactory())
    scale, text = asked(version, "scale"), asked(version, "text")
    answer(session, {text: "Ask Mrs Underhay."}, *[{scale: 3}] * 3)
    hidden = EvaluationAnswer.objects.get(question=text)
    assert not to_look_at()
    with pytest.raises(CommentGone):
        show_comment(hidden, by=None)

    answer(session, {scale: 3})
    assert list(to_look_at()) == [hidden]


def test_shown_as_it_was_written(comment, office):
    show_comment(comment, by=office)

    assert read(comment) == ["Mrs Underhay went too fast for Tommy."]
    assert not to_look_at()
    assert AuditEntry.objects.get(action="comment.shown").actor_id == office.pk


def test_shortened_keeps_the_names_nowhere(comment, office):
    shorten_comment(comment, also=["tommy"], by=office)

    assert read(comment) == ["[name] went too fast for [name]."]
    comment.refresh_from_db()
    assert comment.text == "[name] went too fast for [name]."
    entry = AuditEntry.objects.get(action="comment.shortened")
    assert "Underhay" not in str((entry.details, entry.changes))
    assert not AuditWords.objects.filter(entry=entry).exists()
    with pytest.raises(NobodyToTakeOut):
        shorten_comment(comment, by=office)


def test_withheld_with_a_reason_and_shown_after_all(comment, office):
    for reason in ("", " \n"):
        with pytest.raises(NoReasonToWithhold):
            withhold_comment(comment, reason=reason, by=office)
    withhold_comment(comment, reason="It is about a pupil.", by=office)

    assert read(comment) == []
    assert session_results(comment.response.session).waiting == 0
    assert list(to_look_at()) == [comment]
    assert AuditWords.objects.get().details == {"reason": "It is about a pupil."}
    show_comment(comment, by=office)
    assert len(read(comment)) == 1


def test_a_decision_outlasts_the_answers_that_come_after_it(comment, office):
    withhold_comment(comment, reason="It is about a pupil.", by=office)
    session = comment.response.session
    answer_evaluation(
        session.invitations.first(), {asked(the_default().versions.get(), "scale").pk: 2}
    )

    comment.refresh_from_db()
    assert comment.review == CommentReview.WITHHELD


def test_the_names_are_marked(comment):
    cut = pieces(comment.text, named_in(comment))
    assert [(each.words, each.names) for each in cut] == [
        ("Mrs Underhay", True), (" went too fast for Tommy.", False),
    ]  # fmt: skip
