"""A school to be near to: typed as name, town or URN, in the address of the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from core.facets import address_without
from core.forms import SiteForm
from directory.distances import Place, place_of
from directory.models import School
from directory.school_search import SchoolsFound, find_schools

RADII = (5, 10, 20)
AT_MOST = 8


class NearForm(SiteForm):
    """Where from, and how far."""

    near = forms.CharField(
        label="School", max_length=120, required=False, help_text="Its name, town or URN"
    )
    within = forms.ChoiceField(
        label="How far",
        required=False,
        choices=[("", "Any distance"), *((str(miles), f"{miles} miles") for miles in RADII)],
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True)
class Near:
    """What was asked. `school` has a place on the map; without it `choices` are the schools that
    may be meant, each with the address that picks it, or `problem` says what to do."""

    form: NearForm
    school: School | None = None
    miles: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    more: bool = False
    problem: str = ""

    @property
    def place(self) -> Place | None:
        return place_of(self.school.easting, self.school.northing) if self.school else None

    @property
    def is_asked(self) -> bool:
        return bool(self.school or self.choices or self.problem)

    @property
    def chip(self) -> str:
        """As a filter in use is labelled."""
        within = f"Within {self.miles} miles of" if self.miles else "Near"
        return f"{within} {self.school}" if self.school else ""


def near_in(query: QueryDict) -> Near:
    """Read it from the address: one query for a URN, two for words, none where nothing is asked."""
    form = NearForm({"near": query.get("near", ""), "within": _radius(query)})
    if not form.is_valid():
        return Near(form)
    words = form.cleaned_data["near"].strip()
    miles = int(form.cleaned_data["within"] or 0) or None
    if not words:
        return Near(form)
    found = _meant(words)
    if len(found.schools) == 1:
        return _from(found.schools[0], query, miles)
    if found.schools:
        return Near(form, choices=tuple(_choices(found.schools, query)), more=found.more)
    return Near(form, problem=f"No school matches “{words}”. Try its town or its URN.")


def _meant(words: str) -> SchoolsFound:
    urn = re.search(r"\b[0-9]{6}\b", words)
    if urn:
        return SchoolsFound(list(School.objects.filter(urn=urn[0])))
    return find_schools(words, at_most=AT_MOST)


def _radius(query: QueryDict) -> str:
    within = query.get("within", "")
    return within if within in {str(miles) for miles in RADII} else ""


def _from(school: School, query: QueryDict, miles: int | None) -> Near:
    form = NearForm({"near": school.label, "within": _radius(query)})
    if place_of(school.easting, school.northing) is None:
        words = f"The register does not say where {school} is. Choose a school close to it."
        return Near(form, problem=words)
    return Near(form, school=school, miles=miles)


def _choices(found: Iterable[School], query: QueryDict) -> Iterable[tuple[str, str]]:
    rest = address_without(query, "near")
    for school in found:
        yield school.label, f"{rest}{'&' * (len(rest) > 1)}near={school.urn}"
