"""What the site has of a release's papers, beside what the authority marks received (CB ¶7)."""

from datetime import date, datetime

import pytest

from core.academic_year import LONDON
from directory.outreach.funding_enums import Paper
from directory.outreach.models import OutreachPlan, SupportedColleague
from directory.outreach.queries.papers_on_site import NOBODY, papers_on_site
from directory.outreach.services.calendars import save_calendar
from tests.factories.outreach import ASTAppointmentFactory
from tests.factories.outreach_money import FundingReleaseFactory, TermReturnFactory
from tests.factories.support import OutreachPlanFactory, OutreachVisitFactory

pytestmark = pytest.mark.django_db


def test_papers_are_told_in_counts_of_the_term_alone(count_queries):
    release = FundingReleaseFactory()
    assert set(papers_on_site(release).words.values()) == {NOBODY}
    ast = ASTAppointmentFactory(post=release.post, starts_on=date(2009, 9, 1)).practitioner
    found = papers_on_site(release)
    assert list(found.words.values()) == ["Not handed in.", "No plan.", "No visit."]

    save_calendar(ast, release.term, [(date(2012, 10, 1), "am", None)], submit=True, by=None)
    before = datetime(2012, 10, 1, tzinfo=LONDON)
    done, other = OutreachPlanFactory(practitioner=ast, agreed=True), OutreachPlanFactory()
    draft = OutreachPlanFactory(practitioner=ast)
    OutreachPlan.objects.update(created_at=before)
    SupportedColleague.objects.create(plan=draft, name="Jessamy Thorne-Supported")
    OutreachPlanFactory(practitioner=ast)  # begun after the term
    for day in (date(2012, 10, 8), date(2012, 12, 28)):
        OutreachVisitFactory(agreement=done.live_agreement, visited_on=day)
    OutreachVisitFactory(
        agreement=None, activity="network", school=None, practitioner=other.practitioner,
        visited_on=date(2012, 10, 8),
    )  # fmt: skip
    TermReturnFactory(post=release.post, term=release.term, practitioner=ast)

    found = papers_on_site(release)

    assert found.words[Paper.CALENDAR].endswith(": 0.5 days planned.")
    assert found.words[Paper.PLANS] == "1 plan agreed, 1 not agreed yet."
    assert found.words[Paper.VISITS] == "1 visit, 0.5 days. The return is due."
    assert [title for title, _ in found.pages] == [f"Outreach of {ast}", "Termly return"]
    assert count_queries(lambda: papers_on_site(release)) <= 7
