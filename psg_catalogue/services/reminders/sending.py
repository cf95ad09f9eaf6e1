"""What is due goes out once to each reader, for each rule and date of the session: one that is
moved has its letters anew for the new date, and none for the old."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.models import Message, User
from psg_catalogue.enums import Side
from psg_catalogue.models import ReminderHold, ReminderRule, StudyGroupSession
from psg_catalogue.services.locks import lock_session
from psg_catalogue.services.reminders.kinds import Kind, Recipient, kinds
from psg_catalogue.session_refusals import (
    EveryoneHasIt,
    LettersHeld,
    NobodyToWriteTo,
    NothingGoesOut,
)

# After a session nothing is sent that was due longer ago than this.
LATE = timedelta(days=14)


def send_reminders(now: datetime | None = None) -> int:
    """Everyone has what is due to them by now, and what is held waits. Returns for how many
    sessions something was written; a second run writes nothing."""
    now = now or timezone.now()
    rules = ReminderRule.objects.in_use().filter(what__in=kinds())
    return sum(_send_due(session, rule, now) for rule in rules for session in _due(rule, now))


def once(rule: ReminderRule, session: StudyGroupSession) -> str:
    """What the keys of a rule's messages for a session and its date begin with."""
    return f"reminder:{session.pk}:{session.starts_at.timestamp():.0f}:{rule.pk}"


def takes(rule: ReminderRule, session: StudyGroupSession, now: datetime) -> bool:
    """True while this rule can still send something for the session as it stands."""
    if session.state not in kinds()[rule.what].states:
        return False
    if rule.side == Side.BEFORE:
        return session.starts_at > now
    return session.starts_at <= now < rule.due_at(session.starts_at) + LATE


def is_due(rule: ReminderRule, session: StudyGroupSession, now: datetime) -> bool:
    """True from the rule's hour on, unless that was before the rule was."""
    return rule.counts_from <= rule.due_at(session.starts_at) <= now


@transaction.atomic
def send_now(session: StudyGroupSession, rule: ReminderRule, *, by: User) -> int:
    """Everyone who has not had this letter has it now, and not again at its hour. Returns how many
    letters. Raises NothingGoesOut, LettersHeld, NobodyToWriteTo, EveryoneHasIt."""
    now = timezone.now()
    session = lock_session(session)
    if not takes(rule, session, now):
        raise NothingGoesOut
    if _is_held(session, rule):
        raise LettersHeld
    kind = kinds()[rule.what]
    readers = kind.finds([session], {session.pk: now}).get(session.pk, [])
    if not readers:
        raise NobodyToWriteTo
    left = without_letter(readers, once(rule, session))
    if not left:
        raise EveryoneHasIt
    kind.writes(session, left, once(rule, session))
    record(session, "reminder.sent_now", by=by, rule=rule.pk, letters=len(left))
    return len(left)


def without_letter(readers: Iterable[Recipient], once: str) -> list[Recipient]:
    """Those of them for whom nothing is written yet. One query."""
    readers = list(readers)
    keys = [f"{once}:{reader.key}" for reader in readers]
    written = set(Message.objects.filter(once_key__in=keys).values_list("once_key", flat=True))
    return [r for r, key in zip(readers, keys, strict=True) if key not in written]


def _due(rule: ReminderRule, now: datetime) -> Sequence[StudyGroupSession]:
    """The sessions for which this rule's hour has come. Two queries."""
    kind: Kind = kinds()[rule.what]
    # No two working days lie further apart than a fortnight.
    reach = timedelta(days=2 * rule.days + 14)
    near = StudyGroupSession.objects.filter(state__in=kind.states)
    if rule.side == Side.BEFORE:
        near = near.filter(starts_at__gt=now, starts_at__lte=now + reach)
    else:
        near = near.filter(starts_at__lte=now, starts_at__gt=now - reach - LATE)
    held = ReminderHold.objects.filter(rule=rule).values("session")
    near = near.exclude(pk__in=held).order_by("starts_at", "pk")
    return [each for each in near if takes(rule, each, now) and is_due(rule, each, now)]


@transaction.atomic
def _send_due(session: StudyGroupSession, rule: ReminderRule, now: datetime) -> bool:
    # Locked, so that nobody is written to about a booking or a date that is just being given up,
    # and nothing goes that is just being held.
    session = lock_session(session)
    if not (takes(rule, session, now) and is_due(rule, session, now)) or _is_held(session, rule):
        return False
    kind = kinds()[rule.what]
    # One who was booked after the hour has only just been told.
    readers = kind.finds([session], {session.pk: rule.due_at(session.starts_at)})
    left = without_letter(readers.get(session.pk, []), once(rule, session))
    if left:
        kind.writes(session, left, once(rule, session))
    return bool(left)


def _is_held(session: StudyGroupSession, rule: ReminderRule) -> bool:
    return ReminderHold.objects.filter(session=session, rule=rule).exists()
