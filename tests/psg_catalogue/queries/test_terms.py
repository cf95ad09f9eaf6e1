from datetime import date

import pytest

from core.academic_year import AcademicYear
from core.models import PartnershipSettings
from directory.models import Term
from psg_catalogue.queries.terms import host_terms, term_around, term_of, weeks_of
from tests.factories.directory import LocalAuthorityFactory

pytestmark = pytest.mark.django_db


def term(season, first, last, authority="990", half=(None, None)):
    return Term.objects.create(
        authority=LocalAuthorityFactory(code=authority),
        academic_year=2026,
        season=season,
        starts_on=first,
        ends_on=last,
        half_term_starts_on=half[0],
        half_term_ends_on=half[1],
    )


@pytest.fixture
def terms():
    half = (date(2026, 10, 26), date(2026, 10, 30))
    term("autumn", date(2026, 9, 7), date(2026, 12, 18), half=half)
    term("spring", date(2027, 1, 4), date(2027, 3, 26))
    term("autumn", date(2026, 9, 1), date(2026, 12, 22), authority="991")
    return host_terms(PartnershipSettings.load(), AcademicYear(2026))


def test_host_terms_are_those_of_the_host_authority_alone(terms):
    assert [(each.code, each.name) for each in terms] == [
        ("2026-autumn", "Autumn term 2026"),
        ("2026-spring", "Spring term 2027"),
    ]


def test_a_day_in_the_holidays_is_in_no_term_and_before_the_next(terms):
    autumn, spring = terms
    assert term_of(terms, date(2026, 12, 18)) == autumn
    assert term_of(terms, date(2026, 12, 28)) is None
    assert term_around(terms, date(2026, 12, 28)) == spring
    assert term_around(terms, date(2027, 8, 1)) is None


def test_weeks_count_the_sessions_of_each_and_know_half_term(terms):
    days = [date(2026, 9, 8), date(2026, 9, 10), date(2027, 1, 5)]
    weeks = weeks_of(terms[0], days, date(2026, 9, 15))
    assert [week.sessions for week in weeks[:3]] == [2, 0, 0]
    assert [week.state for week in weeks[:3]] == ["past", "now", ""]
    assert [week.monday for week in weeks if week.state == "break"] == [date(2026, 10, 26)]
