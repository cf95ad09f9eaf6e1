"""The evaluation asked for once more, of those present who have not answered.

Who had not answered by a day, kept beside the answers, would tell whose the late ones are: of six
people one is reminded, and the sixth answer is theirs. So nothing keeps it (decision 0221): the
letter's row goes when it is sent or given up, no list names its readers, and what stays is the day,
on the session."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from core.academic_year import LONDON
from core.models import Message
from core.services.outbox import queue_message
from psg_catalogue.enums import Attendance, SessionState
from psg_catalogue.models import EvaluationInvitation, StudyGroupSession
from psg_catalogue.services.evaluation_links import LINK_KIND, PROMISE
from psg_catalogue.services.reminders.kinds import Kind, Recipient

LETTER = "evaluation_reminder"
# Somebody asked so lately, when the register was closed late or corrected, is not reminded yet.
JUST_ASKED = timedelta(days=2)
# All of them as one: the lists of what goes out name nobody.
NOT_ANSWERED = Recipient("present", "Everyone present who has not answered", is_several=True)


def find_not_answered(
    sessions: Sequence[StudyGroupSession], told_from: Mapping[int, datetime]
) -> dict[int, list[Recipient]]:
    """One reader for a session where somebody is to be reminded, or may be when it has been held;
    none once it was done. Two queries."""
    over = [each for each in sessions if each.state == SessionState.HELD]
    waiting = _waiting([each for each in over if not each.evaluation_reminded_on])
    to_ask = {invitation.session_id for invitation in waiting}
    return {
        session.pk: [NOT_ANSWERED]
        for session in sessions
        if session.pk in to_ask or session.is_open_state
    }


def _waiting(sessions: Sequence[StudyGroupSession]) -> list[EvaluationInvitation]:
    """Present, with an address, asked a while ago, and not answered."""
    found = EvaluationInvitation.objects.filter(
        session__in=sessions, answered=False, entry__attendance=Attendance.PRESENT
    )
    waiting = list(found.exclude(entry__email="").select_related("entry"))
    if not waiting:
        return []
    lately = Message.objects.filter(
        kind="evaluation_invitation", created_at__gt=timezone.now() - JUST_ASKED
    )
    told = set(lately.values_list("link_object_id", flat=True))
    return [each for each in waiting if str(each.nonce) not in told]


def write_reminders(session: StudyGroupSession, readers: Sequence[Recipient], once: str) -> None:
    """Call it in the transaction that holds the session's lock: nobody who is answering at this
    moment is taken for somebody who has not."""
    on_paper = session.evaluation_days.filter(on_paper__gt=0).exists()
    for invitation in _waiting([session]):
        queue_message(
            kind=LETTER,
            to_email=invitation.entry.email,
            to_name=invitation.entry.name,
            context={"session": session, "on_paper": on_paper, **PROMISE},
            link_kind=LINK_KIND,
            link_object_id=str(invitation.nonce),
        )
    session.evaluation_reminded_on = timezone.localdate(timezone=LONDON)
    session.save(update_fields=["evaluation_reminded_on"])


EVALUATION = Kind(
    whom="Those present who have not answered; no list is kept of who",
    letter=LETTER,
    states=(SessionState.HELD,),
    finds=find_not_answered,
    writes=write_reminders,
    was_sent=lambda session: session.evaluation_reminded_on is not None,
)
