"""The letters about places and sessions, with invented examples for the office's preview."""

from datetime import datetime, timedelta

from django.conf import settings

from core.academic_year import LONDON
from core.letters import Example, register_letter

ATTENDEE, KEEPER = "To the colleague", "To who looks after the booking"

_STARTS = datetime(2026, 11, 24, 16, 15, tzinfo=LONDON)
ONLINE = {"place": "Online", "joining_link": "https://meet.example.com/voices"}
_PATH = "/programme/reading-aloud/"


def _session(title: str = "Voices and pauses", days: int = 0) -> dict:
    starts = _STARTS + timedelta(days=days)
    return {
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=90),
        "study_group": {"title": "Reading aloud in Key Stage 2"},
        "page": {"title": title},
        "cancellation_reason": "The hall is closed by flooding.",
    }


def _facts(**more) -> dict:
    return {
        "session": _session(),
        "leaders": ["Aurelia Thornfield"],
        "place": "Thistlecombe Primary School, Hall",
        "school": {"name": "Larkmead Lower School"},
        "names": [],
        "until": datetime(2026, 11, 17, 12, 0, tzinfo=LONDON),
        "button_url": settings.SITE_URL + _PATH,
        **more,
    }


def _keeper(*names: str, **more) -> dict:
    return _facts(names=list(names) or ["Nell Hatherley", "Tom Ashdown"], **more)


def _both(**more) -> list[Example]:
    return [(ATTENDEE, _facts(**more)), (KEEPER, _keeper(**more))]


def declare_letters() -> None:
    """Called once, when the app is ready."""
    for group, kinds in _KINDS.items():
        for kind, (name, examples) in kinds.items():
            stops = _MAY_STOP.get(kind, "")
            register_letter(kind, name=name, group=group, examples=examples, stops=stops)


def _confirmed() -> list[Example]:
    return [("In a room", _facts(door_code=True)), ("Online", _facts(**ONLINE))]


def _given() -> list[Example]:
    return [*_both(), ("To the colleague, online", _facts(**ONLINE))]


def _reminder() -> list[Example]:
    in_a_room = _facts(door_code=True)
    return [(ATTENDEE, in_a_room), ("To the colleague, online", _facts(**ONLINE)), _both()[1]]


def _summary() -> list[Example]:
    return [
        ("With places", _facts(booked=["Nell Hatherley"], waiting=["Tom Ashdown"])),
        ("Without a place", _facts(booked=[], waiting=["Tom Ashdown"])),
    ]


def _summary_of_several() -> list[Example]:
    lines = [
        (_session(), ["Nell Hatherley"], ["Tom Ashdown"]),
        (_session("Reading in parts", 7), ["Nell Hatherley"], []),
    ]
    return [("Two sessions", _facts(lines=lines))]


def _asked() -> list[Example]:
    asked = [{"session": _session()}, {"session": _session("Reading in parts", 7)}]
    return [("Two sessions", _facts(asked=asked, colleague={"name": "Nell Hatherley"}))]


def _cancelled() -> list[Example]:
    return [
        (f"{label}, {of}", {**facts, "had_place": had_place})
        for label, facts in _both()
        for of, had_place in (("of a place", True), ("of a place in the line", False))
    ]


def _passed_on() -> list[Example]:
    return [
        (label, _facts(successor={"name": "Tom Ashdown"}, state=state))
        for state, label in (("confirmed", "Of a place"), ("waiting_list", "Of the line"))
    ]


def _taken_over() -> list[Example]:
    before = {"predecessor": {"name": "Tom Ashdown"}}
    states = (
        ("confirmed", "Of a place"),
        ("offered", "Of an offer"),
        ("waiting_list", "Of the line"),
    )
    theirs = [(label, _facts(**before, state=state)) for state, label in states]
    online = _facts(**ONLINE, **before, state="confirmed")
    keeper = _keeper("Nell Hatherley", **before, state="confirmed")
    return [*theirs, ("Of a place, online", online), (KEEPER, keeper)]


def _in_line() -> list[Example]:
    stops_at = datetime(2026, 11, 23, 12, 0, tzinfo=LONDON)
    return [(ATTENDEE, _facts(position=2, stops_at=stops_at))]


def _ran_out() -> list[Example]:
    return [
        (f"{label}, {of}", {**facts, "was_offer": was_offer})
        for label, facts in _both()
        for of, was_offer in (("of an offer", True), ("of a request", False))
    ]


def _changed() -> list[Example]:
    whats = ("when", "where", "when_and_where", "postponed", "something")
    states = {"waiting_list": "who waits", "offered": "who has an offer", "requested": "who asked"}
    return [
        *((f"To who is booked: {what}", _facts(what=what, state="confirmed")) for what in whats),
        *((f"To {who}", _facts(what="when", state=state)) for state, who in states.items()),
        ("To who is booked, online", _facts(**ONLINE, what="when", state="confirmed")),
        ("To who waits: postponed", _facts(what="postponed", state="waiting_list")),
        (KEEPER, _keeper(what="when")),
    ]


