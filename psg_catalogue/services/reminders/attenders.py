"""The reminder: to everyone with a place, and to whoever looks after their bookings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import Booking, StudyGroupSession
from psg_catalogue.services.keepers import keepers_of
from psg_catalogue.services.notices.letters import facts_of, to_attendee, to_keeper
from psg_catalogue.services.reminders.kinds import Kind, Recipient

LETTER = "session_reminder"


def find_attenders(
    sessions: Sequence[StudyGroupSession], told_from: Mapping[int, datetime]
) -> dict[int, list[Recipient]]:
    """Those booked before the moment given for their session, by name, and then their keepers.
    Three queries."""
    by_pk = {session.pk: session for session in sessions}
    found: dict[int, list[Recipient]] = defaultdict(list)
    due = []
    bookings = Booking.objects.confirmed().filter(session__in=by_pk)
    bookings = bookings.select_related("colleague", "school", "booked_by")
    for booking in bookings.order_by("colleague__name", "pk"):
        if booking.booked_at >= told_from[booking.session_id]:
            continue
        booking.session = by_pk[booking.session_id]
        due.append(booking)
        colleague = booking.colleague
        if colleague.email and not colleague.left_on:
            reader = Recipient(f"booking:{booking.pk}", colleague.name, booking)
            found[booking.session_id].append(reader)
    for (user, school), theirs in keepers_of(due).items():
        for pk in dict.fromkeys(booking.session_id for booking in theirs):
            about = (user, school, [each for each in theirs if each.session_id == pk])
            key = f"keeper:{user.pk}:{school.pk}"
            found[pk].append(Recipient(key, f"{user.get_full_name()}, {school.name}", about))
    return found


def write_reminders(session: StudyGroupSession, readers: Sequence[Recipient], once: str) -> None:
    """Call it in the transaction that holds the session's lock."""
    facts = facts_of(session)
    for reader in readers:
        if isinstance(reader.about, Booking):
            to_attendee(LETTER, reader.about, facts, once=once)
        else:
            user, school, bookings = reader.about
            to_keeper(LETTER, user, school, bookings, facts, once=once)


ATTENDERS = Kind(
    whom="Those booked, and whoever looks after their bookings",
    letter=LETTER,
    states=OPEN_SESSION_STATES,
    finds=find_attenders,
    writes=write_reminders,
)
