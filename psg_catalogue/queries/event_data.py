"""What a search engine is told of a session, in the words of schema.org's Event."""

from dataclasses import dataclass
from datetime import datetime

from core.templatetags.wording import in_london
from psg_catalogue.enums import SessionState
from psg_catalogue.queries.programme import Listed

_STATUS = {
    SessionState.CANCELLED: "EventCancelled",
    SessionState.POSTPONED: "EventPostponed",
}


@dataclass(frozen=True)
class EventData:
    """A published session. Times are London's, with how far they stand from UTC."""

    name: str
    starts: str
    ends: str
    status: str
    attendance: str
    description: str
    place: str
    address: str


def event_data(listed: Listed) -> EventData:
    """No query. A cancelled or postponed session keeps the times it had, as schema.org asks."""
    parts = [listed.street, listed.town, listed.postcode]
    return EventData(
        name=f"{listed.group_title}: {listed.title}",
        starts=_moment(listed.starts_at),
        ends=_moment(listed.ends_at),
        status=_STATUS.get(listed.state, "EventScheduled"),
        attendance="Online" if listed.is_online else "Offline",
        description=listed.summary,
        place="" if listed.is_online else listed.place,
        address=", ".join(filter(None, parts)),
    )


def _moment(moment: datetime) -> str:
    return in_london(moment).isoformat(timespec="minutes")
