"""The leader's list: who comes, from which school, the day before.

What people need is not in the letter, since nobody could take it out of a mail box when the session
is over. The letter has a secret link to the list as it stands, needs and all; the link is made at
sending, stored nowhere, and dies with the session (decision 0210)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from core.services.outbox import LinkNotWanted
from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import StudyGroupLeader, StudyGroupSession
from psg_catalogue.queries.needs import count_needs
from psg_catalogue.services.notices.letters import facts_of, queue_letter
from psg_catalogue.services.reminders.kinds import Kind, Recipient

LETTER = "leader_list"
_SIGNER = signing.Signer(salt="psg_catalogue.leader-list")


def find_leaders(
    sessions: Sequence[StudyGroupSession], told_from: Mapping[int, datetime]
) -> dict[int, list[Recipient]]:
    """Each leader in post who has an address, in the order they are named. One query."""
    groups = {session.study_group_id for session in sessions}
    rows = StudyGroupLeader.objects.filter(page__in=groups)
    by_group = defaultdict(list)
    for row in rows.select_related("practitioner__user").order_by("sort_order", "pk"):
        if row.practitioner.is_current and address_of(row):
            by_group[row.page_id].append(
                Recipient(f"leader:{row.practitioner_id}", row.practitioner.name, row)
            )
    return {session.pk: by_group[session.study_group_id] for session in sessions}


def address_of(leader: StudyGroupLeader) -> str:
    """The work address, or the account's."""
    practitioner = leader.practitioner
    account = practitioner.user
    return practitioner.email or (account.email if account and account.is_active else "")


def write_lists(session: StudyGroupSession, readers: Sequence[Recipient], once: str) -> None:
    """Call it in the transaction that holds the session's lock."""
    booked = session.bookings.confirmed().select_related("colleague", "school")
    facts = facts_of(session)
    facts |= {
        "lines": [
            f"{booking.colleague.name}, {booking.school.name}"
            for booking in booked.order_by("colleague__name", "pk")
        ],
        "needs": count_needs(session),
        "waiting": session.bookings.waiting().count(),
    }
    for reader in readers:
        leader = reader.about
        queue_letter(
            kind=LETTER,
            to_email=address_of(leader),
            to_name=leader.practitioner.name,
            context=facts,
            about=f"psg_catalogue.studygroupsession:{session.pk}",
            once_key=f"{once}:{reader.key}",
            reply_to=facts["partnership"].office_email,
            link_kind=LETTER,
            link_object_id=_what(leader, session),
        )


def make_list_link(what: str) -> str:
    """The whole address, for the outbox. Raises LinkNotWanted for a session that is over, off or
    moved since, and for somebody who no longer leads it."""
    if session_of(what) is None:
        raise LinkNotWanted("The session is over or moved, or somebody else leads it.")
    return settings.SITE_URL + reverse("psg_catalogue:leader_list", args=[_SIGNER.sign(what)])


def session_from_list(token: str) -> StudyGroupSession | None:
    """The session whose list this link opens; None for one that is altered or that has died."""
    try:
        return session_of(_SIGNER.unsign(token))
    except signing.BadSignature:
        return None


def session_of(what: str) -> StudyGroupSession | None:
    """What was signed: who leads which session, on the date that it had."""
    leader, session, starts = what.split(".")
    found = StudyGroupSession.objects.select_related("page", "study_group", "venue").filter(
        pk=session,
        study_group__leaderships=leader,
        state__in=OPEN_SESSION_STATES,
        ends_at__gt=timezone.now(),
    )
    found = found.first()
    return found if found and f"{found.starts_at.timestamp():.0f}" == starts else None


def _what(leader: StudyGroupLeader, session: StudyGroupSession) -> str:
    return f"{leader.pk}.{session.pk}.{session.starts_at.timestamp():.0f}"


LEADERS = Kind(
    whom="Each leader who has an address",
    letter=LETTER,
    states=OPEN_SESSION_STATES,
    finds=find_leaders,
    writes=write_lists,
)
