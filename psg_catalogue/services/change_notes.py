"""What feedback on one session changes at the next (CB ¶8)."""

from django.db import transaction

from core.audit import record
from psg_catalogue.enums import SessionState
from psg_catalogue.models import ChangeNote, StudyGroupSession
from psg_catalogue.services.locks import lock_session


def next_session(session: StudyGroupSession) -> StudyGroupSession | None:
    """The following session of the same study group that is not cancelled, if there is one."""
    return (
        StudyGroupSession.objects.filter(
            study_group=session.study_group_id, starts_at__gt=session.starts_at
        )
        .exclude(state=SessionState.CANCELLED)
        .select_related("page")
        .order_by("starts_at")
        .first()
    )


@transaction.atomic
def write_change_note(
    session: StudyGroupSession, *, you_said: str, we_changed: str, by
) -> ChangeNote:
    """The note stands on the session's page; writing the same twice makes one."""
    session = lock_session(session)
    note, made = ChangeNote.objects.get_or_create(
        session=session,
        you_said=you_said,
        we_changed=we_changed,
        defaults={"order": session.change_notes.count()},
    )
    if made:
        record(session, "change_notes.written", by=by)
    return note


@transaction.atomic
def remove_change_note(note: ChangeNote, *, by) -> None:
    """The note no longer stands on its session's page."""
    record(note.session, "change_notes.written", by=by)
    note.delete()
