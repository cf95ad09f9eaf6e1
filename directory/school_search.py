"""Finding a school by what a person knows of it: name, town, postcode or URN."""

from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Value, When

from core.models import PartnershipSettings
from directory.models import School

SHORTEST = 2
AT_MOST = 20


@dataclass(frozen=True)
class SchoolsFound:
    """The first schools that match, the host authority's before others, and whether there are
    more than are shown."""

    schools: list[School] = field(default_factory=list)
    more: bool = False


def find_schools(words: str, *, at_most: int = AT_MOST) -> SchoolsFound:
    """Open schools in which every word occurs; none for fewer than two letters. One query for the
    schools whatever their number."""
    words = words.strip()
    if len(words) < SHORTEST:
        return SchoolsFound()
    host = PartnershipSettings.load().host_authority_code
    found = list(
        School.objects.open()
        .matching(words)
        .select_related("authority")
        .annotate(
            abroad=Case(
                When(authority_id=host, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )
        .order_by("abroad", "name", "urn")[: at_most + 1]
    )
    return SchoolsFound(found[:at_most], more=len(found) > at_most)


def where_it_is(school: School) -> str:
    """What tells schools of one name apart: town, authority and URN (DOMAIN 6.1)."""
    return ", ".join(
        part for part in (school.town, str(school.authority), f"URN {school.urn}") if part
    )
