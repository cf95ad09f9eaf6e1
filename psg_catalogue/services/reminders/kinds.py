"""What goes out around a session, to whom, and how it is written. Each kind is registered once;
what is due, sending, holding and the lists of what will go out are the same for all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psg_catalogue.enums import Reminding, SessionState
from psg_catalogue.models import StudyGroupSession


@dataclass(frozen=True)
class Recipient:
    """One letter's reader. `key` names them within a session for good ("booking:7"), so that they
    have one letter of a rule and date; `about` is what the letter's writer needs. One who stands
    for several is not counted."""

    key: str
    name: str
    about: object = None
    is_several: bool = False


# For sessions, and for each the moment from which whoever joined has only just been told: who has
# a letter, by the session's number. At most a few queries, however many sessions.
Finds = Callable[
    [Sequence[StudyGroupSession], Mapping[int, datetime]], Mapping[int, list[Recipient]]
]
# Writes to these readers; `once` is what the keys of their messages begin with, each of which is
# f"{once}:{recipient.key}".
Writes = Callable[[StudyGroupSession, Sequence[Recipient], str], None]


@dataclass(frozen=True)
class Kind:
    """`whom` says in words who has it; it goes out while a session is in one of `states`. A kind
    whose letters are not kept says itself whether a session has had them."""

    whom: str
    letter: str
    states: tuple[SessionState, ...]
    finds: Finds
    writes: Writes
    was_sent: Callable[[StudyGroupSession], bool] = lambda session: False


_kinds: dict[str, Kind] = {}


def register_kind(what: Reminding, kind: Kind) -> None:
    """From now on the rules about `what` are kept. Called in `AppConfig.ready`; a rule about what
    nothing is registered for is shown nowhere and does nothing."""
    _kinds[what] = kind


def kinds() -> dict[str, Kind]:
    """The kinds by what they are, to read."""
    return dict(_kinds)
