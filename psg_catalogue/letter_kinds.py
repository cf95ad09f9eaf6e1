"""The letters about places and sessions, with invented examples for the office's preview."""

from datetime import datetime

from core.academic_year import LONDON
from core.letters import Example, register_letter
from psg_catalogue.letter_examples import ATTENDEE, KEEPER, ONLINE, both, facts, keeper, session
from psg_catalogue.programme_letters import PROGRAMME


def declare_letters() -> None:
    """Called once, when the app is ready."""
    for group, kinds in _KINDS.items():
        for kind, (name, examples) in kinds.items():
            stops = _MAY_STOP.get(kind, "")
            register_letter(kind, name=name, group=group, examples=examples, stops=stops)


def _confirmed() -> list[Example]:
    return [("In a room", facts(door_code=True)), ("Online", facts(**ONLINE))]


def _given() -> list[Example]:
    return [*both(), ("To the colleague, online", facts(**ONLINE))]


def _reminder() -> list[Example]:
    in_a_room = facts(door_code=True)
    return [(ATTENDEE, in_a_room), ("To the colleague, online", facts(**ONLINE)), both()[1]]


def _summary() -> list[Example]:
    return [
        ("With places", facts(booked=["Nell Hatherley"], waiting=["Tom Ashdown"])),
        ("Without a place", facts(booked=[], waiting=["Tom Ashdown"])),
    ]


def _summary_of_several() -> list[Example]:
    lines = [
        (session(), ["Nell Hatherley"], ["Tom Ashdown"]),
        (session("Reading in parts", 7), ["Nell Hatherley"], []),
    ]
    return [("Two sessions", facts(lines=lines))]


def _asked() -> list[Example]:
    asked = [{"session": session()}, {"session": session("Reading in parts", 7)}]
    return [("Two sessions", facts(asked=asked, colleague={"name": "Nell Hatherley"}))]


def _cancelled() -> list[Example]:
    return [
        (f"{label}, {of}", {**example, "had_place": had_place})
        for label, example in both()
        for of, had_place in (("of a place", True), ("of a place in the line", False))
    ]


def _passed_on() -> list[Example]:
    return [
        (label, facts(successor={"name": "Tom Ashdown"}, state=state))
        for state, label in (("confirmed", "Of a place"), ("waiting_list", "Of the line"))
    ]


def _taken_over() -> list[Example]:
    before = {"predecessor": {"name": "Tom Ashdown"}}
    states = (
        ("confirmed", "Of a place"),
        ("offered", "Of an offer"),
        ("waiting_list", "Of the line"),
    )
    theirs = [(label, facts(**before, state=state)) for state, label in states]
    online = facts(**ONLINE, **before, state="confirmed")
    kept = keeper("Nell Hatherley", **before, state="confirmed")
    return [*theirs, ("Of a place, online", online), (KEEPER, kept)]


def _in_line() -> list[Example]:
    stops_at = datetime(2026, 11, 23, 12, 0, tzinfo=LONDON)
    return [(ATTENDEE, facts(position=2, stops_at=stops_at))]


def _ran_out() -> list[Example]:
    return [
        (f"{label}, {of}", {**example, "was_offer": was_offer})
        for label, example in both()
        for of, was_offer in (("of an offer", True), ("of a request", False))
    ]


def _changed() -> list[Example]:
    whats = ("when", "where", "when_and_where", "postponed", "something")
    states = {"waiting_list": "who waits", "offered": "who has an offer", "requested": "who asked"}
    return [
        *((f"To who is booked: {what}", facts(what=what, state="confirmed")) for what in whats),
        *((f"To {who}", facts(what="when", state=state)) for state, who in states.items()),
        ("To who is booked, online", facts(**ONLINE, what="when", state="confirmed")),
        ("To who waits: postponed", facts(what="postponed", state="waiting_list")),
        (KEEPER, keeper(what="when")),
    ]


def _joined() -> list[Example]:
    before = {"before": session("Pace and pitch", -7)}
    states = {"confirmed": "is booked", "requested": "has asked", "waiting_list": "waits"}
    return [
        *((f"To who {who}", facts(**before, state=state)) for state, who in states.items()),
        ("To who is booked, online", facts(**ONLINE, **before, state="confirmed")),
        ("To who has lost a place", facts(**before, state="waiting_list", lost=True)),
        (KEEPER, keeper(**before, placed=["Nell Hatherley"], waiting=["Tom Ashdown"])),
    ]


def _session_cancelled() -> list[Example]:
    return [
        ("To who was booked", facts(had_place=True)),
        ("To who waited", facts(had_place=False)),
        (KEEPER, keeper()),
    ]


def _evaluation() -> list[Example]:
    promise = {"open_weeks": 4, "fewest": 5}
    later = facts(**promise, has_certificate=True, after_answering=True)
    return [
        ("With a certificate", facts(**promise, has_certificate=True)),
        ("With a certificate after answering", later),
    ]


def _evaluation_reminder() -> list[Example]:
    promise = {"open_weeks": 4, "fewest": 5}
    return [
        ("To who has not answered", facts(**promise)),
        ("Where some answered on paper", facts(**promise, on_paper=True)),
    ]


def _leader_list() -> list[Example]:
    lines = ["Nell Hatherley, Larkmead Lower School", "Tom Ashdown, Gearing Lane School"]
    return [
        ("The day before", facts(lines=lines, needs=1, waiting=2)),
        ("With nobody booked", facts(lines=[], needs=0)),
    ]


def _visit() -> list[Example]:
    whats = ("when", "postponed", "cancelled", "joined")
    return [(f"Of a session: {what}", facts(what=what)) for what in whats]


def _of_a_visit() -> list[Example]:
    return [("Of one visit", facts(what=""))]


def _refused() -> list[Example]:
    return [(ATTENDEE, facts())]


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
        "place_offered": ("A place is offered", both),
        "place_given": ("An offered place was taken", _given),
        "place_ran_out": ("Nobody answered in time", _ran_out),
        "waiting_list_stopped": ("The waiting list has stopped", both),
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
    "The programme": PROGRAMME,
}
