"""How answers changed over sessions and years, across versions of the form."""

import pytest

from psg_catalogue.queries.evaluation_cells import cells_of
from psg_catalogue.queries.results import with_results
from psg_catalogue.queries.trends import session_moments, trends_over, year_moments
from psg_catalogue.reports.evaluation_rows import HEADINGS, rows_of_results
from tests.factories.evaluations import SCALE, a_version, answer, asked, held, options_of
from tests.factories.psg_catalogue import StudyGroupPageFactory, twilight

pytestmark = pytest.mark.django_db
AIMS = {"text": "Did it meet its aims?", **SCALE}
LENGTH = {"text": "How long was it?", "kind": "choice"}


def answered(group, version, point: int, length: str, people: int = 5, **fields):
    session = held(group, came=8, **fields)
    choice = asked(version, "choice")
    sheet = {asked(version, "scale"): point, choice: options_of(choice)[length]}
    answer(session, *[sheet] * people)
    return session


@pytest.fixture
def group():
    """Four sessions over two years, the last two under a second version; one with few answers."""
    group = StudyGroupPageFactory()
    first = a_version(group, AIMS, {**LENGTH, "options": ["Right", "Too long"]})
    answered(group, first, 2, "Too long", starts_at=twilight(-400))
    answered(group, first, 3, "Right", starts_at=twilight(-40))
    second = a_version(group, {**LENGTH, "options": ["Right", "Too short"]}, AIMS)
    answered(group, second, 5, "Right", people=4, starts_at=twilight(-30))
    answered(group, second, 4, "Too short", starts_at=twilight(-20))
    return group


def shown(group) -> list:
    return list(with_results(group.sessions.select_related("page", "study_group")))


def test_a_question_is_followed_through_the_versions(group):
    sessions = shown(group)
    cells = cells_of(sessions)
    choice, scale = trends_over(cells, session_moments(sessions))

    assert [(people, values) for _, people, values in scale.rows] == [
        (5, ["2.0"]), (5, ["3.0"]), (5, ["4.0"]),
    ]  # fmt: skip
    assert scale.lines == (("", (2.0, 3.0, 4.0)),)
    assert (scale.signs, scale.span) == (("1", "2", "3"), (1, 5))
    assert choice.options == [("A", "Right"), ("B", "Too short"), ("C", "Too long")]
    assert [values for _, _, values in choice.rows] == [
        ["0%", "0%", "100%"], ["100%", "0%", "0%"], ["0%", "100%", "0%"],
    ]  # fmt: skip


def test_years_are_made_of_the_same_cells(group):
    sessions = shown(group)
    trends = trends_over(cells_of(sessions), year_moments(sessions))
    means = {trend.question.text: trend.rows for trend in trends}[AIMS["text"]]

    assert [(people, values) for _, people, values in means] == [(5, ["2.0"]), (10, ["3.5"])]


def test_one_moment_is_no_trend():
    group = StudyGroupPageFactory()
    answered(group, a_version(group, AIMS, {**LENGTH, "options": ["Right", "Long"]}), 3, "Right")
    sessions = shown(group)

    assert trends_over(cells_of(sessions), session_moments(sessions)) == []


def test_rows_to_take_away_are_counts_of_five_people_or_more(group):
    rows = [dict(zip(HEADINGS, row, strict=True))
            for row in rows_of_results(shown(group), words=True)]  # fmt: skip

    assert min(row["Answered"] for row in rows) == 5
    together = [row for row in rows if row["Sessions"] == "All together"]
    assert {(row["Question"], row["Answered"]) for row in together} == {
        (AIMS["text"], 15), (LENGTH["text"], 15),
    }  # fmt: skip
    means = {row["Mean"] for row in together if row["Question"] == AIMS["text"]}
    assert means == {3.0}


def test_rows_cost_the_same_for_one_session_and_for_many(group, count_queries):
    sessions = shown(group)
    once = count_queries(lambda: list(rows_of_results(sessions[:1], words=True)))

    assert count_queries(lambda: list(rows_of_results(sessions, words=True))) == once <= 6
