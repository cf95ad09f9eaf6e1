"""The screens of support in a real browser: no axe violation in light or dark, no sideways scroll,
and a plan agreed by its link with the keyboard alone."""

import pytest

from core.services.outbox import make_link
from directory.enums import Role
from directory.outreach.links import EVALUATION, PARTY, REQUEST
from directory.outreach.services.evaluations import complete_plan
from directory.outreach.services.plans import send_plan
from directory.services.roles import sync_groups
from tests.browser.hands import look, sign_in
from tests.directory.outreach.terms import a_term
from tests.factories.directory import PenPortraitPageFactory, SchoolFactory, SubjectFactory
from tests.factories.people import lead_of, person
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    the_ast,
)

pytestmark = pytest.mark.browser


def test_screens_of_support_keep_their_manners_and_a_plan_is_agreed_by_keyboard(
    page, live_server, axe, settings
):
    settings.SITE_URL = live_server.url

    sync_groups()
    host, ast, term = SchoolFactory(name="Host school"), the_ast(), a_term()
    head, coordinator = lead_of(ast.base_school), person(Role.AST_COORDINATOR)
    PenPortraitPageFactory(practitioner=ast, subjects=[SubjectFactory()])
    submitted, other = OutreachRequestFactory(school=host), OutreachRequestFactory(school=host)
    offered = OutreachRequestFactory(accepted=True, state="offered", school=host)
    offered.practitioner = ast
    offered.save()
    active = OutreachVisitFactory(
        agreement=OutreachPlanFactory(agreed=True, practitioner=ast).live_agreement
    ).agreement.plan
    draft = OutreachPlanFactory(practitioner=ast)
    awaiting = send_plan(OutreachPlanFactory(practitioner=ast), by=None)
    done = complete_plan(OutreachVisitFactory().agreement.plan, by=None)

    for path in (
        "/support/ask/",
        make_link(REQUEST, str(other.nonce)),
        make_link(EVALUATION, str(done.evaluations.get(kind="completion").nonce)),
    ):
        look(page, axe, path)
    sign_in(page.context, live_server.url, coordinator)
    for path in ("/outreach/requests/", f"/outreach/requests/{submitted.pk}/",
                 "/outreach/evaluations/"):  # fmt: skip
        look(page, axe, path)
    sign_in(page.context, live_server.url, ast.user)
    for path in ("/outreach/", f"/outreach/plans/{active.pk}/",
                 f"/outreach/plans/{draft.pk}/write/", f"/outreach/calendar/{term.pk}/",
                 "/outreach/visits/new/"):  # fmt: skip
        look(page, axe, path)
    sign_in(page.context, live_server.url, head)
    look(page, axe, f"/my-school/{ast.base_school.urn}/support/")
    look(page, axe, f"/my-school/{ast.base_school.urn}/support/{offered.pk}/")

    page.context.clear_cookies()
    party = awaiting.parties.get(party="host_leader")
    look(page, axe, make_link(PARTY, str(party.nonce)))
    page.locator("button[name=agree]").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()
    party.refresh_from_db()
    assert party.agreed_at is not None
