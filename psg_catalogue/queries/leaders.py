"""Who leads a study group, as its page and its sessions' pages name them."""

from dataclasses import dataclass

from directory.models import Practitioner
from psg_catalogue.models import StudyGroupPage
from psg_catalogue.queries.addresses import ToUrl


@dataclass(frozen=True)
class Leader:
    """A leader with the address of a published pen portrait, or no address."""

    practitioner: Practitioner
    url: str
    own_words: str

    @property
    def name(self) -> str:
        return self.practitioner.name

    @property
    def kind(self) -> str:
        return self.practitioner.kind.name

    @property
    def school(self) -> str:
        return self.practitioner.base_school.name if self.practitioner.base_school else ""

    @property
    def photo(self):
        """The portrait's photograph, where there is a published portrait with one."""
        portrait = _portrait(self.practitioner)
        return portrait.photo if portrait else None


def leaders_of(group: StudyGroupPage, to_url: ToUrl) -> list[Leader]:
    """The leaders in their order: one query."""
    rows = group.leaderships.select_related(
        "practitioner__kind", "practitioner__base_school", "practitioner__portrait__photo"
    )
    return [_leader(row.practitioner, to_url) for row in rows.order_by("sort_order")]


def _leader(practitioner: Practitioner, to_url: ToUrl) -> Leader:
    portrait = _portrait(practitioner)
    if portrait is None:
        return Leader(practitioner, "", "")
    return Leader(practitioner, to_url(portrait.url_path), portrait.own_words)


def _portrait(practitioner: Practitioner):
    portrait = getattr(practitioner, "portrait", None)
    return portrait if portrait and portrait.live else None
