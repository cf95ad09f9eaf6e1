"""The planning board: weeks of a term, coverage, the expectation of three, and few bookings."""

from datetime import date

import pytest

from core.academic_year import AcademicYear
from directory.models import KeyStage, Subject, Term
from psg_catalogue.models import ProgrammeRules
from psg_catalogue.queries.board import OUTSIDE, board_of
from psg_catalogue.queries.expectation import expectation
from psg_catalogue.queries.few_bookings import few_bookings
from tests.factories.directory import (
    LocalAuthorityFactory,
    PractitionerFactory,
    PractitionerKindFactory,
    SubjectFactory,
)
from tests.factories.proposals import a_proposal
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2026)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-02 12:00+00:00")


@pytest.fixture
def autumn() -> Term:
    return Term.objects.create(
        authority=LocalAuthorityFactory(),
        academic_year=2026,
        season="autumn",
        starts_on=date(2026, 9, 3),
        ends_on=date(2026, 12, 18),
        half_term_starts_on=date(2026, 10, 26),
        half_term_ends_on=date(2026, 10, 30),
    )


def test_a_term_is_its_weeks_with_sessions_on_their_days(autumn):
    on = StudyGroupSessionFactory(starts_at=twilight(8))  # Tuesday 10 November
    holiday = StudyGroupSessionFactory(starts_at=twilight(60))
    StudyGroupSessionFactory(postponed=True, starts_at=twilight(9))
    StudyGroupSessionFactory(starts_at=twilight(400))

    board = board_of(YEAR)

    assert board.term.code == "2026-autumn"
    assert [week.monday for week in board.weeks][::8] == [date(2026, 8, 31), date(2026, 10, 26)]
    assert len(board.weeks) == 16
    busy = [cell for week in board.weeks for cell in week.days if cell.sessions]
    assert [(cell.day, [each.pk for each in cell.sessions]) for cell in busy] == [
        (date(2026, 11, 10), [on.pk])
    ]
    assert [week.monday for week in board.weeks if week.is_break] == [date(2026, 10, 26)]
    first = board.weeks[0].days
    assert [cell.closed for cell in first] == ["Holiday"] * 3 + ["", ""]
    assert [each.pk for each in board.outside] == [holiday.pk]
    assert len(board.undated) == 1
    ((term, strip, number),) = board.strips
    assert (term, number, sum(week.sessions for week in strip)) == (board.term, 1, 1)
    assert board_of(YEAR, OUTSIDE).term is None
    assert board_of(YEAR, "nonsense").term == board.term
    assert board_of(YEAR.next).weeks == []


def test_a_weekend_is_shown_where_something_is_on(autumn):
    StudyGroupSessionFactory(starts_at=twilight(12))  # a Saturday
    assert [len(week.days) for week in board_of(YEAR).weeks] == [7] * 16


def test_coverage_counts_by_subject_and_key_stage_and_names_its_gaps():
    maths, empty = SubjectFactory(name="Maths"), SubjectFactory(name="Music")
    Subject.objects.exclude(pk__in=[maths.pk, empty.pk]).delete()
    ks1, ks2 = KeyStage.objects.get(slug="ks1"), KeyStage.objects.get(slug="ks2")
    both = StudyGroupPageFactory(subjects=[maths], key_stages=[ks1, ks2])
    one, two = StudyGroupSessionFactory.create_batch(2, study_group=both)
    three = StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(subjects=[maths], key_stages=[ks2])
    )
    StudyGroupSessionFactory(study_group=both, cancelled=True)

    grid = board_of(YEAR, cell=(maths.slug, "ks2")).coverage

    stages = [code for code, _ in grid.stages]
    numbers = {
        row.subject: {code: cell.sessions for code, cell in zip(stages, row.cells, strict=True)}
        for row in grid.rows
    }
    assert numbers["Maths"] == {**dict.fromkeys(stages, 0), "ks1": 2, "ks2": 3}
    assert set(numbers["Music"].values()) == {0}
    assert [row.groups for row in grid.rows] == [2, 0]
    assert grid.gaps == 2 * len(stages) - 2
    assert {each.pk for each in grid.chosen} == {one.pk, two.pk, three.pk}
    assert grid.chosen_words == "Maths, Key stage 2"


def test_three_a_year_counts_for_each_leader_and_those_who_lack_most_stand_first():
    """CB ¶4, P25: co-led counts for each; a kind of whom nothing is expected is left out."""
    ast = PractitionerKindFactory()
    ast.expected_study_groups = 3
    ast.save()
    free = PractitionerKindFactory(slug="sle", name="SLE", expected_study_groups=0)
    free.expected_study_groups = 0
    free.save()
    full, part, none = (PractitionerFactory(name=name, kind=ast) for name in ("A", "B", "C"))
    PractitionerFactory(kind=free)
    PractitionerFactory(left=True, kind=ast)
    for leaders in ([full], [full, part], [full]):
        group = StudyGroupPageFactory(leaders=leaders)
        StudyGroupSessionFactory.create_batch(2, study_group=group)
    StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[none]), live=False)
    a_proposal(none)

    found = [(each.leader, each.offered, each.proposed, each.missing) for each in expectation(YEAR)]

    assert found == [(none, 0, 1, 3), (part, 1, 0, 2), (full, 3, 0, 0)]
    assert {each.missing for each in expectation(YEAR.next)} == {3}


def test_few_bookings_are_of_the_weeks_and_below_the_number_of_the_rules():
    few = StudyGroupSessionFactory(starts_at=twilight(20), booked=5)
    edge = StudyGroupSessionFactory(starts_at=twilight(27))
    StudyGroupSessionFactory(starts_at=twilight(20), booked=6)
    StudyGroupSessionFactory(starts_at=twilight(29))
    StudyGroupSessionFactory(starts_at=twilight(20), full=True)  # of two places
    StudyGroupSessionFactory(starts_at=twilight(20), cancelled=True)
    StudyGroupSessionFactory(starts_at=twilight(20), live=False)
    StudyGroupSessionFactory(starts_at=twilight(-1))
    assert few_bookings() == [few, edge]
    assert board_of(YEAR).few == [few, edge]
    assert board_of(YEAR.next).few == []
    ProgrammeRules.objects.create(few_weeks_ahead=3, fewest_bookings=5)
    assert few_bookings() == []
