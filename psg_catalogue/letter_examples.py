"""Invented facts of places and sessions, for the office's preview of letters."""

from datetime import datetime, timedelta

from django.conf import settings

from core.academic_year import LONDON
from core.letters import Example

ATTENDEE, KEEPER = "To the colleague", "To who looks after the booking"

_STARTS = datetime(2026, 11, 24, 16, 15, tzinfo=LONDON)
ONLINE = {"place": "Online", "joining_link": "https://meet.example.com/voices"}
PATH = "/programme/reading-aloud/"


def session(title: str = "Voices and pauses", days: int = 0) -> dict:
    starts = _STARTS + timedelta(days=days)
    return {
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=90),
        "study_group": {"title": "Reading aloud in Key Stage 2"},
        "page": {"title": title},
        "cancellation_reason": "The hall is closed by flooding.",
    }


def facts(**more) -> dict:
    return {
        "session": session(),
        "leaders": ["Aurelia Thornfield"],
        "place": "Thistlecombe Primary School, Hall",
        "school": {"name": "Larkmead Lower School"},
        "names": [],
        "reminder": "a reminder two working days before",
        "until": datetime(2026, 11, 17, 12, 0, tzinfo=LONDON),
        "button_url": settings.SITE_URL + PATH,
        **more,
    }


def keeper(*names: str, **more) -> dict:
    return facts(names=list(names) or ["Nell Hatherley", "Tom Ashdown"], **more)


def both(**more) -> list[Example]:
    return [(ATTENDEE, facts(**more)), (KEEPER, keeper(**more))]
