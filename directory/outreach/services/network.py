"""Meetings of the ASTs: telling them, and who came (CA L48, L56)."""

from django.db import transaction
from django.utils import timezone

from core.audit import record
from directory.models import Practitioner
from directory.outreach.letters import network as letters
from directory.outreach.models import MeetingAttendance, NetworkMeeting, NetworkNews
from directory.outreach.models.network import Presence


@transaction.atomic
def tell_asts(thing: NetworkMeeting | NetworkNews, *, by) -> NetworkMeeting | NetworkNews:
    """Every AST of today has one letter about it; asked again, only those who had none."""
    if isinstance(thing, NetworkMeeting):
        letters.meeting(thing)
    else:
        letters.news(thing)
    thing.told_on = thing.told_on or timezone.localdate()
    thing.save(update_fields=["told_on"])
    record(thing, "network.told", by=by)
    return thing


@transaction.atomic
def mark_attendance(meeting: NetworkMeeting, marks: dict[Practitioner, str], *, by) -> None:
    """Who came, sent apologies or stayed away; a blank mark takes a mark back."""
    given = {practitioner: mark for practitioner, mark in marks.items() if mark}
    taken_back = [practitioner.pk for practitioner, mark in marks.items() if not mark]
    meeting.attendance.filter(practitioner__in=taken_back).delete()
    MeetingAttendance.objects.bulk_create(
        [
            MeetingAttendance(meeting=meeting, practitioner=each, presence=Presence(mark))
            for each, mark in given.items()
        ],
        update_conflicts=True,
        unique_fields=["meeting", "practitioner"],
        update_fields=["presence"],
    )
    present = sum(mark == Presence.PRESENT for mark in given.values())
    record(meeting, "network.attendance", by=by, present=present)
