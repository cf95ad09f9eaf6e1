"""A figure once given is the same later, whatever became of the schools (P4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from core.models import PartnershipSettings
from directory.models import School, SchoolPast
from directory.services.school_pasts import keep_as_it_was
from psg_catalogue.reports.kinds import BY_SLUG
from tests.factories.directory import LocalAuthorityFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
LAST = AcademicYear.current().previous
REPORTS = ("schools-forum", "tiers", "areas", "schools", "venues")


def held(year: AcademicYear, school: School) -> None:
    starts_at = year.starts_at + timedelta(days=20)
    session = StudyGroupSessionFactory(
        held=True, came=0, study_group=StudyGroupPageFactory(), venue=school,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=1),
    )  # fmt: skip
    RegisterEntryFactory(session=session, school=school)


def given(year: AcademicYear, as_at=None) -> dict:
    made = {slug: BY_SLUG[slug].make(year, as_at) for slug in REPORTS}
    return {slug: (report.rows, report.total, report.headlines) for slug, report in made.items()}


def become(school: School, **facts) -> None:
    for name, value in facts.items():
        setattr(school, name, value)
    keep_as_it_was([school])
    school.save()


def test_what_schools_become_changes_no_report_of_last_year():
    host = LocalAuthorityFactory(code="823")
    settings = PartnershipSettings.load()
    settings.host_la_code = host.pk
    settings.save()
    county = {"authority": host, "tier": "lower", "area": "North"}
    came, gone, moved, never = (SchoolFactory(name=name, **county) for name in "ABCD")
    for school in (came, gone):
        held(LAST, school)
        SubscriptionFactory(school=school, academic_year=LAST.start)
    before, early = given(LAST), given(LAST, LAST.first_day + timedelta(days=30))

    become(came, tier="primary", area="South", name="A Primary")
    become(gone, status_code="2")
    SchoolFactory(name="B Academy", predecessor=gone, open_date=timezone.localdate(), **county)
    become(moved, authority=LocalAuthorityFactory(code="991"))
    become(never, tier="special")
    SchoolFactory(name="New", open_date=timezone.localdate(), **county)
    assert SchoolPast.objects.count() == 4
    assert given(LAST) == before
    assert given(LAST, LAST.first_day + timedelta(days=30)) == early

    held(LAST.next, came)
    this = given(LAST.next)
    assert [row[:2] for row in this["tiers"][0]] == [("Lower", 2), ("Primary", 1), ("Special", 1)]
    assert [row[:2] for row in this["areas"][0]] == [("North", 3), ("South", 1)]
    assert [row[0] for row in this["schools"][0]][-1].startswith("A Primary")
