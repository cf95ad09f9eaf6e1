"""The reports of who came: co-led groups and several subjects count for each and once in the total,
schools once over a conversion, nothing dated later, one cost for one session and for many."""

from datetime import date, datetime, timedelta

import pytest

from core.academic_year import LONDON, AcademicYear
from core.models import PartnershipSettings
from core.report_days import DayOutsideYear
from psg_catalogue.models import YearFigures
from psg_catalogue.queries.programme_reports import attendance, schools
from psg_catalogue.queries.programme_reports.facts import RowsGone
from psg_catalogue.reports.kinds import KINDS
from tests.factories.directory import (
    KeyStageFactory,
    LocalAuthorityFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2010)


def held(group, month=3, came=0, **fields):
    starts_at = datetime(2011, month, 1, 16, 15, tzinfo=LONDON)
    return StudyGroupSessionFactory(
        held=True, study_group=group, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90), came=came, **fields,
    )  # fmt: skip


def rows_of(report) -> dict:
    return {row[0]: row[1:] for row in report.rows}


def test_by_subject_counts_under_each_and_once_in_the_total():
    maths, art = SubjectFactory(name="Mathematics"), SubjectFactory(name="Art")
    both, one = StudyGroupPageFactory(subjects=[maths, art]), StudyGroupPageFactory(subjects=[art])
    school = SchoolFactory()
    for group in (both, one, StudyGroupPageFactory()):
        RegisterEntryFactory.create_batch(2, session=held(group), school=school)
    RegisterEntryFactory(session=held(both, 5), school=None, school_name="", authority_code="")
    held(both, 12 - 2, came=3)
    StudyGroupSessionFactory(study_group=both, came=9)

    report = attendance.by_subject(YEAR)

    assert rows_of(report) == {
        "Art": (2, 3, 5, 1), "Mathematics": (1, 2, 3, 1), "Not said": (1, 1, 2, 1),
    }  # fmt: skip
    assert report.total[1:] == (3, 4, 7, 1)
    assert rows_of(attendance.by_subject(YEAR, date(2011, 3, 31)))["Mathematics"] == (1, 1, 2, 1)
    assert report.bars[0] == ("Art", 5)


def test_by_key_stage_counts_under_each_and_a_school_that_converted_once():
    one, two = KeyStageFactory(), KeyStageFactory()
    session = held(StudyGroupPageFactory(key_stages=[one, two]))
    before = SchoolFactory(status_code="2")
    for school in (before, SchoolFactory(predecessor=before), SchoolFactory()):
        RegisterEntryFactory(session=session, school=school)
    report = attendance.by_key_stage(YEAR)
    assert rows_of(report) == {str(one): (1, 1, 3, 2), str(two): (1, 1, 3, 2)}
    assert report.total[1:] == (1, 1, 3, 2)


def test_by_leader_counts_a_co_led_group_for_each_and_once_in_the_total():
    ada, bea = PractitionerFactory(name="Ada Marsh"), PractitionerFactory(name="Bea Finch")
    held(StudyGroupPageFactory(leaders=[ada, bea]), came=2)
    held(StudyGroupPageFactory(leaders=[ada]), came=1)
    held(StudyGroupPageFactory(), came=4)
    report = attendance.by_leader(YEAR)
    assert rows_of(report) == {
        ada.pk: (2, 2, 3, 3), bea.pk: (1, 1, 2, 2), None: (1, 1, 4, 4),
    }  # fmt: skip
    assert report.total[1:] == (3, 3, 7, 7)
    assert [cells[0][1] for cells in report.cards] == ["Ada Marsh", "Bea Finch", "No leader yet"]
    assert "Ada Marsh" not in str(report.as_json())


def test_by_venue_has_schools_online_and_elsewhere():
    host = SchoolFactory(name="Ash Hall", status_code="2")
    academy = SchoolFactory(name="Ash Academy", predecessor=host)
    group = StudyGroupPageFactory()
    for venue, month in ((host, 1), (academy, 3), (None, 4)):
        held(group, month, came=1, venue=venue, venue_note="Town hall")
    held(group, 5, came=2, online=True)
    assert rows_of(attendance.by_venue(YEAR)) == {
        "Ash Academy": (1, 2, 2, 2), "Online": (1, 1, 2, 2), "Elsewhere": (1, 1, 1, 1),
    }  # fmt: skip


