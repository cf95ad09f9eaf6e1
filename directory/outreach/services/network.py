"""Meetings of the ASTs: telling them, and who came (CA L48, L56)."""

from functools import partial

from django.db import transaction
from django.forms import BaseInlineFormSet
from django.utils import timezone

from core.audit import record
from directory.models import Practitioner
from directory.outreach.letters import network as letters
from directory.outreach.models import (
    MeetingAttendance,
    MeetingResource,
    NetworkMeeting,
    NetworkNews,
)
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
def keep_resources(meeting: NetworkMeeting, lines: BaseInlineFormSet, *, by) -> None:
    """The meeting has these files and links. A file that was replaced, or whose line was taken
    away, leaves the disk once that stands."""
    before = set(meeting.resources.exclude(file="").values_list("file", flat=True))
    lines.save()
    after = set(meeting.resources.exclude(file="").values_list("file", flat=True))
    storage = MeetingResource._meta.get_field("file").storage
    for name in before - after:
        transaction.on_commit(partial(storage.delete, name))
    record(meeting, "network.resources", by=by, count=meeting.resources.count())


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
