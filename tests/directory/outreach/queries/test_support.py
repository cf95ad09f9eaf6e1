"""Bands of priority, balances of days, who fits, and the grid of a term."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.academic_year import AcademicYear
from directory.outreach.engagements import Engagement
from directory.outreach.enums import FundingType
from directory.outreach.models import SupportRules
from directory.outreach.models.request import Route
from directory.outreach.queries import balances as balances_of
from directory.outreach.queries.balances import balance_of, balances, in_days
from directory.outreach.queries.bands import bands_of
from directory.outreach.queries.board import board, others_of_school
from directory.outreach.queries.fitting import who_fits
from directory.outreach.queries.term_days import working_days_in
from directory.outreach.queries.term_grid import term_grid
from directory.outreach.services.calendars import save_calendar
from tests.directory.outreach.terms import a_term
from tests.factories.directory import (
    KeyStageFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
)
from tests.factories.psg_catalogue import (
    StudyGroupLeaderFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)
from tests.factories.support import OutreachRequestFactory, OutreachVisitFactory, the_ast

pytestmark = pytest.mark.django_db
YEAR, LONDON = AcademicYear(2026), ZoneInfo("Europe/London")


def test_maintained_schools_in_a_category_go_first_and_academies_second():
    """CB ¶6, P7: and first too where the authority's rule says so."""
    maintained = SchoolFactory(type_code="1", name="A maintained school")
    academy = SchoolFactory(type_code="34", name="An academy")
    CategoryOfConcernFactory(school=maintained, local=True)
    CategoryOfConcernFactory(school=academy)
    CategoryOfConcernFactory(school=SchoolFactory(), ends_on=date(2012, 1, 1))
    left = CategoryOfConcernFactory(ends_on=date(2012, 1, 1)).school
    requests = [
        OutreachRequestFactory(school=maintained),
        OutreachRequestFactory(school=academy),
        OutreachRequestFactory(route=Route.IMPROVEMENT),
        OutreachRequestFactory(school=left),
    ]

    def numbers() -> list[int]:
        found = bands_of(requests)
        return [found[each.pk].number for each in requests]

    assert numbers() == [1, 2, 2, 3]
    rules = SupportRules.load()
    rules.academies_in_category_first = True
    rules.save()
    assert numbers() == [1, 1, 2, 3]
    first = {column: [row.request for row in rows] for column, rows in board().columns}
    assert first["To acknowledge"] == requests
    again = OutreachRequestFactory(school=academy)
    assert others_of_school(again) == [requests[1]]


def test_full_post_has_thirty_eight_days_and_part_time_its_share():
    """P11, CA L30: 20 % of 190 working days; three days a week have 20 % of 114."""
    full = ASTAppointmentFactory().practitioner
    part = ASTAppointmentFactory(working_percent=60).practitioner
    half_year = working_days_in(YEAR)[len(working_days_in(YEAR)) // 2]
    leaver = ASTAppointmentFactory(last_day=half_year, end_reason="left").practitioner
    double = ASTAppointmentFactory(post=ASTPostFactory(outreach_percent=40)).practitioner
    nobodys = PractitionerFactory()
    found = balances([full, part, leaver, double, nobodys], YEAR)
    allowed = [str(found[each.pk].days_allowed) for each in (full, part, double, nobodys)]
    assert allowed == ["38", "22.8", "76", "38"]
    assert 18 < found[leaver.pk].allowance < 20


def test_visits_are_taken_from_the_allowance_and_inreach_only_within_its_rule():
    """DOMAIN 1D.10: up to 10 % in school while the base school is in an Ofsted category, within the
    same allowance; more is warned of and stays."""
    a_term()
    base = SchoolFactory()
    # In a category for the first half of the term's days only; a local one counts for nothing.
    CategoryOfConcernFactory(school=base, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 26))
    CategoryOfConcernFactory(school=base, local=True)
    ast = the_ast(base_school=base)
    visit = OutreachVisitFactory(visited_on=date(2026, 9, 8), afternoon=True)
    visit.practitioner = ast
    visit.save()
    day = {"agreement": None, "practitioner": ast, "school": None, "activity": "inreach"}
    OutreachVisitFactory(**day, visited_on=date(2026, 9, 9), afternoon=True)
    OutreachVisitFactory(**day, visited_on=date(2026, 11, 9))
    balance = balance_of(ast, YEAR)
    assert (balance.days_outreach, balance.days_inreach, balance.days_left) == (1, 1, 36)
    assert balance.outside_category == Fraction(1, 2)
    assert balance.warnings == [
        "0.5 days of in-school work while the base school was in no Ofsted category: not counted"
        " as outreach time."
    ]
    assert 9 < balance.inreach_allowed < 10.5

    rules = SupportRules.load()
    rules.inreach_percent = 1
    rules.save()
    over = balance_of(ast, YEAR)
    assert over.inreach == over.inreach_allowed < 1
    assert "above the" in over.warnings[1]


