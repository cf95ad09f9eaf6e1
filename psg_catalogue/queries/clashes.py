"""Whether somebody is already expected somewhere at the time of a session."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Lower

from directory.models import Colleague
from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import Booking, StudyGroupSession


def others_of(people: Iterable[Colleague], session: StudyGroupSession) -> dict[int, list[Booking]]:
    """For each colleague, by number, the active bookings that overlap the session in time, those
    on the session itself first, whatever state it is in. The same person is the same row, the same
    account, or the same email address at whatever school (P26). One query, however many people."""
    people = list(people)
    emails = {person.email.lower() for person in people if person.email}
    accounts = {person.user_id for person in people if person.user_id}
    at_that_time = Q(
        session__state__in=OPEN_SESSION_STATES,
        session__starts_at__lt=session.ends_at,
        session__ends_at__gt=session.starts_at,
    )
    found = (
        Booking.objects.active()
        .filter(Q(session=session) | at_that_time)
        .annotate(their_email=Lower("colleague__email"))
        .filter(
            Q(colleague__in=[person.pk for person in people])
            | Q(colleague__user__in=accounts)
            | Q(their_email__in=emails)
        )
        .select_related("colleague", "school", "session__page")
    )
    matched: dict[int, list[Booking]] = defaultdict(list)
    for booking in sorted(found, key=lambda b: (b.session_id != session.pk, b.pk)):
        for person in people:
            if _same_person(person, booking.colleague):
                matched[person.pk].append(booking)
    return matched


def _same_person(one: Colleague, other: Colleague) -> bool:
    if one.pk == other.pk:
        return True
    if one.user_id and one.user_id == other.user_id:
        return True
    return bool(one.email) and one.email.lower() == other.email.lower()
