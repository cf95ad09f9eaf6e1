"""The published pen portraits with what they are found by: five queries, however many there are."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model
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


def list_portraits(directory: DirectoryPage) -> Listing:
    """Every portrait shown, in no order, with its tags."""
    pages = PenPortraitPage.objects.child_of(directory).shown()
    rows = pages.order_by("practitioner__kind__order", "pk").values_list(*_COLUMNS.values())
    portraits = [_listed(dict(zip(_COLUMNS, row, strict=True))) for row in rows]
    by_pk = {portrait.pk: portrait for portrait in portraits}
    subjects = _words(by_pk, "subjects", "subject", order="name")
    stages = _words(by_pk, "key_stages", "keystage", order="order")
    offers = _words(by_pk, "offers", "offer", order="name")
    for portrait in portraits:
        portrait.subjects = list(subjects.of[portrait.pk].values())
        portrait.key_stages = list(stages.of[portrait.pk].values())
        portrait.offers = list(offers.of[portrait.pk].values())
        portrait.tags = {
            "subject": frozenset(subjects.of[portrait.pk]),
            "key-stage": frozenset(stages.of[portrait.pk]),
            "phase": frozenset([portrait.tier] if portrait.tier else ()),
            "offer": frozenset(offers.of[portrait.pk]),
            "kind": frozenset([portrait.kind]),
        }
    tiers = {portrait.tier for portrait in portraits}
    who = dict.fromkeys((portrait.kind, portrait.kind_name) for portrait in portraits)
    return Listing(
        portraits,
        [
            FacetKind("subject", "Subject", subjects.options),
            FacetKind("key-stage", "Key stage", stages.options),
            FacetKind("offer", "What they offer", offers.options),
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
    words = {name: "" if row[name] is None else row[name] for name in row if name != "photo_id"}
    return ListedPortrait(**words, photo_id=row["photo_id"], place=place)


def _in_order(row: tuple) -> tuple:
    *_, name, place = row
    return (place.casefold() if isinstance(place, str) else place, name.casefold())


@dataclass
class _Words:
    """A vocabulary as the portraits use it: names by slug for each, and every pair in its order."""

    of: dict[int, dict[str, str]]
    options: Sequence[tuple[str, str]]


def _words(known: dict[int, ListedPortrait], relation: str, to: str, order: str) -> _Words:
    through: type[Model] = getattr(PenPortraitPage, relation).through
    rows = through.objects.values_list(
        "penportraitpage_id", f"{to}__slug", f"{to}__name", f"{to}__{order}"
    )
    of: dict[int, dict[str, str]] = defaultdict(dict)
    options: dict[str, str] = {}
    # Sorted here: databases do not agree on where "SEND" comes among the names.
    for pk, slug, name, _ in sorted(rows, key=_in_order):
        if pk in known:
            of[pk][slug] = options[slug] = name
    return _Words(of, list(options.items()))