def _joined() -> list[Example]:
    before = {"before": _session("Pace and pitch", -7)}
    states = {"confirmed": "is booked", "requested": "has asked", "waiting_list": "waits"}
    return [
        *((f"To who {who}", _facts(**before, state=state)) for state, who in states.items()),
        ("To who is booked, online", _facts(**ONLINE, **before, state="confirmed")),
        ("To who has lost a place", _facts(**before, state="waiting_list", lost=True)),
        (KEEPER, _keeper(**before, placed=["Nell Hatherley"], waiting=["Tom Ashdown"])),
    ]


def _session_cancelled() -> list[Example]:
    return [
        ("To who was booked", _facts(had_place=True)),
        ("To who waited", _facts(had_place=False)),
        (KEEPER, _keeper()),
    ]


def _evaluation() -> list[Example]:
    later = _facts(has_certificate=True, after_answering=True)
    return [
        ("With a certificate", _facts(has_certificate=True)),
        ("With a certificate after answering", later),
    ]


def _evaluation_reminder() -> list[Example]:
    return [
        ("To who has not answered", _facts()),
        ("Where some answered on paper", _facts(on_paper=True)),
    ]


def _leader_list() -> list[Example]:
    lines = ["Nell Hatherley, Larkmead Lower School", "Tom Ashdown, Gearing Lane School"]
    return [
        ("The day before", _facts(lines=lines, needs=1, waiting=2)),
        ("With nobody booked", _facts(lines=[], needs=0)),
    ]


def _new_sessions() -> list[Example]:
    new = [
        {
            "session": _session(title, days),
            "place": "Thistlecombe Primary School, Hall",
            "url": settings.SITE_URL + _PATH,
        }
        for title, days in (("Voices and pauses", 0), ("Reading in parts", 7))
    ]
    return [("Two sessions", {"new": new})]


def _new_sessions_asked() -> list[Example]:
    known = {"has_confirmed": True}
    return [("To a new address", {"has_confirmed": False}), ("Where it is known", known)]


def _proposal() -> list[Example]:
    words = {
        "heading": "Your proposal, please look again",
        "proposal": {"title": "Reading aloud in Key Stage 2"},
        "lines": ["The office asks you to change something, and to send it again. It writes:"],
        "quoted": "Could it be one session shorter?",
        "url": settings.SITE_URL + _PATH,
        "reason": "you proposed a study group",
    }
    return [("To who proposed it", words)]


def _few() -> list[Example]:
    session = {**_session(), "places_taken": 2, "capacity": 20}
    rules = {"fewest_bookings": 6, "few_weeks_ahead": 4}
    words = {"sessions": [session], "rules": rules, "url": settings.SITE_URL + _PATH}
    return [("To the office", words)]


def _visit() -> list[Example]:
    whats = ("when", "postponed", "cancelled", "joined")
    return [(f"Of a session: {what}", _facts(what=what)) for what in whats]


def _of_a_visit() -> list[Example]:
    return [("Of one visit", _facts(what=""))]


def _refused() -> list[Example]:
    return [(ATTENDEE, _facts())]


# What a reader stops; everything else follows from a booking or from what somebody does here.
_MAY_STOP = {"new_sessions": "the weekly letter about new sessions"}
_KINDS = {
    "Bookings": {
        "booking_confirmed": ("A colleague is booked", _confirmed),
        "booking_summary": ("Who was booked on a session", _summary),
        "bookings_summary": ("Who was booked on several sessions", _summary_of_several),
        "booking_asked": ("A colleague has asked for a place", _asked),
        "booking_to_agree": ("A lead is asked to agree", _asked),
        "booking_not_agreed": ("A lead has not agreed", _refused),
        "booking_cancelled": ("A booking is cancelled", _cancelled),
        "booking_passed_on": ("Somebody else goes: to who does not", _passed_on),
        "booking_taken_over": ("Somebody else goes: to who goes", _taken_over),
    },
    "The waiting list": {
        "waiting_list_joined": ("A colleague is on the waiting list", _in_line),
        "place_offered": ("A place is offered", _both),
        "place_given": ("An offered place was taken", _given),
        "place_ran_out": ("Nobody answered in time", _ran_out),
        "waiting_list_stopped": ("The waiting list has stopped", _both),
    },
    "Sessions": {
        "session_reminder": ("Reminder of a session", _reminder),
        "session_changed": ("A session has changed or is postponed", _changed),
        "session_joined": ("A session is joined with another", _joined),
        "session_cancelled": ("A session is cancelled", _session_cancelled),
        "leader_list": ("Who comes: to the leader", _leader_list),
        "evaluation_invitation": ("Evaluation: how was it?", _evaluation),
        "evaluation_reminder": ("Evaluation, asked for once more", _evaluation_reminder),
    },
    "Quality assurance": {
        "qa_visit_session": ("A session to be visited has changed", _visit),
        "qa_visit_shared": ("A visit is written up: to the leader", _of_a_visit),
        "qa_visit_replied": ("A leader has replied: to the QA lead", _of_a_visit),
    },
    "The programme": {
        "study_group_proposal": ("A proposed study group", _proposal),
        "few_bookings": ("Sessions with few bookings: to the office", _few),
        "new_sessions": ("New sessions, once a week", _new_sessions),
        "new_sessions_asked": ("New sessions: is this your address?", _new_sessions_asked),
    },
}
