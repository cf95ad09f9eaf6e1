"""Finding sessions: what the address asks for, what answers it, and which filters would still find
something. Everything is worked out in memory from one reading of the programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import hypot

from django.http import QueryDict

from core.components import Facet
from core.facets import FacetKind, address_without, chosen_chips, counted, narrowed, picks_in
from core.templatetags.wording import month_year
from directory.models import School
from directory.said_otherwise import as_written
from psg_catalogue.key_stages import STAGES_OF_PHASE
from psg_catalogue.queries.programme import Listed
from psg_catalogue.queries.terms import HostTerm, term_of

LONGEST_SEARCH = 100  # SAFETY 57: nobody types more, and a machine may not
MOST_WORDS, MOST_TICKS = 6, 50
METRES_A_MILE = 1609.344
MILES = ("5", "10", "20")
WHERE = (("school", "At a school"), ("online", "Online"))
PLACES = (("left", "With places left"),)
PHASES = tuple((phase.value, str(phase.label)) for phase in STAGES_OF_PHASE)
_TICKED = ("term", "stage", "subject", "phase", "where", "places")
_OPEN_AT_FIRST = ("term", "stage")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what makes no sense is left out of it, and is never an error."""

    query: QueryDict
    words: str
    near: str
    miles: str

    @classmethod
    def of(cls, get: QueryDict) -> "Asked":
        words, near = _one_line(get.get("q", "")), _one_line(get.get("near", ""))
        miles = get.get("within") if get.get("within") in MILES else MILES[1]
        query = QueryDict(mutable=True)
        if words:
            query["q"] = words
        for name in _TICKED:
            query.setlist(name, get.getlist(name)[:MOST_TICKS])
        if near:
            query.update({"near": near, "within": miles})
        if get.get("year"):
            query["year"] = _one_line(get["year"])
        return cls(query, words, near, miles)


@dataclass
class Found:
    """The answer: the sessions, the filters with their counts, and what was chosen."""

    sessions: list[Listed]
    facets: list[Facet]
    chosen: list[tuple[str, str]]
    near: School | None = None

    @property
    def group_count(self) -> int:
        return len({session.group_id for session in self.sessions})


def find(
    sessions: Sequence[Listed], asked: Asked, terms: Sequence[HostTerm], place: School | None
) -> Found:
    """The sessions that match everything asked for, their groups' words known to them. `place` is
    the school that `asked.near` names, if one was found."""
    for session in sessions:
        session.tags = _tags(session, terms)
    kinds = _kinds(sessions, terms)
    picks = picks_in(asked.query, kinds)
    kept = [each for each in sessions if _has_words(each, asked.words)]
    if place:
        kept = [each for each in kept if is_within(each, place, int(asked.miles))]
    return Found(
        sessions=narrowed(kept, picks),
        facets=counted(kept, picks, kinds, _OPEN_AT_FIRST),
        chosen=[*_typed(asked, place), *chosen_chips(asked.query, picks, kinds)],
        near=place,
    )


def place_named(words: str) -> School | None:
    """The first open school on the map that these words name: one query, none for no words."""
    if not words:
        return None
    schools = School.objects.open().matching(words).exclude(easting=None).exclude(northing=None)
    return schools.first()


def by_month(sessions: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    """The sessions in their order under the names of their months."""
    return [
        (name, list(rows))
        for name, rows in groupby(sessions, key=lambda each: month_year(each.day))
    ]


def _tags(session: Listed, terms: Iterable[HostTerm]) -> dict[str, frozenset[str]]:
    term = term_of(terms, session.day)
    return {
        "term": frozenset([term.code] if term else []),
        "stage": frozenset(slug for slug, _ in session.group.stages),
        "subject": frozenset(slug for slug, _ in session.group.subjects),
        "phase": frozenset(phase.value for phase in session.group.phases),
        "where": frozenset(["online" if session.is_online else "school"]),
        "places": frozenset(["left"] if session.has_places else []),
    }


def _kinds(sessions: Iterable[Listed], terms: Iterable[HostTerm]) -> list[FacetKind]:
    """The filters, with only those subjects and key stages that some session has."""
    stages = {pair for session in sessions for pair in session.group.stages}
    subjects = {pair for session in sessions for pair in session.group.subjects}
    return [
        FacetKind("term", "Term", [(term.code, term.name) for term in terms]),
        FacetKind("stage", "Key stage", sorted(stages, key=_by_label)),
        FacetKind("subject", "Subject", sorted(subjects, key=_by_label)),
        FacetKind("phase", "Phase of school", PHASES),
        FacetKind("where", "Where", WHERE),
        FacetKind("places", "Places", PLACES),
    ]


def _by_label(pair: tuple[str, str]) -> str:
    return pair[1]


def _has_words(each: Listed, words: str) -> bool:
    """Every word typed occurs in what the listing knows of the session."""
    wanted = [as_written(word) for word in words.casefold().split()[:MOST_WORDS]]
    if not wanted:
        return True
    known = [
        each.title, each.group_title, each.summary, each.audience, each.place, each.town,
        each.group.stage_words, *each.group.leaders, *(name for _, name in each.group.subjects),
        *(name for _, name in each.group.stages),
    ]  # fmt: skip
    text = "\n".join(known).casefold()
    return all(word in text for word in wanted)


def is_within(each: Listed, place: School, miles: int) -> bool:
    """Whether a session is at a school so near to another; without a place on the map it is not."""
    if each.easting is None or each.northing is None:
        return False
    metres = hypot(each.easting - place.easting, each.northing - place.northing)
    return metres <= miles * METRES_A_MILE


def _typed(asked: Asked, place: School | None) -> list[tuple[str, str]]:
    """What was typed, each with the address that takes it away."""
    chips = [(f"“{asked.words}”", address_without(asked.query, "q"))] if asked.words else []
    if place:
        rest = asked.query.copy()
        rest.pop("within")
        chips.append((f"Within {asked.miles} miles of {place.name}", address_without(rest, "near")))
    return chips


def _one_line(typed: str) -> str:
    """What was typed, on one line, and no longer than anyone types."""
    cut = typed[:LONGEST_SEARCH]
    return " ".join("".join(each if each.isprintable() else " " for each in cut).split())
