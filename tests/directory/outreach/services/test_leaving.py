from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.services.periodic import registered_jobs
from directory.enums import Role
from directory.outreach.enums import FundingType, PostState
from directory.outreach.models import PostReview
from directory.outreach.services.following import take_down_portraits
from directory.outreach.services.leaving import tell_of_leaving
from tests.factories.directory import PenPortraitPageFactory, PractitionerKindFactory
from tests.factories.outreach import ASTAppointmentFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(1)


def test_post_the_authority_pays_for_goes_to_review():
    """CA L69, L81."""
    held = ASTAppointmentFactory()
    coordinator, head = person(Role.AST_COORDINATOR), person(Role.PD_HEAD)
    lead = lead_of(held.post.base_school)
    for _ in range(2):
        tell_of_leaving(held, last_day=TODAY + 30 * DAY, successor_wanted=True, by=lead)

    held.post.refresh_from_db()
    review = PostReview.objects.get()
    assert held.post.state == PostState.UNDER_REVIEW
    assert (review.trigger, review.state, review.successor_wanted) == ("leaver", "open", True)
    letters = dict(Message.objects.values_list("to_email", "subject"))
    assert set(letters) == {coordinator.email, head.email}
    assert Message.objects.count() == 2
    assert not any(held.practitioner.name in words for words in letters.values())


def test_post_the_school_pays_for_falls_vacant_without_a_review():
    held = ASTAppointmentFactory(post__funding=FundingType.SCHOOL_FUNDED)
    tell_of_leaving(held, last_day=TODAY)
    held.post.refresh_from_db()
    assert held.post.state == PostState.OPEN
    assert not PostReview.objects.exists()


def test_letter_goes_to_the_office_where_there_is_no_coordinator():
    held = ASTAppointmentFactory(post__funding=FundingType.SCHOOL_FUNDED)
    tell_of_leaving(held, last_day=TODAY)
    assert Message.objects.get().to_email == "office@example.org"


def test_portrait_comes_down_on_the_last_day_and_not_before():
    held = ASTAppointmentFactory()
    portrait = PenPortraitPageFactory(practitioner=held.practitioner)
    tell_of_leaving(held, last_day=TODAY + DAY)

    assert take_down_portraits(TODAY) == 0
    portrait.refresh_from_db()
    assert portrait.live
    assert take_down_portraits(TODAY + DAY) == 1
    assert take_down_portraits(TODAY + DAY) == 0
    portrait.refresh_from_db()
    assert not portrait.live
    assert registered_jobs()["follow_posts"].every <= DAY


def test_last_day_told_on_the_day_takes_the_portrait_down_at_once():
    held = ASTAppointmentFactory()
    portrait = PenPortraitPageFactory(practitioner=held.practitioner)
    tell_of_leaving(held, last_day=TODAY)
    portrait.refresh_from_db()
    assert not portrait.live


def test_portrait_stays_of_whoever_goes_on_in_another_way():
    moved, practitioner = ASTAppointmentFactory(last_day=TODAY), ASTAppointmentFactory()
    ASTAppointmentFactory(practitioner=moved.practitioner, starts_on=TODAY + DAY)
    kind = PractitionerKindFactory(slug="outstanding-practitioner")
    practitioner.practitioner.kind = kind
    practitioner.practitioner.kind.needs_accreditation = False
    practitioner.practitioner.kind.save()
    practitioner.practitioner.save()
    practitioner.last_day = TODAY
    practitioner.save()
    for each in (moved, practitioner):
        PenPortraitPageFactory(practitioner=each.practitioner)
    assert take_down_portraits(TODAY) == 0
