"""Who leads a study group, as its page and its sessions' pages name them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.cache import caches

from core.models import Image
from directory.queries.portraits import CARD_PHOTO
from psg_catalogue.models import StudyGroupLeader, StudyGroupPage
from psg_catalogue.queries.addresses import ToUrl

KEPT_SECONDS = 60
_COLUMNS = (
    "practitioner__name", "practitioner__kind__name", "practitioner__base_school__name",
    "practitioner__portrait__live", "practitioner__portrait__url_path",
    "practitioner__portrait__own_words", "practitioner__portrait__photo",
)  # fmt: skip


class Picture(NamedTuple):
    """A photograph in the plate's frame."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True)
class Leader:
    """A leader with the address, words and photograph of a published pen portrait, or without."""

    name: str
    kind: str
    school: str
    url: str = ""
    own_words: str = ""
    picture: Picture | None = None


def leaders_of(group: int, published_at: datetime | None, to_url: ToUrl) -> list[Leader]:
    """The leaders in their order. Each process keeps them until the study group is published again,
    a minute at most, since they change far less often than they are shown."""
    key, kept = f"leaders-{group}-{published_at}".replace(" ", "T"), caches["fragments"]
    leaders = kept.get(key)
    if leaders is None:
        leaders = read_leaders(group, to_url)
        kept.set(key, leaders, KEPT_SECONDS)
    return leaders


def read_leaders(group: int, to_url: ToUrl) -> list[Leader]:
    """The same, read afresh: one query, and one or two more where there are photographs."""
    found = StudyGroupLeader.objects.filter(page=group).order_by("sort_order")
    rows = list(found.values_list(*_COLUMNS))
    pictures = _pictures([row[-1] for row in rows if row[-1]])
    return [_leader(row, pictures, to_url) for row in rows]


def leaders_in(page: StudyGroupPage) -> list[Leader]:
    """The leaders as a draft has them, for its preview."""
    people = [leadership.practitioner for leadership in page.leaderships.all()]
    return [
        Leader(each.name, each.kind.name, each.base_school.name if each.base_school else "")
        for each in people
    ]


def _leader(row: tuple, pictures: dict[int, Picture], to_url: ToUrl) -> Leader:
    name, kind, school, is_live, url_path, own_words, photo = row
    if not is_live:
        return Leader(name, kind, school or "")
    return Leader(name, kind, school or "", to_url(url_path), own_words, pictures.get(photo))


def _pictures(photos: list[int]) -> dict[int, Picture]:
    images = Image.objects.filter(pk__in=photos).prefetch_renditions(CARD_PHOTO) if photos else []
    pictures = {}
    for image in images:
        drawn = image.get_rendition(CARD_PHOTO)
        pictures[image.pk] = Picture(drawn.url, drawn.width, drawn.height)
    return pictures
