"""The AST register, posts under review, candidates and becoming an AST in a real browser: no axe
violation in light or dark, no sideways scroll at any width, and a register that prints."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.enums import PostState, SupportKind
from directory.outreach.models import CandidateSupport
from directory.outreach.services.candidates import give_support
from directory.outreach.services.reviews import weigh_priorities
from tests.browser.hands import look, sign_in
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    CandidateFactory,
    CategoryOfConcernFactory,
    PostReviewFactory,
)
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.browser


@pytest.fixture
def held():
    """A post under review whose priorities have been gone through, and one beside it."""
    ASTAppointmentFactory(practitioner__name="Ezra Dovecote-Lunn")
    post = ASTAppointmentFactory(
        post=ASTPostFactory(state=PostState.UNDER_REVIEW),
        practitioner__name="Ambrose Fairlight-Singh",
    ).post
    CategoryOfConcernFactory(school=post.base_school, local=True)
    weigh_priorities(PostReviewFactory(post=post), priorities=[], by=person(Role.PD_HEAD))
    return post


def test_posts_reviews_and_candidates(page, axe, live_server, held):
    coordinator, head = person(Role.AST_COORDINATOR), person(Role.PD_HEAD)
    candidate = CandidateFactory(met=True, name="Merrin Copplestone")
    give_support(candidate, kind=SupportKind.VISIT, note="Talked it over.", by=coordinator)
    CandidateSupport.objects.create(
        candidate=candidate, kind="offer", due_on=timezone.localdate() - timedelta(days=1)
    )
    at = {"post": held.pk, "candidate": candidate.pk}
    look(page, axe, "/become-an-ast/")
    sign_in(page.context, live_server.url, coordinator)
    for path in (
        "/outreach/register/",
        "/outreach/register/add/",
        "/outreach/candidates/",
        f"/outreach/candidates/{at['candidate']}/",
        f"/outreach/candidates/{at['candidate']}/appoint/",
    ):
        look(page, axe, path)
    sign_in(page.context, live_server.url, head)
    for path in (f"/outreach/posts/{at['post']}/", f"/outreach/posts/{at['post']}/propose/"):
        look(page, axe, path)
    sign_in(page.context, live_server.url, lead_of(held.base_school))
    urn = held.base_school.urn
    for path in (f"/my-school/{urn}/posts/", f"/my-school/{urn}/posts/ask/"):
        look(page, axe, path)


def test_candidate_is_moved_on_by_keyboard(page, live_server):
    candidate = CandidateFactory(name="Ottilie Farrowgate")
    sign_in(page.context, live_server.url, person(Role.AST_COORDINATOR))
    page.goto("/outreach/candidates/")
    page.get_by_role("link", name="Ottilie Farrowgate").press("Enter")
    page.get_by_role("link", name="Note support").press("Enter")
    page.get_by_label("Visit, to talk over the process").press("Space")
    page.get_by_role("button", name="Keep in the log").press("Enter")
    page.get_by_text("It stands in the log.").wait_for()
    candidate.refresh_from_db()
    assert candidate.state == "supported"


def test_register_prints_its_posts_and_not_its_buttons(page, live_server, held):
    sign_in(page.context, live_server.url, person(Role.AST_COORDINATOR))
    page.goto(reverse("outreach:register"))
    page.emulate_media(media="print")

    assert page.get_by_role("rowheader", name=str(held.base_school)).is_visible()
    assert page.get_by_text("Ambrose Fairlight-Singh").is_visible()
    for words in ("Download as CSV", "Enter a post"):
        assert not page.get_by_text(words).is_visible()
    assert not page.get_by_role("button", name="Show these").is_visible()
    # On paper the width of A4 without its margins.
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
