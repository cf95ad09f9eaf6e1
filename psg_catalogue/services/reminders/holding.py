"""Holding back what would go out for a session, and letting it go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from psg_catalogue.enums import SessionState
from psg_catalogue.models import ReminderHold, ReminderRule, StudyGroupSession
from psg_catalogue.services.locks import lock_session
from psg_catalogue.session_refusals import NoReasonToHold

# Longer than anything is written after a session.
KEPT_AFTER = timedelta(days=120)


@transaction.atomic
def hold_reminder(
    session: StudyGroupSession, rule: ReminderRule, *, because: str, by: User
) -> ReminderHold:
    """Nothing of this rule goes out for the session, whatever its date, until it is let go. Holding
    twice keeps the later reason. Raises NoReasonToHold."""
    because = one_line(because)
    if not because:
        raise NoReasonToHold
    session = lock_session(session)  # what is being sent this moment is sent
    held, _ = ReminderHold.objects.update_or_create(
        session=session, rule=rule, defaults={"because": because, "held_by": by}
    )
    record(session, "reminder.held", by=by, rule=rule.pk)
    return held


@transaction.atomic
def let_reminder_go(session: StudyGroupSession, rule: ReminderRule, *, by: User) -> None:
    """It goes out at its hour, or with the next round where that has passed. Doing it twice changes
    nothing."""
    if ReminderHold.objects.filter(session=session, rule=rule).delete()[0]:
        record(session, "reminder.let_go", by=by, rule=rule.pk)


def forget_holds(now: datetime | None = None) -> int:
    """What was held for sessions that are over or off, too long ago for anything to go out, is
    gone with its reason. Returns how many."""
    over = Q(session__ends_at__lt=(now or timezone.now()) - KEPT_AFTER)
    off = Q(session__state=SessionState.CANCELLED)
    return (
        ReminderHold.objects.exclude(session__state=SessionState.POSTPONED)
        .filter(over | off)
        .delete()[0]
    )
