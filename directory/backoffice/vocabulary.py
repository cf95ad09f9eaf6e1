"""The words people and study groups are described with, for the office to keep."""

from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from core.backoffice.deleting import KeepingViewSet
from directory.models import KeyStage, Offer, PractitionerKind, Subject

SLUG_HELP = "How it stands in addresses: small letters and hyphens. Links break when it changes."


def named(*more: str) -> list:
    """The panels of a word: its name, the address made from it, and the rest."""
    return [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("slug", help_text=SLUG_HELP),
        *(FieldPanel(name) for name in more),
    ]


class SubjectScreens(KeepingViewSet):
    model = Subject
    icon = "tag"
    menu_label = "Subjects"
    list_display = ["name"]
    search_fields = ["name"]
    panels = named()


class KeyStageScreens(KeepingViewSet):
    model = KeyStage
    icon = "list-ol"
    menu_label = "Key stages"
    list_display = ["name", "short_name", "order"]
    panels = named("short_name", "order")


class OfferScreens(KeepingViewSet):
    model = Offer
    icon = "tag"
    menu_label = "Kinds of help"
    list_display = ["name"]
    search_fields = ["name"]
    panels = named()


class PractitionerKindScreens(KeepingViewSet):
    model = PractitionerKind
    icon = "group"
    menu_label = "Kinds of practitioner"
    list_display = ["name", "deployed_by", "needs_accreditation", "expected_study_groups"]
    panels = named(
        "plural",
        "short_name",
        "deployed_by",
        "needs_accreditation",
        "expected_study_groups",
        "order",
    )
