"""The published pen portraits with what they are found by: two queries, however many there are."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from core.facets import FacetKind
from core.models import Image
from directory.distances import Place, place_of
from directory.enums import Outreach, Tier
from directory.models import DirectoryPage, PenPortraitPage
from directory.wording import capital, key_stage_words, lowered

CARD_PHOTO = "fill-400x500"
_COLUMNS = {
    "pk": "pk",
    "slug": "slug",
    "name": "title",
    "availability": "availability",
    "photo_id": "photo_id",
    "outreach": "practitioner__outreach",
    "kind": "practitioner__kind__slug",
    "kind_name": "practitioner__kind__name",
    "school": "practitioner__base_school__name",
    "town": "practitioner__base_school__town",
    "area": "practitioner__base_school__area",
    "tier": "practitioner__base_school__tier",
    "easting": "practitioner__base_school__easting",
    "northing": "practitioner__base_school__northing",
}


_WRITTEN = ("own_words", "expertise", "other_expertise", "what_i_can_offer", "experience")
_VOCABULARIES = {
    "subject": ("subjects", "subject"),
    "key-stage": ("key_stages", "keystage"),
    "offer": ("offers", "offer"),
}


@dataclass
class ListedPortrait:
    """A portrait as a list shows it. `tags` are slugs by facet, `miles` from the school chosen."""

    pk: int
    slug: str
    name: str
    availability: str
    photo_id: int | None
    outreach: str
    kind: str
    kind_name: str
    school: str
    town: str
    area: str
    tier: str
    place: Place | None
    subjects: list[str] = field(default_factory=list)
    key_stages: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    tags: dict[str, frozenset[str]] = field(default_factory=dict)
    written: str = ""
    miles: float | None = None

    @property
    def line(self) -> str:
        """Subjects and key stages: "Mathematics, key stages 1 and 2"."""
        return capital(", ".join([*self.subjects, *filter(None, [self.stages])]))

    @property
    def stages(self) -> str:
        return key_stage_words(self.key_stages)

    @property
    def short(self) -> str:
        """First name and first subject: "Osric, mathematics"."""
        first = self.name.split()[0] if self.name.split() else ""
        return ", ".join(filter(None, [first, *(lowered(name) for name in self.subjects[:1])]))

    @property
    def state(self) -> str:
        """When this person can come, or that they cannot."""
        if self.outreach == Outreach.AVAILABLE:
            return self.availability
        return Outreach(self.outreach).label

    @property
    def state_icon(self) -> str:
        return "pause" if self.outreach == Outreach.OWN_SCHOOL else "calendar"


@dataclass
class Listing:
    """All the portraits of a directory, and the facets they can be narrowed by."""

    portraits: list[ListedPortrait]
    kinds: list[FacetKind]


def list_portraits(directory: DirectoryPage, *, with_words: bool = False) -> Listing:
    """Every portrait shown, in no order, with its tags; `with_words`, what is written there too."""
    columns = {**_COLUMNS, **({name: name for name in _WRITTEN} if with_words else {})}
    pages = PenPortraitPage.objects.child_of(directory).shown()
    rows = pages.order_by("practitioner__kind__order", "pk").values_list(*columns.values())
    portraits = [_listed(dict(zip(columns, row, strict=True))) for row in rows]
    words = _vocabularies({portrait.pk for portrait in portraits})
    for portrait in portraits:
        portrait.subjects = list(words["subject"].of[portrait.pk].values())
        portrait.key_stages = list(words["key-stage"].of[portrait.pk].values())
        portrait.offers = list(words["offer"].of[portrait.pk].values())
        portrait.tags = {name: frozenset(each.of[portrait.pk]) for name, each in words.items()} | {
            "phase": frozenset([portrait.tier] if portrait.tier else ()),
            "kind": frozenset([portrait.kind]),
        }
    tiers = {portrait.tier for portrait in portraits}
    who = dict.fromkeys((portrait.kind, portrait.kind_name) for portrait in portraits)
    return Listing(
        portraits,
        [
            FacetKind("subject", "Subject", words["subject"].options),
            FacetKind("key-stage", "Key stage", words["key-stage"].options),
            FacetKind("offer", "What they offer", words["offer"].options),
            FacetKind("phase", "Base school", [pair for pair in Tier.choices if pair[0] in tiers]),
            FacetKind("kind", "Who they are", list(who) if len(who) > 1 else []),
        ],
    )


def photos_of(portraits: Iterable[ListedPortrait], spec: str = CARD_PHOTO) -> dict[int, object]:
    """The pictures of those that have one, by portrait, each at one size; two queries in all."""
    wanted = {portrait.pk: portrait.photo_id for portrait in portraits if portrait.photo_id}
    if not wanted:
        return {}
    images = Image.objects.filter(pk__in=wanted.values()).prefetch_renditions(spec)
    by_pk = {image.pk: image for image in images}
    return {pk: by_pk[photo].get_rendition(spec) for pk, photo in wanted.items() if photo in by_pk}


def shuffled(portraits: Iterable[ListedPortrait], day: date | None = None) -> list[ListedPortrait]:
    """In no particular order, but the same all day: nobody is always first, and page two goes on
    where page one ended."""
    seed = f"{day or timezone.localdate()}"

    def draw(portrait: ListedPortrait) -> bytes:
        return hashlib.sha256(f"{seed}/{portrait.pk}".encode()).digest()

    return sorted(portraits, key=draw)


def _listed(row: dict) -> ListedPortrait:
    place = place_of(row.pop("easting"), row.pop("northing"))
    written = " ".join(row.pop(name) for name in _WRITTEN if name in row)
    words = {name: "" if row[name] is None else row[name] for name in row if name != "photo_id"}
    return ListedPortrait(**words, photo_id=row["photo_id"], place=place, written=written)


@dataclass
class _Words:
    """A vocabulary as the portraits use it: names by slug for each, and every pair in its order."""

    of: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    options: list[tuple[str, str]] = field(default_factory=list)


def words_of(portrait: int) -> dict[str, list[str]]:
    """Subjects, key stages and kinds of help of one portrait, by facet: one query."""
    words = _vocabularies({portrait})
    return {facet: list(each.of[portrait].values()) for facet, each in words.items()}


def _vocabularies(shown: set[int]) -> dict[str, _Words]:
    """What these portraits stand under, by facet: one query for all three vocabularies."""
    words = {name: _Words() for name in _VOCABULARIES}
    one = shown if len(shown) == 1 else None
    first, *rest = (_tagged(name, *where, only=one) for name, where in _VOCABULARIES.items())
    # Sorted here: databases do not agree on where "SEND" comes among the names.
    for facet, pk, slug, name, _ in sorted(first.union(*rest, all=True), key=_in_order):
        if pk in shown:
            words[facet].of[pk][slug] = name
            if (slug, name) not in words[facet].options:
                words[facet].options.append((slug, name))
    return words


def _tagged(facet: str, relation: str, to: str, only: set[int] | None = None) -> QuerySet:
    through: type[Model] = getattr(PenPortraitPage, relation).through
    rows = through.objects.filter(penportraitpage__in=only) if only else through.objects
    place = F(f"{to}__order") if facet == "key-stage" else Value(0)
    return rows.annotate(
        facet=Value(facet, CharField()), place=Cast(place, IntegerField())
    ).values_list("facet", "penportraitpage_id", f"{to}__slug", f"{to}__name", "place")


def _in_order(row: tuple) -> tuple:
    facet, _, _, name, place = row
    return facet, place, name.casefold()
