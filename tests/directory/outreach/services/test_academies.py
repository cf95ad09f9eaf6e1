from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.models import Message
from directory.enums import Outreach, Role
from directory.outreach.enums import FundingType
from directory.outreach.models import ReleaseAgreement
from directory.outreach.refusals import DayNotPossible, NotAnAcademy
from directory.outreach.services.academies import (
    agree_release,
    convert_post,
    end_release,
    follow_posts,
    keep_in_school,
)
from tests.factories.directory import PenPortraitPageFactory, SchoolFactory
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    PostReviewFactory,
    ReleaseAgreementFactory,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(1)
CONVERTED = date(2026, 9, 1)


def academy_after(school, **fields):
    fields = {"open_date": CONVERTED, "type_code": "34", "predecessor": school} | fields
    return SchoolFactory(**fields)


def funding(post) -> tuple[str, str]:
    return post.funding_on(CONVERTED - DAY), post.funding_on(CONVERTED)


def test_authority_stops_paying_on_the_day_the_school_is_an_academy():
    """CB ¶9: funding comes from central government; the academy keeps its AST."""
    held, coordinator = ASTAppointmentFactory(), person(Role.AST_COORDINATOR)
    portrait = PenPortraitPageFactory(practitioner=held.practitioner)
    academy = academy_after(held.post.base_school)

    assert follow_posts() == 1
    assert follow_posts() == 0
    held.post.refresh_from_db()
    held.practitioner.refresh_from_db()
    portrait.refresh_from_db()
    assert (held.post.base_school, held.post.state) == (academy, "retained")
    assert funding(held.post) == ("la_funded", "academy_kept")
    assert held.practitioner.base_school == academy
    assert held.practitioner.outreach == Outreach.OWN_SCHOOL
    assert not held.practitioner.is_available
    assert not portrait.live
    assert Message.objects.get().to_email == coordinator.email


def test_agreement_made_before_moves_the_funding():
    """CB ¶9: some continue to release, and receive the equivalent costs."""
    held, coordinator = ASTAppointmentFactory(), person(Role.AST_COORDINATOR)
    academy = academy_after(held.post.base_school)
    agreed = {"agreed_on": CONVERTED - DAY, "starts_on": CONVERTED, "by": coordinator}
    first = agree_release(held.post, academy, **agreed)
    assert agree_release(held.post, academy, **agreed) == first
    assert held.post.funding_on(CONVERTED) == "la_funded"
    follow_posts()

    held.post.refresh_from_db()
    held.practitioner.refresh_from_db()
    assert held.post.state == "open"
    assert funding(held.post) == ("la_funded", "academy_release")
    assert held.practitioner.outreach == Outreach.AVAILABLE


def test_post_that_the_school_pays_for_only_moves():
    post = ASTPostFactory(funding=FundingType.SCHOOL_FUNDED)
    academy_after(post.base_school)
    assert follow_posts() == 1
    post.refresh_from_db()
    assert (post.state, *funding(post)) == ("open", "school_funded", "school_funded")
    assert not Message.objects.exists()


def test_nothing_follows_what_is_no_conversion_yet():
    post = ASTPostFactory()
    for fields in (
        {"open_date": TODAY + DAY},
        {"open_date": None},
        {"status_code": "4"},
        {"type_code": "1"},
    ):
        academy_after(post.base_school, **fields)
    assert follow_posts() == 0


def test_conversion_by_hand_is_of_a_day_that_has_come():
    post = ASTPostFactory()
    academy = SchoolFactory(type_code="34")
    with pytest.raises(DayNotPossible):
        convert_post(post, academy, on=TODAY + DAY)
    with pytest.raises(NotAnAcademy):
        convert_post(post, SchoolFactory(type_code="1"), on=TODAY)
    post = convert_post(post, academy, on=TODAY)
    assert (post.base_school, post.state, post.funding_on()) == (
        academy, "retained", "academy_kept",
    )  # fmt: skip
    assert convert_post(post, academy, on=TODAY).fundings.count() == 2


def test_review_of_a_post_ends_with_the_conversion():
    review = PostReviewFactory()
    academy_after(review.post.base_school)
    follow_posts()
    review.refresh_from_db()
    review.post.refresh_from_db()
    assert (review.state, review.post.state) == ("lapsed", "retained")
    assert review.settled_on is not None


def test_release_begins_and_ends_on_its_days():
    coordinator = person(Role.AST_COORDINATOR)
    held = ASTAppointmentFactory(
        post__funding=FundingType.ACADEMY_KEPT, post__state="retained",
        post__base_school__type_code="34",
    )  # fmt: skip
    post = held.post
    agreement = agree_release(
        post, post.base_school, agreed_on=TODAY, starts_on=TODAY + DAY, by=coordinator
    )
    post.refresh_from_db()
    assert post.state == "retained"
    follow_posts(TODAY + DAY)
    post.refresh_from_db()
    held.practitioner.refresh_from_db()
    assert (post.state, held.practitioner.outreach) == ("open", Outreach.AVAILABLE)

    end_release(agreement, ends_on=TODAY + 3 * DAY, by=coordinator)
    follow_posts(TODAY + 2 * DAY)
    post.refresh_from_db()
    assert post.state == "open"
    follow_posts(TODAY + 3 * DAY)
    follow_posts(TODAY + 3 * DAY)
    post.refresh_from_db()
    held.practitioner.refresh_from_db()
    assert (post.state, held.practitioner.outreach) == ("retained", Outreach.OWN_SCHOOL)
    assert not ReleaseAgreement.objects.live(TODAY + 3 * DAY).exists()


def test_release_needs_an_academy_and_days_in_order():
    coordinator, post = person(Role.AST_COORDINATOR), ASTPostFactory()
    with pytest.raises(NotAnAcademy):
        agree_release(post, post.base_school, agreed_on=TODAY, starts_on=TODAY, by=coordinator)
    with pytest.raises(NotAnAcademy):
        keep_in_school(post, starts_on=TODAY, by=coordinator)
    agreement = ReleaseAgreementFactory()
    with pytest.raises(DayNotPossible):
        end_release(agreement, ends_on=agreement.starts_on, by=coordinator)


def test_academy_keeps_its_ast_and_the_release_ends_with_it():
    coordinator = person(Role.AST_COORDINATOR)
    agreement = ReleaseAgreementFactory(post__base_school__type_code="34")
    post = keep_in_school(agreement.post, starts_on=TODAY, by=coordinator)
    agreement.refresh_from_db()
    assert (post.state, post.funding_on(), agreement.ends_on) == ("retained", "academy_kept", TODAY)
    assert keep_in_school(post, starts_on=TODAY, by=coordinator).fundings.count() == 2
