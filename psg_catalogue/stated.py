"""What the rules of booking and of reminders state in editors' words (core.stated)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from core.stated import register_stated
from core.templatetags.wording import in_words, join_words
from psg_catalogue.models import BookingRules, ReminderRule
from psg_catalogue.queries.rules import reminders_shown


def declare_stated() -> None:
    """Called once, when the app is ready."""
    register_stated("reminder", reminder)
    register_stated("notice", notice)


def reminder() -> str:
    """ "a reminder two working days before"; "no reminder" where the office has switched it off."""
    return _in_words(reminders_shown()) or "no reminder"


def reminder_to_come(starts_at: datetime) -> str:
    """The same of one session, without what is past; "" where nothing is still to come."""
    now = timezone.now()
    return _in_words(rule for rule in reminders_shown() if rule.due_at(starts_at) > now)


def notice() -> str:
    """ "five working days before"; "before the session" where no notice is asked for."""
    days = BookingRules.current().notice_working_days
    return f"{_days(days, 'working day')} before" if days else "before the session"


def _in_words(rules: Iterable[ReminderRule]) -> str:
    said = [_before(rule) for rule in rules]
    if len(said) > 1:
        return f"reminders {join_words(said)}"
    return f"a reminder {said[0]}" if said else ""


def _before(rule: ReminderRule) -> str:
    if not rule.days:
        return "on the day"
    return f"{_days(rule.days, 'working day' if rule.working_days else 'day')} before"


def _days(number: int, kind: str) -> str:
    return f"{in_words(number)} {kind}{'' if number == 1 else 's'}"
