"""What the rules of reminders and bookings say in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.stated import state
from psg_catalogue.models import BookingRules, ReminderRule
from psg_catalogue.stated import reminder_to_come

pytestmark = pytest.mark.django_db


def test_reminders_are_said_as_the_office_has_settled_them():
    rule = ReminderRule.objects.get(what="attenders")
    assert state("You get {reminder}.") == "You get a reminder two working days before."

    rule.days, rule.working_days = 1, False
    rule.save()
    ReminderRule.objects.create(what="attenders", days=10, side="before")
    assert state("{reminder}") == "reminders 10 working days before and one day before"

    soon, far = (timezone.now() + timedelta(days=days) for days in (3, 60))
    assert reminder_to_come(soon) == "a reminder one day before"
    assert reminder_to_come(far) == "reminders 10 working days before and one day before"
    ReminderRule.objects.update(is_on=False)
    assert (state("{reminder}"), reminder_to_come(far)) == ("no reminder", "")


def test_notice_is_said_as_the_office_has_settled_it():
    assert state("{notice}") == "five working days before"
    BookingRules.objects.update_or_create(pk=1, defaults={"notice_working_days": 0})
    assert state("{notice}") == "before the session"
