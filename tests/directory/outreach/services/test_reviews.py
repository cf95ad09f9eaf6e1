from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Message
from core.moves import MoveNotAllowed
from directory.enums import Outreach, Role
from directory.outreach.enums import Priority
from directory.outreach.models import OutreachSettings, PostReview
from directory.outreach.refusals import (
    CategoryHolds,
    DayNotPossible,
    DiscussionMissing,
    MayStillAppeal,
    NotWeighed,
    PriorityHolds,
)
from directory.outreach.services.reviews import (
    appeal,
    appeal_by,
    continue_post,
    fund_itself,
    hear_appeal,
    open_review,
    propose_redirect,
    redirect_funding,
    weigh_priorities,
)
from tests.factories.outreach import (
    OPENED_ON,
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
    PostReviewFactory,
)
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(1)


@pytest.fixture
def head():
    return person(Role.PD_HEAD)


@pytest.fixture
def review():
    held = ASTAppointmentFactory(post__state="under_review", last_day=TODAY + 9 * DAY)
    return PostReviewFactory(post=held.post)


def as_kept(review: PostReview) -> tuple[str, str]:
    review.refresh_from_db()
    review.post.refresh_from_db()
    return review.state, review.post.state


def proposed(review: PostReview, head) -> PostReview:
    weigh_priorities(review, priorities=[], by=head)
    return propose_redirect(review, discussion="Talked it over.", by=head)


def test_review_is_opened_once(head):
    post = ASTPostFactory()
    first = open_review(post, by=head)
    assert open_review(post, by=head) == first
    assert (first.trigger, as_kept(first)) == ("annual", ("open", "under_review"))
    with pytest.raises(MoveNotAllowed):
        open_review(ASTPostFactory(proposed=True), by=head)


def test_post_with_a_priority_goes_on_and_the_school_is_told(review, head):
    lead = lead_of(review.post.base_school)
    weigh_priorities(review, priorities=["phase", "area"], by=head)
    continue_post(review, discussion="On 3 March.", by=head)

    assert as_kept(review) == ("continued", "open")
    assert review.priorities == [Priority.PHASE, Priority.AREA]
    assert (review.decided_on, review.decided_by, review.settled_on) == (TODAY, head, TODAY)
    assert [each.to_email for each in Message.objects.all()] == [lead.email]


def test_decision_without_a_note_is_none(review, head):
    """CA L90: in discussion with the school."""
    for decide in (continue_post, propose_redirect):
        with pytest.raises(NotWeighed):
            decide(review, discussion="x", by=head)
    weigh_priorities(review, priorities=[], by=head)
    for decide in (continue_post, propose_redirect):
        with pytest.raises(DiscussionMissing):
            decide(review, discussion=" ", by=head)
    assert as_kept(review) == ("open", "under_review")


@pytest.mark.parametrize("priority", Priority)
def test_funding_is_not_redirected_where_one_priority_holds(review, head, priority):
    """CA L81."""
    weigh_priorities(review, priorities=[priority], by=head)
    with pytest.raises(PriorityHolds):
        propose_redirect(review, discussion="x", by=head)
    assert as_kept(review) == ("open", "under_review")
    with pytest.raises(IntegrityError), transaction.atomic():
        PostReview.objects.filter(pk=review.pk).update(state="proposed")


def test_what_ofsted_says_is_not_weighed_away(review, head):
    """CA L86."""
    weigh_priorities(review, priorities=[], by=head)
    CategoryOfConcernFactory(school=review.post.base_school)
    with pytest.raises(CategoryHolds):
        weigh_priorities(review, priorities=["area"], by=head)
    with pytest.raises(PriorityHolds):
        propose_redirect(review, discussion="x", by=head)
    assert weigh_priorities(review, priorities=["category"], by=head).priorities == ["category"]


def test_authoritys_own_list_is_no_priority(review, head):
    """CA L86 speaks of Ofsted's."""
    CategoryOfConcernFactory(school=review.post.base_school, local=True)
    assert proposed(review, head).state == "proposed"


