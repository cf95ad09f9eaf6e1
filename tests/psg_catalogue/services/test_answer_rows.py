"""What was said to each kind of question, as rows; and that no row, date or order leads from an
answer to the person who gave it (SAFETY 50)."""

import pytest
from django.db import IntegrityError, transaction

from psg_catalogue.models import EvaluationAnswer, EvaluationDay, EvaluationResponse
from psg_catalogue.services.answer_rows import rows_of
from psg_catalogue.services.evaluations import answer_evaluation
from tests.factories.evaluations import a_version, answer, asked, held, options_of
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return StudyGroupPageFactory()


@pytest.fixture
def version(group):
    return a_version(group)


def said(version, kind: str, value) -> list[tuple]:
    rows = rows_of(version, {asked(version, kind).pk: value})
    return [(row.scale, row.option and row.option.text, row.text, row.several) for row in rows]


def test_each_kind_is_kept_its_own_way(version):
    length = options_of(asked(version, "choice"))
    liked = options_of(asked(version, "several"))

    assert said(version, "scale", 5) == [(5, None, "", False)]
    assert said(version, "choice", length["Right"]) == [(None, "Right", "", False)]
    assert said(version, "several", [liked["Cake"], liked["Talk"], liked["Cake"]]) == [
        (None, "Talk", "", True),
        (None, "Cake", "", True),
    ]
    assert said(version, "text", "  More of it. ") == [(None, None, "More of it.", False)]


def test_what_is_no_answer_is_left_out(version):
    liked = options_of(asked(version, "several"))
    elsewhere = asked(a_version(StudyGroupPageFactory()), "choice")

    for value in (0, 6, -1, "4"):
        assert said(version, "scale", value) == []
    assert said(version, "choice", liked["Cake"]) == []
    assert said(version, "several", liked["Cake"]) == []
    assert said(version, "several", [0, options_of(elsewhere)["Right"]]) == []
    assert said(version, "text", "   ") == []
    assert rows_of(version, {elsewhere.pk: options_of(elsewhere)["Right"]}) == []


def test_the_database_keeps_answers_whole(group, version):
    session = held(group)
    choice, several = asked(version, "choice"), asked(version, "several")
    answer(session, {choice: options_of(choice)["Right"]})
    response = session.responses.get()
    first, second, _ = several.options.all()
    for row in (
        {"question": choice, "option": choice.options.first()},  # a second choice
        {"question": several},  # says nothing
        {"question": several, "several": True, "text": "Cake"},  # none of the options
        {"question": several, "option": first, "scale": 3},  # an option and a point
        {"question": several, "scale": 9},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            EvaluationAnswer.objects.create(response=response, **row)
    for option in (first, second):
        EvaluationAnswer.objects.create(
            response=response, question=several, option=option, several=True
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationAnswer.objects.create(
            response=response, question=several, option=first, several=True
        )


def test_answers_of_a_day_are_counted_apart_from_the_answers(group, version):
    session = held(group)
    answer(session, {asked(version, "scale"): 5}, {asked(version, "scale"): 4})
    answer_evaluation(session.invitations.first(), {asked(version, "scale").pk: 4})

    day = EvaluationDay.objects.get(session=session)
    assert (day.answers, day.on_paper) == (3, 2)
    kept = {field.name for field in EvaluationResponse._meta.get_fields()}
    assert kept == {"id", "session", "shown", "answers"}
