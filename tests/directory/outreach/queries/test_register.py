"""The figures of DOMAIN 1C that concern posts, counted from rows."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from directory.enums import Tier
from directory.models import School
from directory.outreach.enums import FundingType, Phase
from directory.outreach.models import PostAllocation
from directory.outreach.queries.coverage import coverage, evidence_for
from directory.outreach.queries.register import (
    academies_releasing,
    allocation_on,
    as_row,
    counts_of,
    in_words,
    register_on,
)
from directory.outreach.services.academies import follow_posts
from directory.services.school_pasts import keep_as_it_was
from tests.factories.directory import (
    LocalAuthorityFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.outreach import (
    OPENED_ON,
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
    PostReviewFactory,
    ReleaseAgreementFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(1)
THEN = date(2012, 1, 23)


def said(day: date = THEN) -> str:
    return in_words(counts_of(register_on(day)))


def test_thirty_seven_and_eight():
    """CA L73 and L75: 37 = 33 + 2 + 2 and 8; special is a type of school and no phase."""
    primary, secondary = SchoolFactory(tier=Tier.PRIMARY), SchoolFactory(tier=Tier.SECONDARY)
    special, subject = SchoolFactory(tier=Tier.SPECIAL), SubjectFactory()
    for school, phase, count in (
        (secondary, Phase.SECONDARY, 33), (primary, Phase.PRIMARY, 2), (special, Phase.PRIMARY, 2),
    ):  # fmt: skip
        ASTPostFactory.create_batch(count, base_school=school, phase=phase, subject=subject)
    ASTPostFactory.create_batch(
        8, base_school=primary, subject=subject, funding=FundingType.SCHOOL_FUNDED
    )
    ASTPostFactory(base_school=primary, subject=subject, proposed=True)

    assert said() == "37 LA-funded: 33 secondary, 2 primary, 2 special; 8 school-funded"
    counts = counts_of(register_on(THEN))
    assert sum(each.total() for each in counts.values()) == 45
    assert round(100 * counts["la_funded"]["secondary"] / 37, 1) == 89.2
    assert said(OPENED_ON - DAY) == "no posts"


def test_three_academies_release():
    """CB ¶9: each counted once, however many it releases, and only while it does."""
    for _ in range(3):
        agreement = ReleaseAgreementFactory()
    ReleaseAgreementFactory(post__base_school=agreement.academy, academy=agreement.academy)
    ReleaseAgreementFactory(ends_on=THEN)
    assert academies_releasing(THEN - DAY) == 4
    assert academies_releasing(THEN) == 3


def test_past_day_is_as_it_was():
    """P4, and CB ¶9: before the day the school was maintained and the authority paid."""
    held = ASTAppointmentFactory(last_day=date(2026, 10, 1))
    school, converted = held.post.base_school, date(2026, 9, 1)
    academy = SchoolFactory(type_code="34", predecessor=school, open_date=converted)
    follow_posts(date(2026, 9, 1))

    before, after = register_on(converted - DAY)[0], register_on(converted)[0]
    assert (before.school, before.funding, before.standing) == (school, "la_funded", "Filled")
    assert (after.school, after.funding) == (academy, "academy_kept")
    assert after.standing == "Retained in school"


def test_review_is_seen_on_its_days():
    review = PostReviewFactory(opened_on=THEN)
    assert [register_on(day)[0].standing for day in (THEN - DAY, THEN)] == [
        "Vacant", "Vacant, under review",
    ]  # fmt: skip
    type(review).objects.update(state="lapsed", settled_on=THEN + DAY)
    assert register_on(THEN + DAY)[0].standing == "Vacant"


def test_register_costs_the_same_for_one_and_for_thirty(count_queries):
    ASTAppointmentFactory(post__base_school__predecessor=SchoolFactory())
    one = count_queries(lambda: [as_row(line) for line in register_on(THEN)])
    for _ in range(29):
        ASTAppointmentFactory(post__base_school__predecessor=SchoolFactory())
    assert count_queries(lambda: [as_row(line) for line in register_on(THEN)]) == one <= 3


def test_row_of_a_spreadsheet_has_no_category():
    held = ASTAppointmentFactory(working_percent=60)
    CategoryOfConcernFactory(school=held.post.base_school)
    row = as_row(register_on(THEN)[0])
    assert row[6:10] == ("LA-funded", 20, "Filled", held.practitioner.name)
    assert row[-1] == "0.6"
    assert "measures" not in str(row)


def test_allocation_is_that_of_the_day():
    """CA L73: reckoned from those in post in April 2004."""
    authority = LocalAuthorityFactory()
    for posts, starts_on in ((37, date(2006, 4, 1)), (30, date(2011, 4, 1))):
        PostAllocation.objects.create(
            authority=authority, posts=posts, basis_on=date(2004, 4, 1), starts_on=starts_on
        )
    assert allocation_on(date(2007, 11, 1), "990").posts == 37
    assert allocation_on(THEN, "990").posts == 30
    assert allocation_on(date(2005, 1, 1), "990") is None
    assert allocation_on(THEN, "991") is None


def test_evidence_counts_the_other_posts_that_serve_the_county():
    """CA L85 to L88; a category of the authority's own is not in it (P14)."""
    today = timezone.localdate()
    music, school = SubjectFactory(name="Music"), SchoolFactory(area="North")
    post = ASTPostFactory(subject=music, base_school=school)
    ASTPostFactory(subject=music, phase=Phase.SECONDARY)
    ASTPostFactory(base_school=SchoolFactory(area="North"))
    ASTPostFactory(subject=music, base_school__area="North", funding=FundingType.ACADEMY_KEPT)
    CategoryOfConcernFactory(school=school, local=True)

    words = [each.words for each in evidence_for(post, today)]
    assert words == [
        "1 of 2 others is primary.",
        "The school is in no Ofsted category.",
        "1 of 2 others is for Music.",
        "1 of 2 others is in North, an area of 3 schools.",
    ]
    CategoryOfConcernFactory(school=school)
    assert evidence_for(post, today)[1].words == (
        "Ofsted has the school in a category: special measures."
    )


def test_grid_shows_gaps():
    """CB ¶1."""
    subject = SubjectFactory(name="Music")
    ASTPostFactory(subject=subject, base_school__area="North")
    ASTPostFactory(subject=subject, base_school__area="South", phase=Phase.SECONDARY)
    phases, areas, rows = coverage(register_on(THEN))
    assert phases == ["Primary", "Middle", "Secondary", "Special"]
    assert areas == ["North", "South"]
    assert [(row.subject, row.by_phase, row.by_area, row.total) for row in rows] == [
        ("Music", [1, 0, 1, 0], [1, 1], 2)
    ]
    for school in School.objects.all():
        school.area, school.tier = "East", Tier.SPECIAL
        keep_as_it_was([school])
        school.save()
    assert coverage(register_on(THEN)) == (phases, areas, rows)
    assert coverage(register_on(timezone.localdate()))[1] == ["East"]
