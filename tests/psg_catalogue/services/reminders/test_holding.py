"""What is held waits, with its reason, until it is let go."""

from datetime import timedelta

import pytest

from core.models import Message
from psg_catalogue.enums import Reminding
from psg_catalogue.models import ReminderHold, ReminderRule
from psg_catalogue.services.reminders import (
    forget_holds,
    hold_reminder,
    let_reminder_go,
    send_now,
    send_reminders,
)
from psg_catalogue.session_refusals import LettersHeld, NoReasonToHold
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


def test_held_until_it_is_let_go_and_only_for_its_session_and_rule():
    office = UserFactory()
    rule = ReminderRule.objects.get(what=Reminding.ATTENDERS)
    starts = twilight(14)
    session, other = (StudyGroupSessionFactory(starts_at=starts) for _ in range(2))
    due = rule.due_at(starts)
    for each in (session, other):
        BookingFactory(session=each, booked_at=due - timedelta(days=3))
    with pytest.raises(NoReasonToHold):
        hold_reminder(session, rule, because=" \n", by=office)
    hold_reminder(session, rule, because="The hall floods.", by=office)
    hold_reminder(session, rule, because="The hall\nis flooded.", by=office)
    held = ReminderHold.objects.get()
    assert (held.because, held.held_by) == ("The hall is flooded.", office)
    with pytest.raises(LettersHeld):
        send_now(session, rule, by=office)
    assert send_reminders(due) == 1
    assert Message.objects.filter(once_key__startswith=f"reminder:{session.pk}:").count() == 0

    let_reminder_go(session, rule, by=office)
    let_reminder_go(session, rule, by=office)
    assert send_reminders(due + timedelta(hours=5)) == 1
    assert Message.objects.filter(once_key__startswith=f"reminder:{session.pk}:").count() == 1


def test_holds_are_forgotten_when_nothing_can_go_out_any_more():
    rule = ReminderRule.objects.get(what=Reminding.ATTENDERS)
    kept = [
        StudyGroupSessionFactory(),
        StudyGroupSessionFactory(starts_at=twilight(-100)),
        StudyGroupSessionFactory(starts_at=twilight(-121), postponed=True),
    ]
    gone = [
        StudyGroupSessionFactory(starts_at=twilight(-121)),
        StudyGroupSessionFactory(cancelled=True),
    ]
    for session in (*kept, *gone):
        hold_reminder(session, rule, because="Snow", by=UserFactory())
    assert forget_holds() == len(gone)
    assert {hold.session for hold in ReminderHold.objects.all()} == set(kept)
