"""The next sessions, for a school's own site to show: what is asked for, and what answers."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import School
from psg_catalogue.queries.addresses import addresses
from psg_catalogue.queries.finder import Asked, is_within, place_named
from psg_catalogue.queries.programme import Listed, add_groups, sessions_of_years

FEWEST, USUAL, MOST = 1, 5, 20


@dataclass(frozen=True)
class NextSessions:
    """What a frame shows. `near` is the school the distance is measured from."""

    sessions: list[Listed]
    near: School | None
    miles: str


def next_sessions(get: QueryDict, request: HttpRequest | None = None) -> NextSessions:
    """The next sessions that go ahead, by the words of the catalogue's own filters (subject, stage,
    near, within), and `number` of them. Unlike there, what nothing answers to today stays asked
    for: a school that shows its key stage never has another's. At most six queries."""
    asked = Asked.of(get)
    coming = [
        each
        for each in sessions_of_years(AcademicYear.current(), None, addresses(request))
        if not each.is_off and each.starts_at >= timezone.now()
    ]
    add_groups(coming)
    near = place_named(asked.near)
    found = [each for each in coming if _fits(each, asked, near)]
    return NextSessions(found[: number_asked(get.get("number", ""))], near, asked.miles)


def _fits(each: Listed, asked: Asked, near: School | None) -> bool:
    subjects, stages = (set(asked.query.getlist(name)) for name in ("subject", "stage"))
    return (
        (not subjects or any(slug in subjects for slug, _ in each.group.subjects))
        and (not stages or any(slug in stages for slug, _ in each.group.stages))
        and (near is None or is_within(each, near, int(asked.miles)))
    )


def number_asked(words: str) -> int:
    """How many, between the fewest and the most; the usual where it is no number."""
    number = int(words) if words.isascii() and words.isdecimal() and len(words) < 4 else USUAL
    return min(max(number, FEWEST), MOST)
