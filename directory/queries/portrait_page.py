"""One pen portrait as its page shows it, published or as a draft someone is asked to agree."""

from dataclasses import dataclass

from django.http import HttpRequest

from core.templatetags.wording import join_words
from directory.enums import Outreach
from directory.models import PenPortraitPage, Practitioner
from directory.queries.portraits import words_of
from directory.wording import capital, key_stage_words

PAGE_PHOTO = "fill-640x800"


@dataclass(frozen=True)
class ShownPortrait:
    """The plate, the facts beside it, and what there is to ask."""

    slug: str
    name: str
    first_name: str
    practitioner: Practitioner | None
    kind: str
    subjects: str
    stages: str
    school: str
    availability: str
    travel_area: str
    offers: list[str]
    photo: object | None
    photo_words: str

    @property
    def words_aside(self) -> str:
        ending = "’" if self.first_name.endswith("s") else "’s"
        return f"In {self.first_name}{ending} words"

    @property
    def groups_title(self) -> str:
        return f"Study groups {self.first_name} leads"

    @property
    def ask_words(self) -> str:
        return f"Ask {self.first_name} for support"

    @property
    def outreach(self) -> str:
        """Whether to ask, and whom: a value of Outreach, or "" for a draft of nobody yet."""
        if self.practitioner is None or not self.practitioner.is_current:
            return ""
        return self.practitioner.outreach

    @property
    def is_retained(self) -> bool:
        return self.outreach == Outreach.OWN_SCHOOL

    @property
    def asks_school(self) -> bool:
        return self.outreach == Outreach.ASK_SCHOOL


def shown_portrait(page: PenPortraitPage, *, draft: bool = False) -> ShownPortrait:
    """What the page shows of `page`: the row itself, or, as a `draft`, a revision as an object,
    whose subjects, key stages and kinds of help are not in the tables yet."""
    practitioner = _practitioner(page)
    words = _words_of_draft(page) if draft else words_of(page.pk)
    school = practitioner.base_school if practitioner else None
    photo = page.photo
    return ShownPortrait(
        slug=page.slug,
        name=page.title,
        first_name=page.first_name,
        practitioner=practitioner,
        kind=practitioner.kind.name if practitioner else "",
        subjects=capital(join_words(words["subject"])),
        stages=capital(key_stage_words(words["key-stage"])),
        school=", ".join(filter(None, [school.name, school.town])) if school else "",
        availability=page.availability,
        travel_area=page.travel_area,
        offers=words["offer"],
        photo=photo.get_rendition(PAGE_PHOTO) if photo else None,
        photo_words=(photo.description or f"Photograph of {page.title}") if photo else "",
    )


def _words_of_draft(page: PenPortraitPage) -> dict[str, list[str]]:
    stages = sorted(page.key_stages.all(), key=lambda stage: stage.order)
    return {
        "subject": sorted((each.name for each in page.subjects.all()), key=str.casefold),
        "key-stage": [each.name for each in stages],
        "offer": sorted((each.name for each in page.offers.all()), key=str.casefold),
    }


def _practitioner(page: PenPortraitPage) -> Practitioner | None:
    wanted = Practitioner.objects.select_related("kind", "base_school")
    return wanted.filter(pk=page.practitioner_id).first() if page.practitioner_id else None


def way_to_directory(page: PenPortraitPage, request: HttpRequest) -> tuple[str, str]:
    """Title and address of the directory, for the way back."""
    directory = page.get_parent()
    return directory.title, directory.get_url(request)
