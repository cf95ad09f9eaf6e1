from datetime import date

import pytest
from django.utils import timezone

from core.models import Message
from core.moves import MoveNotAllowed
from directory.enums import Outreach, Role
from directory.outreach.enums import FundingType, PostState
from directory.outreach.models import ASTPost, OutreachSettings
from directory.outreach.refusals import (
    DayNotPossible,
    PostHeld,
    ReasonMissing,
    RecruitmentClosed,
)
from directory.outreach.services.posts import (
    approve_post,
    ask_for_post,
    close_post,
    decline_post,
    end_exemption,
    exempt_post,
    register_post,
)
from tests.factories.directory import SchoolFactory, SubjectFactory
from tests.factories.outreach import OPENED_ON, ASTAppointmentFactory, ASTPostFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return person(Role.PD_HEAD)


def asked(school, subject, by, **more) -> ASTPost:
    return ask_for_post(
        school, subject=subject, phase="primary", case="Our county lacks music.", by=by, **more
    )


def told() -> set[str]:
    return set(Message.objects.values_list("to_email", flat=True))


def test_school_asks_once_and_those_who_decide_are_told(head):
    school, subject, coordinator = SchoolFactory(), SubjectFactory(), person(Role.AST_COORDINATOR)
    person(Role.ADVISER)
    lead = lead_of(school)
    post = asked(school, subject, lead)

    assert asked(school, subject, lead) == post
    assert post.state == PostState.PROPOSED
    assert post.request.case == "Our county lacks music."
    assert told() == {coordinator.email, head.email}
    assert Message.objects.count() == 2


def test_nobody_asks_while_recruitment_is_closed():
    """CB ¶10."""
    OutreachSettings.objects.create(recruitment_closed=True)
    school = SchoolFactory()
    with pytest.raises(RecruitmentClosed):
        asked(school, SubjectFactory(), lead_of(school))
    assert not ASTPost.objects.exists()


def test_agreed_post_is_in_force_and_vacant_from_a_day(head):
    school = SchoolFactory()
    lead = lead_of(school)
    post = asked(school, SubjectFactory(), lead)
    Message.objects.all().delete()
    day = date(2026, 9, 1)
    post = approve_post(post, opened_on=day, funding_type=FundingType.LA_FUNDED, by=head)

    assert (post.state, post.opened_on, post.funding_on(day)) == ("open", day, "la_funded")
    assert told() == {lead.email}
    post.request.refresh_from_db()
    assert post.request.answered_by == head
    with pytest.raises(MoveNotAllowed):
        approve_post(post, opened_on=day, funding_type="la_funded", by=head)
    assert post.fundings.count() == 1


def test_school_reads_why_not(head):
    school = SchoolFactory()
    lead = lead_of(school)
    post = asked(school, SubjectFactory(), lead)
    post = decline_post(post, answer="Music is well served.", by=head)

    assert post.state == PostState.DECLINED
    assert post.request.__class__.objects.get().answer == "Music is well served."
    letter = Message.objects.get(to_email=lead.email)
    assert "Music is well served." in letter.text_body
    with pytest.raises(MoveNotAllowed):
        decline_post(post, answer="Again", by=head)


def test_existing_post_is_entered_as_it_is(head):
    post = register_post(
        SchoolFactory(), subject=SubjectFactory(), phase="secondary",
        funding_type=FundingType.SCHOOL_FUNDED, opened_on=OPENED_ON, by=head,
    )  # fmt: skip
    assert (post.state, post.funding_on()) == ("open", "school_funded")
    assert not Message.objects.exists()


def test_vacant_post_is_closed_from_a_day(head):
    post = ASTPostFactory()
    today = timezone.localdate()
    with pytest.raises(DayNotPossible):
        close_post(post, closed_on=date(2009, 1, 1), by=head)
    post = close_post(post, closed_on=today, by=head)

    assert (post.state, post.closed_on) == ("closed", today)
    assert not ASTPost.objects.on(today).exists()
    with pytest.raises(MoveNotAllowed):
        close_post(post, closed_on=today, by=head)


def test_post_is_not_closed_over_its_holders_head(head):
    held = ASTAppointmentFactory()
    with pytest.raises(PostHeld):
        close_post(held.post, closed_on=timezone.localdate(), by=head)
    held.post.refresh_from_db()
    assert held.post.state == PostState.OPEN


def test_exemption_from_outreach_has_a_reason(head):
    """CA L75."""
    held, today = ASTAppointmentFactory(), timezone.localdate()
    with pytest.raises(ReasonMissing):
        exempt_post(held.post, starts_on=today, until=None, reason=" ", by=head)
    with pytest.raises(DayNotPossible):
        exempt_post(held.post, starts_on=today, until=OPENED_ON, reason="x", by=head)
    post = exempt_post(held.post, starts_on=OPENED_ON, until=None, reason="A new head.", by=head)
    held.practitioner.refresh_from_db()
    assert post.is_exempt_on(today)
    assert held.practitioner.outreach == Outreach.OWN_SCHOOL

    for _ in range(2):
        post = end_exemption(post, by=head)
    held.practitioner.refresh_from_db()
    assert not post.is_exempt_on(today)
    assert post.exempt_reason == "A new head."
    assert held.practitioner.outreach == Outreach.AVAILABLE
