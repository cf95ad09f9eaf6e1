"""Building forms: drafts, versions, and that what was asked stays as it was asked."""

import pytest
from django.db import IntegrityError, connection, transaction

from psg_catalogue.models import (
    EvaluationForm,
    EvaluationOption,
    EvaluationQuestion,
    EvaluationVersion,
)
from psg_catalogue.services.evaluation_forms import (
    MOST_QUESTIONS,
    AlreadyPublished,
    CannotBeAnswered,
    NothingAsked,
    NothingPublished,
    OnlyForm,
    TooManyQuestions,
    discard_draft,
    make_form,
    move_question,
    publish_version,
    remove_question,
    start_draft,
    use_form,
    version_for,
    write_question,
)
from psg_catalogue.services.evaluations import questions_of
from tests.factories.evaluations import SCALE, a_version, answer, asked, held, the_default
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return StudyGroupPageFactory()


def texts(version: EvaluationVersion) -> list[str]:
    return [question.text for question in version.questions.all()]


def test_a_new_site_asks_the_default_form(group):
    version = version_for(group)

    assert (version.form, version.number) == (the_default(), 1)
    assert len(texts(version)) == 5
    assert all(question.fixed for question in version.questions.all())


def test_a_groups_own_form_begins_as_the_default_and_is_asked_once_published(group):
    form = make_form(group, by=None)
    assert make_form(group, by=None) == form
    draft = form.versions.get()

    assert texts(draft) == texts(version_for(group))
    assert version_for(group).form == the_default()
    publish_version(draft, by=None)
    assert version_for(group) == draft
    assert version_for(StudyGroupPageFactory()).form == the_default()


def test_a_form_set_aside_is_not_asked_and_can_be_taken_up(group):
    version = a_version(group)
    form = use_form(version.form, False, by=None)
    assert version_for(group).form == the_default()

    use_form(form, True, by=None)
    assert version_for(group) == version
    with pytest.raises(OnlyForm):
        use_form(the_default(), False, by=None)
    unwritten = make_form(StudyGroupPageFactory(), by=None)
    EvaluationForm.objects.filter(pk=unwritten.pk).update(in_use=False)
    with pytest.raises(NothingPublished):
        use_form(unwritten, True, by=None)


def test_changing_a_form_publishes_a_version_and_old_answers_keep_their_questions(group):
    first = a_version(group)
    session = held(group)
    answer(session, {asked(first, "scale"): 5})
    before = texts(first)

    draft = start_draft(first.form, by=None)
    assert start_draft(first.form, by=None) == draft
    write_question(draft, draft.questions.first(), text="Was it useful?", **SCALE)
    second = publish_version(draft, by=None)

    assert (first.number, second.number) == (1, 2)
    assert texts(first) == before
    assert questions_of(session) == first
    assert questions_of(held(group)) == second
    assert session.responses.get().answers.get().question.version == first


@pytest.mark.parametrize("change", [
    lambda version: write_question(version, version.questions.first(), text="Other?", kind="text"),
    lambda version: write_question(version, text="One more?", kind="text"),
    lambda version: remove_question(version.questions.first()),
    lambda version: move_question(version.questions.first(), up=False),
    lambda version: publish_version(version, by=None),
    lambda version: discard_draft(version, by=None),
])  # fmt: skip
def test_a_published_version_takes_no_change(group, change):
    version = a_version(group)
    before = texts(version)

    with pytest.raises(AlreadyPublished):
        change(version)
    assert texts(version) == before


def test_the_database_itself_refuses_to_change_what_was_asked(group):
    version = a_version(group)
    answer(held(group), {asked(version, "scale"): 5})

    for change in (
        lambda: version.questions.update(text="Other?"),
        lambda: version.questions.update(fixed=False),
        lambda: EvaluationOption.objects.filter(question__version=version).update(text="Other"),
        lambda: _delete_row(asked(version, "scale")),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
            connection.check_constraints()


def _delete_row(question: EvaluationQuestion) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM psg_catalogue_evaluationquestion WHERE id = %s", [question.pk])


def test_a_question_is_written_with_what_its_kind_needs(group):
    draft = make_form(group, by=None).versions.get()
    chosen = write_question(
        draft, text="How long?", kind="choice", low_label="short", options=["Long", "Short", "Long"]
    )

    assert [option.text for option in chosen.options.all()] == ["Long", "Short"]
    assert chosen.low_label == ""
    scale = write_question(draft, chosen, text="How long?", options=["Long", "Short"], **SCALE)
    assert (scale.pk, scale.options.count(), scale.points) == (chosen.pk, 0, 5)


def test_questions_move_by_one_and_stop_at_the_ends(group):
    draft = make_form(group, by=None).versions.get()
    first, second, *_ = draft.questions.all()

    move_question(second, up=True)
    assert texts(draft)[:2] == [second.text, first.text]
    move_question(second, up=True)
    assert texts(draft)[0] == second.text
    move_question(second, up=False)
    assert texts(draft)[:2] == [first.text, second.text]


def test_a_form_that_nobody_can_answer_is_not_published(group):
    draft = make_form(group, by=None).versions.get()
    for question in draft.questions.all():
        remove_question(question)
    with pytest.raises(NothingAsked):
        publish_version(draft, by=None)

    write_question(draft, text="How long?", kind="choice", options=["Long"])
    with pytest.raises(CannotBeAnswered, match="How long"):
        publish_version(draft, by=None)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_form_has_room_for_so_many_questions(group):
    draft = make_form(group, by=None).versions.get()
    for number in range(MOST_QUESTIONS - draft.questions.count()):
        write_question(draft, text=f"Question {number}?", kind="text")

    with pytest.raises(TooManyQuestions):
        write_question(draft, text="One more?", kind="text")


def test_a_draft_thrown_away_leaves_what_was_asked(group):
    version = a_version(group)
    discard_draft(start_draft(version.form, by=None), by=None)

    assert version.form.versions.get() == version
    assert version_for(group) == version


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_question_put_in_while_the_draft_is_published_is_in_it_or_refused(threads):
    draft = make_form(StudyGroupPageFactory(), by=None).versions.get()
    publish = [lambda: publish_version(draft, by=None)] * 2
    write = [lambda: write_question(draft, text="Late?", kind="text")] * 2

    outcomes = threads([*publish, *write])

    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert refused
    assert all(isinstance(error, AlreadyPublished) for error in refused)
    assert all(question.fixed for question in draft.questions.all())