def test_school_has_its_working_days_to_appeal(review, head, monkeypatch):
    OutreachSettings.objects.create(appeal_days=2)
    proposed(review, head)
    review.refresh_from_db()
    review.decided_on = date(2026, 12, 23)  # a Wednesday, before Christmas Day and its Monday
    assert appeal_by(review) == date(2026, 12, 29)

    with pytest.raises(MayStillAppeal):
        redirect_funding(review, by=head)
    PostReview.objects.filter(pk=review.pk).update(decided_on=TODAY - 12 * DAY)
    redirect_funding(review, by=head)
    assert as_kept(review) == ("redirected", "redirected")
    assert review.post.closed_on == TODAY + 10 * DAY


def test_post_that_nobody_holds_ends_today(head):
    OutreachSettings.objects.create(appeal_days=0)
    review = PostReviewFactory()
    proposed(review, head)
    PostReview.objects.update(decided_on=TODAY - DAY)
    redirect_funding(review, by=head)
    review.post.refresh_from_db()
    assert review.post.closed_on == TODAY


def test_holder_without_a_last_day_leaves_with_the_funding(head):
    OutreachSettings.objects.create(appeal_days=0)
    held = ASTAppointmentFactory(post__state="under_review")
    review = PostReviewFactory(post=held.post)
    proposed(review, head)
    PostReview.objects.update(decided_on=TODAY - DAY)
    redirect_funding(review, by=head)
    held.refresh_from_db()
    held.post.refresh_from_db()
    assert (held.last_day, held.end_reason) == (TODAY, "funding")
    assert held.post.closed_on == TODAY + DAY


@pytest.mark.parametrize(
    ("upheld", "states"),
    [(True, ("continued", "open")), (False, ("redirected", "redirected"))],
)
def test_director_hears_the_appeal(review, head, upheld, states):
    """CA L90."""
    director, lead = person(Role.DIRECTOR), lead_of(review.post.base_school)
    proposed(review, head)
    Message.objects.all().delete()
    appeal(review, words="Our county needs music.", by=lead)
    assert as_kept(review) == ("appealed", "under_review")
    assert Message.objects.get().to_email == director.email
    Message.objects.all().delete()
    hear_appeal(review, upheld=upheld, answer="After thought.", by=director)

    assert as_kept(review) == states
    assert (review.heard_by, review.heard_on, review.answer) == (director, TODAY, "After thought.")
    assert Message.objects.get().to_email == lead.email


@pytest.mark.parametrize("stage", ["open", "proposed", "appealed"])
def test_school_pays_itself_from_a_day(review, head, stage):
    """CA L90."""
    lead = lead_of(review.post.base_school)
    if stage != "open":
        proposed(review, head)
    if stage == "appealed":
        appeal(review, words="Please.", by=lead)
    fund_itself(review, starts_on=TODAY, by=lead)

    assert as_kept(review) == ("school_funded", "open")
    assert review.post.funding_on(TODAY - DAY) == "la_funded"
    assert review.post.funding_on(TODAY) == "school_funded"
    holder = review.post.appointments.get().practitioner
    assert holder.outreach == Outreach.ASK_SCHOOL


def test_funding_does_not_change_before_it_began(review):
    lead = lead_of(review.post.base_school)
    with pytest.raises(DayNotPossible):
        fund_itself(review, starts_on=OPENED_ON, by=lead)
    assert as_kept(review) == ("open", "under_review")


def test_settled_review_is_not_opened_by_any_service(review, head):
    weigh_priorities(review, priorities=["area"], by=head)
    continue_post(review, discussion="x", by=head)
    refused = [
        lambda: weigh_priorities(review, priorities=[], by=head),
        lambda: continue_post(review, discussion="x", by=head),
        lambda: propose_redirect(review, discussion="x", by=head),
        lambda: appeal(review, words="x", by=head),
        lambda: hear_appeal(review, upheld=True, answer="x", by=head),
        lambda: hear_appeal(review, upheld=False, answer="x", by=head),
        lambda: redirect_funding(review, by=head),
        lambda: fund_itself(review, starts_on=TODAY, by=head),
    ]
    for service in refused:
        with pytest.raises(MoveNotAllowed):
            service()
    assert as_kept(review) == ("continued", "open")
