"""A register put right after it was closed: by the office, with a reason, and written down."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.services.outbox import one_line
from psg_catalogue.enums import Attendance, SessionSource
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.register_refusals import (
    FromEarlierRecords,
    NoReason,
    NotClosedYet,
    NotOnThisRegister,
)
from psg_catalogue.services.certificates import number_certificates
from psg_catalogue.services.evaluations import ask_those_present
from psg_catalogue.services.locks import lock_session
from psg_catalogue.services.registers import mark_line


@transaction.atomic
def correct_register(
    session: StudyGroupSession, marks: Mapping[int, Attendance | str], *, reason: str, by=None
) -> int:
    """These lines of a closed register, by their numbers, have these marks; the session stays held,
    reports follow, and whoever turns out to have been present is asked to evaluate. Returns how
    many lines changed; each is in the record with what stood there before. Raises NotClosedYet,
    FromEarlierRecords, NoReason, NotOnThisRegister."""
    session = lock_session(session)
    if session.source == SessionSource.HISTORY:
        raise FromEarlierRecords
    if not session.register_closed_at:
        raise NotClosedYet
    lines = {entry.pk: entry for entry in session.entries.select_related("booking")}
    if not set(marks) <= set(lines):
        raise NotOnThisRegister
    new = {pk: Attendance(mark) for pk, mark in marks.items() if lines[pk].attendance != str(mark)}
    reason = one_line(reason)
    if new and not reason:
        raise NoReason
    for pk, mark in new.items():
        line, before = lines[pk], lines[pk].attendance
        mark_line(line, mark, by, timezone.now())
        changes = {"attendance": (before, mark.value)}
        record(line, "register.corrected", by=by, changes=changes, reason=reason)
    if new:
        number_certificates(session)
        ask_those_present(session)
    return len(new)
