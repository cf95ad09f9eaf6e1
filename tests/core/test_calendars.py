from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.calendars import (
    Occasion,
    calendar_feed,
    calendar_response,
    cancellation,
    invitation,
    stable_uid,
)

LONDON = ZoneInfo("Europe/London")
SESSION = Occasion(
    uid="booking-7@www.example.org",
    sequence=3,
    summary="Fractions that stick",
    starts_at=datetime(2026, 3, 4, 16, 0, tzinfo=LONDON),
    ends_at=datetime(2026, 3, 4, 17, 30, tzinfo=LONDON),
    location="Ashcombe Primary School, Marlbridge",
    description="Bring a book.\nTea from 15:45.",
    url="https://www.example.org/groups/fractions/",
    updated_at=datetime(2026, 2, 1, 9, 0, tzinfo=UTC),
    organizer_name="Professional development team",
    organizer_email="office@example.org",
    attendee_name="Nell Hatherley",
    attendee_email="nell@example.org",
)
EVIL = [
    "x\r\nATTENDEE:mailto:evil@example.org",
    "x\rATTENDEE:mailto:evil@example.org",
    "x\nATTENDEE:mailto:evil@example.org",
    "x\u2028ATTENDEE:mailto:evil@example.org",
    "x\x0bATTENDEE:mailto:evil@example.org",
    'x";ROLE=CHAIR:mailto:evil@example.org',
    "x\nEND:VEVENT\nBEGIN:VEVENT",
    "x\x00y",
]


def unfolded(calendar: bytes) -> list[str]:
    return calendar.decode().replace("\r\n ", "").split("\r\n")


def event(calendar: bytes):
    (only,) = Calendar.from_ical(calendar).walk("VEVENT")
    return only


def test_invitation_carries_the_whole_occasion():
    calendar = invitation(SESSION)

    assert Calendar.from_ical(calendar)["method"] == "REQUEST"
    entry = event(calendar)
    assert entry["uid"] == "booking-7@www.example.org"
    assert entry["sequence"] == 3
    assert entry["summary"] == "Fractions that stick"
    assert entry["location"] == "Ashcombe Primary School, Marlbridge"
    assert entry["description"] == "Bring a book.\nTea from 15:45."
    assert entry["url"] == "https://www.example.org/groups/fractions/"
    assert entry["status"] == "CONFIRMED"
    assert entry["organizer"] == "mailto:office@example.org"
    assert entry["attendee"] == "mailto:nell@example.org"
    assert entry["attendee"].params["CN"] == "Nell Hatherley"
    assert entry["attendee"].params["PARTSTAT"] == "ACCEPTED"


def test_cancellation_names_the_same_entry():
    calendar = cancellation(replace(SESSION, sequence=4))

    assert Calendar.from_ical(calendar)["method"] == "CANCEL"
    entry = event(calendar)
    assert (entry["uid"], entry["sequence"], entry["status"]) == (SESSION.uid, 4, "CANCELLED")


def test_times_are_utc_in_summer_and_winter():
    winter = unfolded(invitation(SESSION))
    summer = unfolded(
        invitation(
            replace(
                SESSION,
                starts_at=datetime(2026, 7, 1, 16, 0, tzinfo=LONDON),
                ends_at=datetime(2026, 7, 1, 17, 0, tzinfo=LONDON),
            )
        )
    )

    assert "DTSTART:20260304T160000Z" in winter
    assert "DTSTART:20260701T150000Z" in summer


@pytest.mark.parametrize(("fold", "utc"), [(0, "20261025T003000Z"), (1, "20261025T013000Z")])
def test_half_past_one_on_the_october_sunday_is_the_one_meant(fold, utc):
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
    ends = datetime(2026, 10, 25, 3, 0, tzinfo=LONDON)

    lines = unfolded(invitation(replace(SESSION, starts_at=twice, ends_at=ends)))

    assert f"DTSTART:{utc}" in lines


def test_every_line_ends_as_the_standard_asks_and_none_is_too_long():
    lines = invitation(replace(SESSION, summary="é" * 200)).split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)


@pytest.mark.parametrize("field", ["summary", "location", "description", "organizer_name",
                                   "attendee_name", "url", "uid"])  # fmt: skip
@pytest.mark.parametrize("evil", EVIL)
def test_nothing_typed_makes_a_line_of_its_own(field, evil):
    plain = unfolded(invitation(SESSION))
    lines = unfolded(invitation(replace(SESSION, **{field: evil})))

    assert len(lines) == len(plain)
    assert [line.split(":")[0].split(";")[0] for line in lines] == [
        line.split(":")[0].split(";")[0] for line in plain
    ]
    assert event(invitation(replace(SESSION, **{field: evil})))["attendee"].params["ROLE"] == (
        "REQ-PARTICIPANT"
    )
    assert "\x00" not in "".join(lines)


def test_feed_has_a_name_and_every_occasion_and_nobody_in_it():
    gone = replace(SESSION, uid="session-2@www.example.org", cancelled=True)
    calendar = calendar_feed(
        "Maths, and more", [SESSION, gone], url="https://www.example.org/f.ics"
    )

    entries = Calendar.from_ical(calendar).walk("VEVENT")
    assert [(entry["uid"], entry["status"]) for entry in entries] == [
        (SESSION.uid, "CONFIRMED"),
        (gone.uid, "CANCELLED"),
    ]
    assert "X-WR-CALNAME:Maths\\, and more" in unfolded(calendar)
    assert "nell" not in calendar.decode()
    assert "ATTENDEE" not in calendar.decode()


def test_empty_feed_is_still_a_calendar():
    assert Calendar.from_ical(calendar_feed("Maths", [])).walk("VEVENT") == []


def test_occasion_needs_a_time_zone_and_an_end_after_its_start():
    with pytest.raises(ValueError, match="time zone"):
        replace(SESSION, starts_at=datetime(2026, 3, 4, 16))
    with pytest.raises(ValueError, match="before it starts"):
        replace(SESSION, ends_at=datetime(2026, 3, 4, 15, tzinfo=LONDON))


def test_uid_is_the_same_each_time(settings):
    settings.SITE_URL = "https://www.example.org:8000"

    assert stable_uid("booking", 7) == "booking-7@www.example.org"


def test_response_keeps_the_ending_calendars_look_for():
    response = calendar_response(b"BEGIN:VCALENDAR", "maths")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="maths.ics"'
