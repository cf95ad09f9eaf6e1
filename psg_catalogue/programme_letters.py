"""The letters about proposals and what is new in the programme, with invented examples."""

from django.conf import settings

from core.letters import Example
from psg_catalogue.letter_examples import PATH, session


def _new_sessions() -> list[Example]:
    new = [
        {
            "session": session(title, days),
            "place": "Thistlecombe Primary School, Hall",
            "url": settings.SITE_URL + PATH,
        }
        for title, days in (("Voices and pauses", 0), ("Reading in parts", 7))
    ]
    return [("Two sessions", {"new": new})]


def _new_sessions_asked() -> list[Example]:
    new, known = {"has_confirmed": False, "confirm_days": 7}, {"has_confirmed": True}
    return [("To a new address", new), ("Where it is known", known)]


def _of_proposal(**more) -> dict:
    proposal = {
        "title": "Reading aloud in Key Stage 2",
        "proposer": {"name": "Aurelia Thornfield"},
        "year": "2026-27",
        "session_count": 3,
        "answer": "Could it be one session shorter?",
    }
    return {"proposal": proposal, "url": settings.SITE_URL + PATH, **more}


def _proposal() -> list[Example]:
    return [("As it is sent", _of_proposal())]


def _proposal_made() -> list[Example]:
    return [("For the first time", _of_proposal()), ("Once more", _of_proposal(again=True))]


def _proposal_approved() -> list[Example]:
    return [("With dates", _of_proposal(dated=2, left=1))]


def _proposal_withdrawn() -> list[Example]:
    own = ("To who proposed it", _of_proposal())
    return [("To the office", _of_proposal(for_office=True)), own]


def _few() -> list[Example]:
    few = {**session(), "places_taken": 2, "capacity": 20}
    rules = {"fewest_bookings": 6, "few_weeks_ahead": 4}
    words = {"sessions": [few], "rules": rules, "url": settings.SITE_URL + PATH}
    return [("To the office", words)]


PROGRAMME = {
    "proposal_made": ("A study group is proposed: to the office", _proposal_made),
    "proposal_received": ("A study group is proposed: to who proposed it", _proposal),
    "proposal_sent_back": ("A proposal is sent back", _proposal),
    "proposal_declined": ("A proposal is declined", _proposal),
    "proposal_approved": ("A proposal is approved", _proposal_approved),
    "proposal_withdrawn": ("A proposal is withdrawn", _proposal_withdrawn),
    "few_bookings": ("Sessions with few bookings: to the office", _few),
    "new_sessions": ("New sessions, once a week", _new_sessions),
    "new_sessions_asked": ("New sessions: is this your address?", _new_sessions_asked),
}