@given(half_days=st.integers(0, 400), percent=st.integers(1, 100))
def test_days_add_up_whatever_the_share(half_days, percent):
    allowance = Fraction(190 * percent, 100)
    used = Fraction(half_days, 2)
    nought = Fraction(0)
    balance = balances_of.Balance(YEAR, allowance, used, nought, nought, nought, nought)
    assert balance.used + balance.left == allowance
    assert abs(Fraction(in_days(allowance)) - allowance) <= Fraction(1, 20)
    assert bool(balance.warnings) == (used > allowance)


def test_best_fit_stands_first_and_costs_the_same_for_many(count_queries):
    phonics, ks1 = SubjectFactory(), KeyStageFactory()
    host = SchoolFactory(easting=500000, northing=240000)
    request = OutreachRequestFactory(school=host, subject=phonics, key_stage=ks1)

    def ast(name, miles, **words):
        base = SchoolFactory(easting=500000 + round(miles * 1609.344), northing=240000)
        practitioner = PractitionerFactory(name=name, base_school=base)
        PenPortraitPageFactory(practitioner=practitioner, **words)
        ASTAppointmentFactory(
            post=ASTPostFactory(base_school=base, **posts.pop(name, {})), practitioner=practitioner
        )
        return practitioner

    posts = {
        "Kept by its academy": {"funding": FundingType.ACADEMY_KEPT},
        "Retained": {"state": "retained"},
        "Exempt": {"exempt_from": date(2020, 9, 1), "exempt_reason": "Ill."},
        "Exempt before": {
            "exempt_from": date(2020, 9, 1), "exempt_until": date(2021, 8, 31),
            "exempt_reason": "Ill.",
        },
        "Nothing left": {"outreach_percent": 1},
    }  # fmt: skip

    far = ast("Far both", 20, subjects=[phonics], key_stages=[ks1])
    near = ast("Near subject", 1, subjects=[phonics])
    both = ast("Near both", 3, subjects=[phonics], key_stages=[ks1])
    for nobody in ({}, {"own_school": True}, {"accredited_on": None}):
        PenPortraitPageFactory(practitioner=PractitionerFactory(**nobody), subjects=[phonics])
    ASTAppointmentFactory(post=ASTPostFactory(base_school=host))
    for name in ("Kept by its academy", "Retained", "Exempt"):
        ast(name, 1, subjects=[phonics], key_stages=[ks1])
    used_up = ast("Nothing left", 1, subjects=[phonics], key_stages=[ks1])
    for ago in (1, 2):
        day = AcademicYear.current().first_day + timedelta(days=ago)
        OutreachVisitFactory(
            practitioner=used_up, visited_on=day, afternoon=True, agreement=None, school=None,
            activity="la_training",
        )  # fmt: skip
    exempt_before = ast("Exempt before", 30)
    assert [fit.practitioner for fit in who_fits(request)] == [
        both, far, near, exempt_before]  # fmt: skip
    words = "Subject and key stage; 3 miles; 38 days left this year"
    assert who_fits(request)[0].words == words
    request.preferred = near
    assert who_fits(request)[0].practitioner == near
    before = count_queries(lambda: who_fits(request))
    for number in range(8):
        ast(f"More {number}", number, subjects=[phonics])
    assert count_queries(lambda: who_fits(request)) == before


def test_grid_of_a_term_shows_days_kept_visits_made_and_sessions_that_clash():
    term, ast = a_term(), the_ast()
    group = StudyGroupPageFactory()
    StudyGroupLeaderFactory(page=group, practitioner=ast)
    day = date(2026, 11, 17)
    for begins in (13, 16):
        at = datetime(2026, 11, 17, begins, 30, tzinfo=LONDON)
        StudyGroupSessionFactory(study_group=group, starts_at=at, ends_at=at + timedelta(hours=2))
    visit = OutreachVisitFactory(visited_on=day)
    visit.practitioner = ast
    visit.save()
    save_calendar(ast, term, [(day, "am", None), (day, "pm", None)], submit=True, by=None)

    grid = term_grid(ast, term)
    days = [each.day for week in grid.weeks for each in week.days]
    assert (len(days), days[0], days[-1]) == (72, date(2026, 9, 3), date(2026, 12, 18))
    assert date(2026, 10, 28) not in days
    assert grid.days_planned == 1
    morning, afternoon = next(
        each.cells for week in grid.weeks for each in week.days if each.day == day
    )
    assert (morning.visit, morning.clash, afternoon.visit) == (visit, False, None)
    assert grid.clashes == [afternoon]
    assert afternoon.engagements[0].words.startswith("Study group: ")


def test_session_after_school_takes_no_half_day():
    def at(hour, minute=0):
        return datetime(2026, 11, 17, hour, minute, tzinfo=LONDON)

    twilight = Engagement(at(16, 15), at(17, 45), "Twilight")
    assert (twilight.takes("am"), twilight.takes("pm")) == (False, False)
    lunch = Engagement(at(12), at(13), "Lunch")
    assert (lunch.takes("am"), lunch.takes("pm")) == (True, True)
