"""Several workers and the office at once, on PostgreSQL: each reader has one letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from psg_catalogue.enums import Reminding
from psg_catalogue.models import Booking, ReminderHold, ReminderRule
from psg_catalogue.services.reminders import hold_reminder, send_now, send_reminders
from psg_catalogue.session_refusals import EveryoneHasIt, LettersHeld
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres


@pytest.fixture
def due():
    """Three booked on a session whose reminder is due, and the rule."""
    session = StudyGroupSessionFactory(starts_at=twilight(1), booked=3)
    Booking.objects.update(booked_at=timezone.now() - timedelta(days=30))
    return session, ReminderRule.objects.get(what=Reminding.ATTENDERS)


def letters():
    return Message.objects.filter(kind="session_reminder").count()


def test_workers_and_the_office_at_once_write_one_letter_each(due, threads):
    session, rule = due
    office = UserFactory()
    by_hand = lambda: send_now(session, rule, by=office)  # noqa: E731 -- one call among others
    refused = errors(threads([send_reminders, by_hand] * 3))
    assert {type(error) for error in refused} <= {EveryoneHasIt}
    assert letters() == 3


def test_what_is_held_before_it_goes_does_not_go(due, threads):
    """Whichever comes first: all of the letters or none, and a hold that says so."""
    session, rule = due
    office = UserFactory()
    hold = lambda: hold_reminder(session, rule, because="Snow", by=office)  # noqa: E731
    refused = errors(threads([hold, send_reminders, send_reminders]))
    assert refused == []
    assert ReminderHold.objects.count() == 1
    written = letters()
    assert written in (0, 3)
    with pytest.raises(LettersHeld):
        send_now(session, rule, by=office)
    assert send_reminders() == 0
    assert letters() == written
