"""The one lock of a session: whoever gives or frees a place, moves, cancels or closes holds it."""

from collections.abc import Iterable

from psg_catalogue.models import Booking, StudyGroupSession


def lock_sessions(pks: Iterable[int]) -> list[StudyGroupSession]:
    """The sessions' rows, held until the caller's transaction ends, always in the order of their
    numbers: two batches that lock in any order would wait for each other for ever (SAFETY 1.1)."""
    return list(
        StudyGroupSession.objects.select_for_update(of=("self",))
        .select_related("page", "study_group", "venue")
        .filter(pk__in=set(pks))
        .order_by("pk")
    )


def lock_session(session: StudyGroupSession) -> StudyGroupSession:
    """A session's row as it stands now, held until the caller's transaction ends."""
    return lock_sessions([session.pk])[0]


def lock_booking(booking: Booking) -> tuple[Booking, StudyGroupSession]:
    """A booking as it stands now, with the locked row of its session. One that was moved to another
    session while we waited for the lock is found there."""
    session_pk = booking.session_id
    while True:
        session = lock_sessions([session_pk])[0]
        booking = Booking.objects.select_related("colleague", "school", "booked_by").get(
            pk=booking.pk
        )
        if booking.session_id == session.pk:
            booking.session = session
            return booking, session
        session_pk = booking.session_id
