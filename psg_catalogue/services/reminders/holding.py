"""Holding back what would go out for a session, and letting it go."""

from django.db import transaction

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from psg_catalogue.models import ReminderHold, ReminderRule, StudyGroupSession
from psg_catalogue.services.locks import lock_session
from psg_catalogue.session_refusals import NoReasonToHold


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
