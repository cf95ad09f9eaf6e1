"""What results are made of: whole steps of five people, cell by cell, the same from every side."""

import pytest

from core.academic_year import AcademicYear
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.results import session_results, study_group_results, year_results
from tests.factories.evaluations import SCALE, a_version, answer, asked, held, options_of
from tests.factories.psg_catalogue import StudyGroupPageFactory, twilight

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return StudyGroupPageFactory()


@pytest.fixture
def version(group):
    return a_version(group)


def shown(results) -> dict[str, tuple]:
    return {each.question.text: (each.answered, dict(each.bars)) for each in results.distributions}


def fully(version, *, point: int = 5, length: str = "Right", liked=("Talk",)) -> dict:
    """A sheet with an answer to each question that is no text."""
    choice, several = asked(version, "choice"), asked(version, "several")
    return {
        asked(version, "scale"): point,
        choice: options_of(choice)[length],
        several: [options_of(several)[each] for each in liked],
    }


def test_each_kind_is_counted_by_people(group, version):
    session = held(group, came=8)
    answer(
        session,
        *[fully(version, liked=("Talk", "Cake"))] * 2,
        *[fully(version, point=2, length="Too long", liked=("Cake",))] * 3,
    )

    results = session_results(session)
    scale, choice, several = results.distributions

    assert shown(results) == {
        "Did it meet its aims?": (5, {"5": 2, "4": 0, "3": 0, "2": 3, "1": 0}),
        "How long was it?": (5, {"A": 3, "B": 2, "C": 0}),
        "What did you like?": (5, {"A": 2, "B": 0, "C": 5}),
    }
    assert (scale.mean, choice.mean) == (3.2, None)
    assert scale.rows[0] == ("5, completely", 2, 40)
    assert [share for _, _, share in several.rows] == [40, 0, 100]
    assert (results.answered, results.asked, results.share) == (5, 8, 63)


def test_a_question_fewer_than_five_answered_is_left_out(group, version):
    session = held(group, came=8)
    scale, choice = asked(version, "scale"), asked(version, "choice")
    right = options_of(choice)["Right"]
    answer(session, *[{scale: 5, choice: right}] * 4, {scale: 4})

    assert list(shown(session_results(session))) == ["Did it meet its aims?"]


def test_a_group_and_a_year_show_nothing_that_a_session_hides(group, version):
    """Else the four who answered in one session would be the whole less the other session."""
    scale, choice = asked(version, "scale"), asked(version, "choice")
    length = options_of(choice)
    first, second = held(group, came=8), held(group, came=8)
    answer(first, *[{scale: 5, choice: length["Right"]}] * 5)
    answer(second, *[{scale: 1, choice: length["Too long"]}] * 4, {scale: 1})
    few = held(group, came=8)
    answer(few, *[{scale: 3, choice: length["Too long"]}] * 4)

    apart = {"Did it meet its aims?": (10, {"5": 5, "4": 0, "3": 0, "2": 0, "1": 5}),
             "How long was it?": (5, {"A": 0, "B": 5, "C": 0})}  # fmt: skip
    together = study_group_results(group)
    assert shown(together) == apart
    assert (together.answered, together.asked) == (10, 16)
    assert shown(year_results(AcademicYear.of(first.starts_at))) == apart


def test_a_year_is_made_of_the_sessions_that_began_in_it(group, version):
    session = held(group)
    answer(session, *[fully(version)] * 5)
    year = AcademicYear.of(session.starts_at)
    StudyGroupSession.objects.filter(pk=held(group).pk).update(starts_at=twilight(-800))

    assert year_results(year).answered == 5
    assert year_results(year.previous).answered == 0


def test_versions_that_ask_the_same_are_one_question_and_others_are_two(group):
    aims = {"text": "Did it meet its aims?", **SCALE}
    length = {"text": "How long was it?", "kind": "choice"}
    first = a_version(group, aims, {**length, "options": ["Right", "Too long"]})
    before = held(group)
    answer(
        before, *[{asked(first, "scale"): 5, asked(first, "choice"): _option(first, "Right")}] * 5
    )
    second = a_version(
        group, {**aims, "text": "did it  meet its aims?"},
        {**length, "options": ["Too short", "right"]}, {**aims, "points": 4},
    )  # fmt: skip
    after = held(group)
    five, four = second.questions.filter(kind="scale")
    answer(after, *[{five: 4, four: 4, asked(second, "choice"): _option(second, "right")}] * 5)

    results = study_group_results(group)
    assert [(each.question.points, each.answered) for each in results.scales] == [(5, 10), (4, 5)]
    (choice,) = [each for each in results.distributions if not each.is_scale]
    assert [tuple(line) for line in choice.lines] == [
        ("A", "Too short", 0), ("B", "right", 10), ("C", "Too long", 0),
    ]  # fmt: skip
    # Scales that run to different points have no mean together.
    assert results.mean is None
    assert session_results(before).mean == 5


def _option(version, text: str) -> int:
    return options_of(asked(version, "choice"))[text]


def test_results_cost_the_same_for_one_session_and_for_many(group, version, count_queries):
    answer(held(group), *[fully(version)] * 5)
    once = count_queries(lambda: study_group_results(group))
    for _ in range(3):
        answer(held(group), *[fully(version)] * 5)

    assert count_queries(lambda: study_group_results(group)) == once <= 10
