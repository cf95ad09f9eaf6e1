"""Blocks that only the plain pages and the news have: contact cards and lists of links."""

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DateBlock,
    ListBlock,
    PageChooserBlock,
    StaticBlock,
    StructBlock,
    URLBlock,
)

from core.blocks import BodyBlock
from home.addresses import validate_address
from home.enums import ContactRole


class ContactCardBlock(StructBlock):
    """How to reach a role. The particulars come from the settings, so that they change in one
    place, and no page names a person who has left (CA L114)."""

    role = ChoiceBlock(choices=ContactRole.choices, default=ContactRole.OFFICE)

    class Meta:
        icon = "mail"
        template = "blocks/contact_card.html"
        description = "How to reach the office, the AST coordinator or finance, from the settings"
        preview_value = {"role": ContactRole.OFFICE}

    def get_context(self, value: dict, parent_context: dict | None = None) -> dict:
        from home.contact_points import contact_point

        context = super().get_context(value, parent_context=parent_context)
        return {**context, "point": contact_point(value["role"] or ContactRole.OFFICE)}


class UsefulLinkBlock(StructBlock):
    """One link elsewhere, with when somebody last tried it (P22)."""

    title = CharBlock(max_length=120)
    url = URLBlock(
        label="Address", required=False, help_text="Blank where the site is gone: the name stays."
    )
    note = CharBlock(required=False, max_length=250, help_text="What is there, in a few words.")
    checked_on = DateBlock(label="Last tried on", required=False)
    is_closed = BooleanBlock(
        label="Closed", required=False, help_text="The body or its site no longer exists."
    )

    class Meta:
        icon = "link"


class LinksBlock(StructBlock):
    """A list of links to other places."""

    links = ListBlock(UsefulLinkBlock())

    class Meta:
        icon = "list-ul"
        template = "blocks/links.html"
        description = "Links elsewhere, each with when it was last tried; closed ones say so"
        preview_value = {
            "links": [
                {
                    "title": "Register of schools",
                    "url": "https://www.example.org/",
                    "note": "Every school in England, with its URN.",
                    "is_closed": False,
                }
            ]
        }


class KeptBlock(StaticBlock):
    """How long things are kept: the rules that the site itself goes by, so that the privacy page
    cannot say anything else."""

    class Meta:
        icon = "history"
        template = "blocks/kept.html"
        label = "How long things are kept"
        admin_text = "How long each kind of thing is kept, as the site's own rules say it."
        description = "A table of how long things are kept, by the site's own rules"
        preview_value = None

    def get_context(self, value: None, parent_context: dict | None = None) -> dict:
        from core.services.retention import categories

        context = super().get_context(value, parent_context=parent_context)
        kept = sorted(categories(), key=lambda each: each.heading)
        return {**context, "categories": kept}


class PageBodyBlock(BodyBlock):
    """The body of a plain page or a piece of news."""

    contact_card = ContactCardBlock()
    links = LinksBlock()
    kept = KeptBlock()


class MenuLinkBlock(StructBlock):
    """One link of a menu: to a page of this site, or to an address."""

    label = CharBlock(max_length=40)
    page = PageChooserBlock(required=False)
    address = CharBlock(
        required=False,
        max_length=250,
        validators=[validate_address],
        help_text="Where there is no page to choose: “/subscribe/”, “https://www.example.org/”.",
    )

    class Meta:
        icon = "link"

    def clean(self, value: dict) -> dict:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise ValidationError("Choose a page or type an address: one of the two.")
        return cleaned


class MenuColumnBlock(StructBlock):
    """A column of the footer."""

    title = CharBlock(max_length=40)
    links = ListBlock(MenuLinkBlock(), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
