"""Calendar entries, written by icalendar and never by a template (SAFETY 53): the invitation that
goes with an email, its cancellation, and feeds to subscribe to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

FEED_REFRESH = timedelta(hours=1)
# Line breaks of every sort are handled first; these have no place in a calendar at all.
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Occasion:
    """Something with a time and a place. `uid` never changes for one booking or session, and
    `sequence` rises with each change, so that a calendar moves its entry and makes no second."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False
    updated_at: datetime | None = None
    organizer_name: str = ""
    organizer_email: str = ""
    attendee_name: str = ""
    attendee_email: str = ""

    def __post_init__(self) -> None:
        if timezone.is_naive(self.starts_at) or timezone.is_naive(self.ends_at):
            raise ValueError("An occasion needs times with a time zone.")
        if self.ends_at < self.starts_at:
            raise ValueError("An occasion cannot end before it starts.")


def stable_uid(kind: str, number: int | str) -> str:
    """The name of an entry in every calendar it reaches, such as `booking-7@www.example.org`."""
    return f"{kind}-{number}@{urlsplit(settings.SITE_URL).hostname}"


def invitation(occasion: Occasion) -> bytes:
    """An iCalendar REQUEST: the attendee's calendar makes the entry, or changes the one it has."""
    return _calendar("REQUEST", [occasion])


def cancellation(occasion: Occasion) -> bytes:
    """An iCalendar CANCEL for the entry with this uid; its `sequence` must be above the last."""
    return _calendar("CANCEL", [occasion])


def calendar_feed(name: str, occasions: Iterable[Occasion], *, url: str = "") -> bytes:
    """A calendar to subscribe to under `name`; cancelled occasions stay in it, marked as such."""
    return _calendar("PUBLISH", occasions, name=name, url=url)


def calendar_response(calendar: bytes, filename: str) -> HttpResponse:
    """The calendar as a download, `filename` without its ending."""
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response


def _calendar(
    method: str, occasions: Iterable[Occasion], *, name: str = "", url: str = ""
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{_line(settings.SITE_NAME)}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", vText(_line(name)))
        calendar.add("refresh-interval", FEED_REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    if url:
        calendar.add("url", _address(url))
    for occasion in occasions:
        calendar.add_component(_event(occasion, method))
    return calendar.to_ical()


def _event(occasion: Occasion, method: str) -> Event:
    event = Event()
    event.add("uid", _line(occasion.uid))
    event.add("sequence", occasion.sequence)
    event.add("summary", _line(occasion.summary))
    event.add("dtstart", occasion.starts_at.astimezone(UTC))
    event.add("dtend", occasion.ends_at.astimezone(UTC))
    event.add("dtstamp", (occasion.updated_at or timezone.now()).astimezone(UTC))
    event.add("status", "CANCELLED" if occasion.cancelled or method == "CANCEL" else "CONFIRMED")
    if occasion.location:
        event.add("location", _line(occasion.location))
    if occasion.description:
        event.add("description", _lines(occasion.description))
    if occasion.url:
        event.add("url", _address(occasion.url))
    if method != "PUBLISH":
        _add_people(event, occasion)
    return event


def _add_people(event: Event, occasion: Occasion) -> None:
    """The office as organizer and the one attendee, who is coming already and need not answer.
    A feed names nobody."""
    if occasion.organizer_email:
        event.add("organizer", _person(occasion.organizer_name, occasion.organizer_email))
    if occasion.attendee_email:
        attendee = _person(occasion.attendee_name, occasion.attendee_email)
        attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
        event.add("attendee", attendee)


def _person(name: str, email: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{_address(email)}")
    if name:
        # A parameter has no way to hold a quotation mark that every calendar understands.
        person.params["CN"] = _line(name).replace('"', "'")
    return person


def _lines(words: str) -> str:
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", words)).strip()


def _line(words: str) -> str:
    return " ".join(_lines(str(words)).split())


def _address(address: str) -> str:
    """A web or mail address: one word, so nothing can follow it on a line of its own."""
    return "".join(_lines(address).split())
