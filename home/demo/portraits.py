"""The demonstration's practitioners and their pen portraits."""

from datetime import date
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils.html import format_html
from django.utils.text import slugify

from core.models import Image, User
from directory.enums import Outreach
from directory.models import (
    DirectoryPage,
    KeyStage,
    Offer,
    PenPortraitPage,
    Practitioner,
    PractitionerKind,
    School,
    Subject,
)
from home.demo.groups import GROUPS
from home.demo.pictures import portrait_of
from home.demo.words import OTHER_LEADERS, PORTRAITS, TAMSIN, Portrait

ACCREDITED_ON = date(2009, 6, 1)


def load_vocabulary() -> None:
    """The subjects and kinds of help that portraits and study groups name are in the lists."""
    subjects = {name for each in (*PORTRAITS, *GROUPS) for name in each.subjects}
    for name in sorted(subjects):
        Subject.objects.get_or_create(slug=slugify(name), defaults={"name": name})
    for name in sorted({name for portrait in PORTRAITS for name in portrait.offers}):
        Offer.objects.get_or_create(slug=slugify(name), defaults={"name": name})


def load_practitioners(accounts: dict[str, User]) -> dict[str, Practitioner]:
    """Twelve practitioners with portraits and two leaders without one, by name."""
    found = {}
    for portrait in PORTRAITS:
        user = accounts["tamsin@example.org"] if portrait.name == TAMSIN else None
        found[portrait.name] = _practitioner(portrait, user)
        _portrait_page(portrait, found[portrait.name])
    for name, kind, school in OTHER_LEADERS:
        found[name] = Practitioner.objects.create(
            name=name,
            kind=PractitionerKind.objects.get(slug=kind),
            base_school=School.objects.filter(name=school).first() if school else None,
        )
    return found


def _practitioner(portrait: Portrait, user: User | None) -> Practitioner:
    return Practitioner.objects.create(
        name=portrait.name,
        kind=PractitionerKind.objects.get(slug=portrait.kind),
        base_school=School.objects.get(name=portrait.school),
        user=user,
        email=user.email if user else "",
        accredited_on=ACCREDITED_ON,
        outreach=Outreach.OWN_SCHOOL if portrait.own_school_only else Outreach.AVAILABLE,
    )


def _portrait_page(portrait: Portrait, practitioner: Practitioner) -> None:
    page = PenPortraitPage(
        title=portrait.name,
        slug=slugify(portrait.name),
        owner=practitioner.user,
        practitioner=practitioner,
        photo=_picture(portrait.name) if portrait.picture else None,
        own_words=portrait.own_words,
        expertise=_paragraph(portrait.expertise),
        other_expertise=portrait.other_expertise,
        what_i_can_offer=_paragraph(portrait.what_i_can_offer),
        experience=_paragraph(portrait.experience),
        availability=portrait.availability,
        travel_area=portrait.travel if not portrait.own_school_only else "",
    )
    page.subjects = Subject.objects.filter(name__in=portrait.subjects)
    page.key_stages = KeyStage.objects.filter(slug__in=portrait.key_stages)
    page.offers = Offer.objects.filter(name__in=portrait.offers)
    DirectoryPage.objects.get().add_child(instance=page)
    page.save_revision().publish()


def _picture(name: str) -> Image:
    words = f"A drawing in ruled pen lines of a head and shoulders: {name}"
    file = ImageFile(BytesIO(portrait_of(name)), name=f"{slugify(name)}.png")
    return Image.objects.create(
        title=f"{name}, drawn", description=words, credit="Drawn by this site", file=file
    )


def _paragraph(words: str) -> str:
    return format_html("<p>{}</p>", words) if words else ""
