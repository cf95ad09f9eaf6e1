"""Comments that seem to name somebody or are reported wait for the office, which shows, shortens or
withholds these and any other."""

import pytest

from core.models import AuditEntry, AuditWords
from psg_catalogue.enums import CommentReview, Concern
from psg_catalogue.models import ChangeNote, EvaluationAnswer
from psg_catalogue.queries.comments import notes_that_repeat, pieces, to_look_at
from psg_catalogue.queries.feedback import unanswered_feedback
from psg_catalogue.queries.results import session_results
from psg_catalogue.reports.evaluation_rows import rows_of_results
from psg_catalogue.services.change_notes import write_change_note
from psg_catalogue.services.comments import (
    CommentGone,
    NobodyToTakeOut,
    NoReasonToWithhold,
    named_in,
    names_around,
    report_comment,
    shorten_comment,
    show_comment,
    withhold_comment,
)
from psg_catalogue.services.evaluations import answer_evaluation
from tests.core.services.test_erasure import dump
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory
from tests.factories.evaluations import a_flagged_comment, answer, asked, held, the_default
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

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


LOUD = "Nobody could follow what was said at the back."


@pytest.fixture
def unnamed():
    """A comment in which nobody is named."""
    comment = a_flagged_comment(LOUD)
    assert read(comment) == [LOUD]
    return comment


def test_a_reported_comment_is_in_no_result_until_the_office_has_looked(unnamed, office):
    session = unnamed.response.session
    report_comment(unnamed, concern=Concern.PUPIL, by=office)
    report_comment(unnamed, concern=Concern.AUTHOR, by=office)

    assert [(each, each.concern) for each in to_look_at()] == [(unnamed, Concern.PUPIL)]
    assert read(unnamed) == []
    assert session_results(session).waiting == 1
    assert LOUD not in str(list(rows_of_results([session], words=True)))
    answer_evaluation(
        session.invitations.first(), {asked(the_default().versions.get(), "scale").pk: 2}
    )
    assert to_look_at().get().concern == Concern.PUPIL
    show_comment(unnamed, by=office)
    assert read(unnamed) == [LOUD]
    assert LOUD in str(list(rows_of_results([session], words=True)))
    assert EvaluationAnswer.objects.get(pk=unnamed.pk).concern == ""


def test_the_office_withholds_any_comment_and_takes_that_back(unnamed, office):
    session = unnamed.response.session
    answered = session.invitations.filter(answered=True).count()
    before = session_results(session)
    withhold_comment(unnamed, reason="It is about a guest.", by=office)

    after = session_results(session)
    assert read(unnamed) == []
    assert (after.answered, after.mean, after.distributions) == (
        before.answered, before.mean, before.distributions,
    )  # fmt: skip
    assert session.invitations.filter(answered=True).count() == answered
    show_comment(unnamed, by=office)
    assert read(unnamed) == [LOUD]


def test_no_trace_of_a_report_or_a_decision_leads_to_the_words_or_the_answer(unnamed, office):
    report_comment(unnamed, concern=Concern.AUTHOR, by=office)
    withhold_comment(unnamed, reason="Only one was late.", by=office)

    told = AuditEntry.objects.filter(action__startswith="comment.").order_by("pk")
    assert list(told.values_list("action", "actor_id", "details")) == [
        ("comment.reported", office.pk, {"concern": "author"}),
        ("comment.withheld", office.pk, {}),
    ]
    for table, rows in dump().items():
        if table != "psg_catalogue_evaluationanswer":
            assert LOUD not in rows, table
            assert unnamed.pk.hex not in rows.replace("-", ""), table


def test_what_is_kept_back_is_not_repeated_on_the_next_sessions_page(unnamed, office):
    session = unnamed.response.session
    following = StudyGroupSessionFactory(study_group=session.study_group)
    write_change_note(following, you_said="It was too loud.", we_changed="Doors shut.", by=office)
    assert notes_that_repeat(unnamed) == []
    quoted = f"We read: {LOUD.upper()}"
    ChangeNote.objects.all().delete()
    write_change_note(following, you_said=quoted, we_changed="A microphone.", by=office)
    assert [note.you_said for note in notes_that_repeat(unnamed)] == [quoted]
    assert notes_that_repeat(unnamed, still_shown=LOUD) == []
    assert unanswered_feedback(following) is None

    withhold_comment(unnamed, reason="It is about a guest.", by=office)
    assert not ChangeNote.objects.exists()
    assert unanswered_feedback(following) == session


def test_a_note_goes_with_the_names_that_it_repeats(comment, office):
    following = StudyGroupSessionFactory(study_group=comment.response.session.study_group)
    for said in ("Mrs Underhay went too fast.", "All of it went too fast for many."):
        write_change_note(following, you_said=said, we_changed="Slower.", by=office)
    shorten_comment(comment, also=["Tommy"], by=office)

    assert [note.you_said for note in ChangeNote.objects.all()] == [
        "All of it went too fast for many."
    ]


def test_the_names_are_marked(comment):
    cut = pieces(comment.text, named_in(comment))
    assert [(each.words, each.names) for each in cut] == [
        ("Mrs Underhay", True), (" went too fast for Tommy.", False),
    ]  # fmt: skip
