"""Which requests go first (CB ¶3, ¶6, P7). For the authority's eyes: the band tells of a category,
and the local ones are nobody else's to know (DOMAIN 2.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directory.outreach.models import CategoryOfConcern, OutreachRequest, SupportRules
from directory.outreach.models.request import Route
from directory.outreach.queries.schools import is_maintained


@dataclass(frozen=True)
class Band:
    """1 goes first. `reason` says why, without saying whose category it is."""

    number: int
    reason: str


FIRST = Band(1, "Maintained school in a category")
FIRST_BY_RULE = Band(1, "School in a category")
SECOND = Band(2, "Academy in a category")
PRIORITY = Band(2, "Improvement priority of the authority")
THIRD = Band(3, "No priority of the authority’s")


def bands_of(requests: Iterable[OutreachRequest], day: date | None = None) -> dict[int, Band]:
    """The band of each request by its number, worked out for the day: two queries for any number.
    The requests' schools should be loaded."""
    requests = list(requests)
    schools = {request.school_id for request in requests}
    current = CategoryOfConcern.objects.current(day).filter(school__in=schools)
    in_category = set(current.values_list("school_id", flat=True))
    all_first = SupportRules.load().academies_in_category_first
    return {request.pk: _band(request, in_category, all_first) for request in requests}


def _band(request: OutreachRequest, in_category: set[int], all_first: bool) -> Band:
    if request.school_id in in_category:
        if is_maintained(request.school):
            return FIRST
        return FIRST_BY_RULE if all_first else SECOND
    return PRIORITY if request.route == Route.IMPROVEMENT else THIRD
