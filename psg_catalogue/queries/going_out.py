"""What goes out around sessions, before it goes and after: worked out from the rules, the dates,
who is booked now, what is held, and the messages that are written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from core.models import Message
from psg_catalogue.enums import OPEN_SESSION_STATES, SessionState
from psg_catalogue.models import (
    Booking,
    BookingRules,
    ReminderHold,
    ReminderRule,
    StudyGroupSession,
)
from psg_catalogue.services.place_times import list_stops_at
from psg_catalogue.services.reminders.kinds import Recipient, kinds
from psg_catalogue.services.reminders.sending import is_due, once, takes

AHEAD, BEHIND = timedelta(days=28), timedelta(days=3)
LIST_STOPS = "Word that the waiting list has stopped"


@dataclass
class Row:
    """One thing for one session. `rule` is None for what no rule of the office moves; `letters` are
    the messages that are written, `left` those who have none."""

    session: StudyGroupSession
    at: datetime
    what: str
    whom: str
    key: str
    rule: ReminderRule | None = None
    held: ReminderHold | None = None
    letters: list[Message] = field(default_factory=list)
    left: list[Recipient] = field(default_factory=list)
    now: datetime = field(default_factory=timezone.now)

    @property
    def to(self) -> int:
        """How many have it, had it, or will."""
        return len(self.letters) + len(self.left)

    @property
    def is_counted(self) -> bool:
        """False where nobody is to know how many."""
        return self.to > 0 and not any(each.is_several for each in self.left)

    @property
    def is_open(self) -> bool:
        """True while the office can still hold it, let it go or send it."""
        return self.rule is not None and takes(self.rule, self.session, self.now)

    @property
    def can_be_sent(self) -> bool:
        return self.is_open and self.held is None and bool(self.left)

    @property
    def written(self) -> list[str]:
        """ "3 sent", "1 failed", in the words of the list of messages."""
        states = Counter(letter.standing_in_words.lower() for letter in self.letters)
        return [f"{number} {words}" for words, number in states.items()]

    @property
    def state(self) -> str:
        """In a word or two: what became of it, or what will."""
        if self.rule and kinds()[self.rule.what].was_sent(self.session):
            return "Sent; no list is kept of to whom"
        words = self.written
        if self.held and self.left:
            words.append("held")
        elif self.left and (waits := self._waits()):
            words.append(f"{len(self.left)} {waits}" if words else waits)
        if not words:
            return "Nobody to write to" if self.at > self.now else "Nobody was written to"
        return ", ".join(words)[:1].upper() + ", ".join(words)[1:]

    @property
    def is_trouble(self) -> bool:
        """Something for the office to look at: a hold, or mail that did not arrive."""
        lost = (each.state == Message.State.FAILED or each.did_not_arrive for each in self.letters)
        return bool(self.held and self.left) or any(lost)

    @property
    def readers(self) -> list[tuple[str, str, int | None]]:
        """Each by name, with what became of the letter and its number."""
        written = [(each.to_name, each.standing_in_words, each.pk) for each in self.letters]
        waits = "Held" if self.held else self._waits().capitalize()
        return written + [(each.name, waits, None) for each in self.left]

    def _waits(self) -> str:
        """Of those who have no letter. What waited for its hour and missed it says so."""
        if self.rule is None:
            return "coming" if self.at > self.now else ""
        if self.at > self.now:
            return "coming"
        if not takes(self.rule, self.session, self.now):
            return "not sent"
        due = is_due(self.rule, self.session, self.now)
        return "going out now" if due else "not sent: the rule was made later"


def going_out_of(
    session: StudyGroupSession,
    now: datetime | None = None,
    booking_rules: BookingRules | None = None,
) -> list[Row]:
    """Everything for one session, in the order it goes. Nothing goes out for one that is off."""
    now = now or timezone.now()
    return look_up(_planned([session], now, booking_rules))


def schedule(now: datetime | None = None) -> list[Row]:
    """What went in the last days, what can still go, and what comes in the next weeks, in order;
    who has it is still to be looked up. Three queries."""
    now = now or timezone.now()
    sessions = StudyGroupSession.objects.filter(
        state__in=(*OPEN_SESSION_STATES, SessionState.HELD),
        starts_at__gt=now - AHEAD,
        starts_at__lte=now + 4 * AHEAD,
    ).select_related("page", "study_group")
    rows = _planned(sessions, now)
    return [row for row in rows if now - BEHIND <= row.at <= now + AHEAD or _is_late(row, now)]


def _is_late(row: Row, now: datetime) -> bool:
    return row.is_open and row.at <= now


def _planned(
    sessions: Iterable[StudyGroupSession],
    now: datetime,
    booking_rules: BookingRules | None = None,
) -> list[Row]:
    """What the rules say for these sessions. Two queries."""
    rules = list(ReminderRule.objects.in_use().filter(what__in=kinds()))
    booking_rules = booking_rules or BookingRules.current()
    rows = []
    for session in sessions:
        for rule in rules:
            # What comes after a session is told of one that is still to be held.
            if session.state in (*kinds()[rule.what].states, *OPEN_SESSION_STATES):
                rows.append(_of_rule(rule, session, now))
        if session.is_open_state:
            at = list_stops_at(session, booking_rules)
            key = f"list_stopped:{session.pk}:{session.starts_at.timestamp():.0f}"
            rows.append(Row(session, at, LIST_STOPS, "Those who still wait", key, now=now))
    return sorted(rows, key=lambda row: (row.at, row.session.pk, row.key))


def _of_rule(rule: ReminderRule, session: StudyGroupSession, now: datetime) -> Row:
    kind, at = kinds()[rule.what], rule.due_at(session.starts_at)
    key = once(rule, session)
    return Row(session, at, rule.get_what_display(), kind.whom, key, rule, now=now)


def look_up(rows: Sequence[Row]) -> list[Row]:
    """The rows with who has what: as many queries for one session as for all."""
    sessions = {row.session.pk: row.session for row in rows}
    held = {
        (hold.session_id, hold.rule_id): hold
        for hold in ReminderHold.objects.filter(session__in=sessions).select_related("held_by")
    }
    letters = _letters([row.key for row in rows])
    for row in rows:
        row.letters = letters[row.key]
        row.held = held.get((row.session.pk, row.rule.pk)) if row.rule else None
    for rule in {row.rule.pk: row.rule for row in rows if row.rule}.values():
        _find_left(rule, [row for row in rows if row.rule and row.rule.pk == rule.pk])
    _find_waiting([row for row in rows if row.rule is None])
    # Where nobody waits, there is no word to anybody.
    return [row for row in rows if row.rule or row.to]


def _letters(keys: Sequence[str]) -> dict[str, list[Message]]:
    """The messages that are written, by what their keys begin with. One query."""
    found: dict[str, list[Message]] = defaultdict(list)
    if not keys:
        return found
    wanted = Q()
    for key in keys:
        wanted |= Q(once_key__startswith=f"{key}:")
    letters = {kind.letter for kind in kinds().values()} | {"waiting_list_stopped"}
    rows = Message.objects.filter(wanted, kind__in=letters).order_by("to_name", "pk")
    # "…:booking:7" and "…:keeper:3:9" stand behind the key.
    for message in rows.only("once_key", "to_name", "state", "delivery"):
        key = next(key for key in keys if message.once_key.startswith(f"{key}:"))
        found[key].append(message)
    return found


def _find_left(rule: ReminderRule, rows: Sequence[Row]) -> None:
    told_from = {row.session.pk: row.at for row in rows}
    readers = kinds()[rule.what].finds([row.session for row in rows], told_from)
    for row in rows:
        written = {letter.once_key for letter in row.letters}
        found = readers.get(row.session.pk, [])
        row.left = [each for each in found if f"{row.key}:{each.key}" not in written]


def _find_waiting(rows: Sequence[Row]) -> None:
    """Those who will hear that no place came free. One query."""
    coming = {row.session.pk: row for row in rows if row.at > row.now}
    if not coming:
        return
    waiting = Booking.objects.waiting().filter(session__in=coming).select_related("colleague")
    for booking in waiting:
        reader = Recipient(f"booking:{booking.pk}", booking.colleague.name)
        coming[booking.session_id].left.append(reader)
