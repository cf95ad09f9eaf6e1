from datetime import date, timedelta

import pytest
from django.utils import timezone

from directory.enums import Outreach, Role
from directory.outreach.enums import EndReason, FundingType, InductionAim
from directory.outreach.models import ASTAppointment
from directory.outreach.refusals import DayNotPossible, NotAccredited, PostHeld
from directory.outreach.services.appointments import (
    appoint_ast,
    assign_mentor,
    end_appointment,
    mark_induction,
)
from tests.factories.directory import PractitionerFactory
from tests.factories.outreach import OPENED_ON, ASTAppointmentFactory, ASTPostFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(1)


def test_accredited_person_takes_up_a_post_once():
    post, someone = ASTPostFactory(), PractitionerFactory()
    first = appoint_ast(post, someone, starts_on=TODAY, induction=True)
    again = appoint_ast(post, someone, starts_on=TODAY, induction=True)

    assert first == again
    assert ASTAppointment.objects.count() == 1
    assert set(first.induction.values_list("aim", flat=True)) == set(InductionAim)
    someone.refresh_from_db()
    assert someone.base_school == post.base_school


@pytest.mark.parametrize("accredited_on", [None, TODAY + DAY])
def test_nobody_is_appointed_before_the_standards_are_met(accredited_on):
    """CB ¶1: once accredited."""
    with pytest.raises(NotAccredited):
        appoint_ast(
            ASTPostFactory(), PractitionerFactory(accredited_on=accredited_on), starts_on=TODAY
        )
    assert not ASTAppointment.objects.exists()


def test_post_that_is_held_or_not_in_force_is_not_filled():
    held = ASTAppointmentFactory()
    with pytest.raises(PostHeld):
        appoint_ast(held.post, PractitionerFactory(), starts_on=TODAY)
    for post, day in (
        (ASTPostFactory(proposed=True), TODAY),
        (ASTPostFactory(state="closed", closed_on=TODAY), TODAY),
        (ASTPostFactory(), OPENED_ON - DAY),
    ):
        someone = PractitionerFactory(accredited_on=date(2001, 1, 1))
        with pytest.raises(DayNotPossible):
            appoint_ast(post, someone, starts_on=day)
    assert ASTAppointment.objects.get() == held


def test_school_that_pays_is_asked_first():
    """CB ¶2."""
    someone = PractitionerFactory()
    appoint_ast(ASTPostFactory(funding=FundingType.SCHOOL_FUNDED), someone, starts_on=TODAY)
    someone.refresh_from_db()
    assert someone.outreach == Outreach.ASK_SCHOOL


def test_last_day_ends_an_appointment_and_what_the_directory_says():
    held = ASTAppointmentFactory()
    end_appointment(held, last_day=TODAY, reason=EndReason.RETIRED)
    end_appointment(held, last_day=TODAY, reason=EndReason.RETIRED)

    held.refresh_from_db()
    held.practitioner.refresh_from_db()
    assert (held.last_day, held.end_reason) == (TODAY, "retired")
    assert held.practitioner.left_on == TODAY + DAY
    end_appointment(held, last_day=TODAY + 9 * DAY, reason=EndReason.LEFT)
    held.practitioner.refresh_from_db()
    assert held.practitioner.left_on == TODAY + 10 * DAY
    with pytest.raises(DayNotPossible):
        end_appointment(held, last_day=OPENED_ON - DAY, reason=EndReason.LEFT)


def test_longer_stay_does_not_run_into_the_successor():
    held = ASTAppointmentFactory(last_day=TODAY)
    ASTAppointmentFactory(post=held.post, starts_on=TODAY + DAY)
    with pytest.raises(PostHeld):
        end_appointment(held, last_day=TODAY + DAY, reason=EndReason.LEFT)
    held.refresh_from_db()
    assert held.last_day == TODAY


def test_somebody_who_moves_to_another_post_stays_in_post():
    held = ASTAppointmentFactory()
    other = ASTPostFactory()
    end_appointment(held, last_day=TODAY, reason=EndReason.LEFT)
    appoint_ast(other, held.practitioner, starts_on=TODAY + DAY)
    held.practitioner.refresh_from_db()
    assert held.practitioner.left_on is None


def test_mentor_is_somebody_else():
    """CA L100."""
    held, mentor, coordinator = ASTAppointmentFactory(), PractitionerFactory(), person()
    assert assign_mentor(held, mentor, by=coordinator).mentor == mentor
    with pytest.raises(DayNotPossible):
        assign_mentor(held, held.practitioner, by=coordinator)
    assign_mentor(held, None, by=coordinator)
    held.refresh_from_db()
    assert held.mentor is None


def test_aims_of_an_induction_keep_the_day_they_were_reached():
    held, coordinator = ASTAppointmentFactory(), person(Role.AST_COORDINATOR)
    held.induction.create(aim=InductionAim.ROLE, done_on=OPENED_ON)
    mark_induction(held, {"role", "people"}, by=coordinator)

    days = dict(held.induction.values_list("aim", "done_on"))
    assert days == {"role": OPENED_ON, "people": TODAY, "others": None, "reflection": None}
    mark_induction(held, set(), by=coordinator)
    assert not held.induction.exclude(done_on=None).exists()