def test_no_shows_are_of_those_booked():
    session = held(StudyGroupPageFactory(title="Voices"))
    for trait in ({}, {}, {"absent": True}, {"apologies": True}):
        RegisterEntryFactory(session=session, booking=BookingFactory(session=session), **trait)
    RegisterEntryFactory(session=session, walk_in_at_the_door=True)
    report = attendance.no_shows(YEAR)
    assert rows_of(report) == {"Voices": (4, 2, 1, 1, 25)}
    assert report.total[1:] == (4, 2, 1, 1, 25)
    assert attendance.no_shows(YEAR.next).total[1:] == (0, 0, 0, 0, None)


@pytest.fixture
def county():
    """The host authority with a school that converted, one that never comes, one elsewhere."""
    host = LocalAuthorityFactory(code="823")
    settings = PartnershipSettings.load()
    settings.host_la_code = "823"
    settings.save()
    before = SchoolFactory(authority=host, name="Elm", status_code="2", area="North")
    after = SchoolFactory(
        authority=host, name="Elm Academy", predecessor=before, area="North", tier="lower", town=""
    )
    never = SchoolFactory(authority=host, name="Oak", area="South", tier="upper", town="")
    SchoolFactory(authority=host, name="Shut", status_code="2")
    elsewhere = SchoolFactory(name="Yew", area="North", tier="lower", town="")
    SchoolFactory(name="Not ours, never came")
    group = StudyGroupPageFactory()
    for school, month in ((before, 1), (after, 3), (elsewhere, 3)):
        RegisterEntryFactory(session=held(group, month), school=school)
    SubscriptionFactory(school=before, academic_year=2010)
    return after, never, elsewhere


def test_by_school_counts_a_school_that_converted_once_and_says_who_never_came(county):
    report = schools.by_school(YEAR)
    assert report.rows == (
        ("Oak", "Upper", "South", "No", 0, 0),
        ("Elm Academy", "Lower", "North", "Yes", 2, 2),
        ("Yew", "Lower", "Other authorities", "No", 1, 1),
    )
    assert report.headlines == (("1", "school never came"), ("2", "schools came"))
    early = schools.by_school(YEAR, date(2011, 2, 1))
    assert [row[0] for row in early.rows] == ["Oak", "Elm Academy"]


def test_by_tier_and_by_area_add_up_to_all_schools(county):
    tiers = schools.by_tier(YEAR)
    assert rows_of(tiers) == {"Lower": (2, 1, 2, 100, 3), "Upper": (1, 0, 0, 0, 0)}
    assert tiers.total[1:] == (3, 1, 2, 67, 3)
    areas = schools.by_area(YEAR)
    assert rows_of(areas) == {
        "North": (1, 1, 1, 100, 2),
        "South": (1, 0, 0, 0, 0),
        "Other authorities": (1, 0, 1, 100, 1),
    }  # fmt: skip


def test_a_year_whose_registers_are_gone_and_a_day_outside_it_are_refused():
    for kind in KINDS:
        with pytest.raises(DayOutsideYear):
            kind.make(YEAR, date(2011, 9, 1))
    YearFigures.objects.create(academic_year=2010, figures=_figures())
    with pytest.raises(RowsGone):
        attendance.by_subject(YEAR)


def _figures() -> dict:
    from dataclasses import asdict

    from psg_catalogue.queries.forum_report import forum_figures

    return asdict(forum_figures(YEAR))


def test_every_report_costs_the_same_for_one_session_and_for_many(county, count_queries):
    def some_more(number):
        for _ in range(number):
            group = StudyGroupPageFactory(
                leaders=[PractitionerFactory()], subjects=[SubjectFactory()]
            )
            held(group, came=2, venue=SchoolFactory())

    some_more(1)
    few = {kind.slug: count_queries(lambda kind=kind: kind.make(YEAR)) for kind in KINDS}
    some_more(3)
    many = {kind.slug: count_queries(lambda kind=kind: kind.make(YEAR)) for kind in KINDS}
    assert few == many
    assert max(many.values()) <= 15
