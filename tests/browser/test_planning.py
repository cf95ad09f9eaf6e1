"""The screens of planning in a real browser: a proposal goes its way, and no rule is broken."""

from datetime import date

import pytest

from core.academic_year import AcademicYear
from directory.enums import Role, Season
from directory.models import KeyStage, Term
from psg_catalogue.models import GroupProposal
from tests.browser.hands import look, sign_in
from tests.factories.directory import LocalAuthorityFactory, PractitionerFactory, SubjectFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
    twilight,
)

pytestmark = pytest.mark.browser
NEXT = AcademicYear.current().next
ON_ONE_LINE = """() => {
    const [name, ways] = [".brand", ".nav"].map(part => document.querySelector(part));
    return ways.getBoundingClientRect().top < name.getBoundingClientRect().bottom;
}"""


def test_a_proposal_goes_its_way(page, live_server, axe):
    the_catalogue()
    SubjectFactory(name="Mathematics")
    leader = PractitionerFactory(user=person(Role.PRACTITIONER))
    sign_in(page.context, live_server.url, leader.user)
    look(page, axe, f"{live_server.url}/planning/proposals/new/")
    page.get_by_role("button", name="Propose it").click()
    page.locator(".error-summary").wait_for()
    axe(page)
    page.get_by_label("Title").fill("Reasoning every day")
    page.get_by_label(NEXT.long).check()
    page.get_by_label("In a sentence or two").fill("Short prompts.")
    page.get_by_label("Aims").fill("Prompts for any lesson")
    page.get_by_label("What should the year change?").fill("Pupils say why.")
    page.get_by_label("Who is it for?").fill("Teachers of key stage 1")
    page.get_by_label("Mathematics").check()
    page.get_by_label("Key stage 1").check()
    page.get_by_label("Date").first.fill(f"{NEXT.start}-11-10")
    page.get_by_label("Starts").first.fill("16:15")
    page.get_by_label("Ends").first.fill("17:45")
    page.get_by_role("button", name="Propose it").click()
    page.get_by_text("Proposed. The office answers").wait_for()
    axe(page)

    proposal = GroupProposal.objects.get()
    sign_in(page.context, live_server.url, office())
    look(page, axe, f"{live_server.url}/planning/proposals/")
    page.get_by_role("link", name="Reasoning every day").click()
    page.get_by_role("link", name="Approve").click()
    axe(page)
    page.get_by_role("button", name="Approve it").click()
    page.get_by_text("The page is a draft, with 1 session planned").wait_for()
    proposal.refresh_from_db()
    assert proposal.page.sessions.count() == 1


def test_the_board_the_programme_and_the_frame(page, live_server, axe):
    today = twilight(0).date()
    year = AcademicYear.of(today)
    Term.objects.create(
        authority=LocalAuthorityFactory(),
        academic_year=year.start,
        season=Season.AUTUMN,
        starts_on=max(year.first_day, date.fromordinal(today.toordinal() - 20)),
        ends_on=min(year.last_day, date.fromordinal(today.toordinal() + 30)),
    )
    leader, maths = PractitionerFactory(), SubjectFactory(name="Mathematics")
    for title in ("Reasoning every day", "Mixed ages"):
        group = StudyGroupPageFactory(
            title=title,
            leaders=[leader],
            subjects=[maths],
            key_stages=[KeyStage.objects.get(slug="ks2")],
        )
        StudyGroupSessionFactory(study_group=group, starts_at=twilight(1))
    StudyGroupSessionFactory(postponed=True)
    look(page, axe, f"{live_server.url}/programme/")
    look(page, axe, f"{live_server.url}/embed/?number=3")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Mixed ages").wait_for()
    look(page, axe, f"{live_server.url}/embed/sessions/")
    sign_in(page.context, live_server.url, office())
    look(page, axe, f"{live_server.url}/planning/")
    assert page.evaluate(ON_ONE_LINE), "The office's eight ways do not fit beside the name."
    if twilight(1).date() in year:
        page.get_by_text("also leads “Mixed ages”").first.wait_for()
