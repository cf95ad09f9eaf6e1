"""The blocks of plain pages and menus."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.models import PartnershipSettings
from home.blocks import LinksBlock, MenuLinkBlock, PageBodyBlock
from home.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", [True, False])
def test_menu_link_wants_one_of_page_and_address(page):
    block = MenuLinkBlock()
    chosen = ContentPage.objects.first() if page else None
    address = "/x/" if page else ""

    with pytest.raises(ValidationError, match="one of the two"):
        block.clean(
            block.to_python({"label": "X", "page": chosen and chosen.pk, "address": address})
        )


def test_contact_card_follows_the_settings(client):
    page = ContentPage.objects.get(slug="what-is-an-ast")
    PartnershipSettings.objects.update_or_create(
        pk=PartnershipSettings.load().pk, defaults={"coordinator_email": "asts@example.org"}
    )

    assert "mailto:asts@example.org" in client.get(page.url).content.decode()


def test_head_of_professional_development_has_an_address_of_their_own(client):
    """CA L102: whoever has none is reached by the coordinator's, and without that by the
    office's."""
    page = ContentPage.objects.get(slug="whom-to-ask")
    partnership = PartnershipSettings.load()

    def shown(**addresses) -> str:
        PartnershipSettings.objects.update_or_create(pk=partnership.pk, defaults=addresses)
        words = client.get(page.url).content.decode()
        return words.partition("<b>Head of professional development</b>")[2].partition("</p>")[0]

    assert f"mailto:{partnership.office_email}" in shown()
    assert "mailto:asts@example.org" in shown(coordinator_email="asts@example.org")
    own = {"pd_head_email": "head@example.org", "pd_head_telephone": "01632 960 119"}
    assert all(words in shown(**own) for words in ("mailto:head@example.org", "01632 960 119"))


def test_links_say_which_are_closed_and_lead_nowhere_from_them():
    """P22."""
    block = LinksBlock()
    value = block.to_python(
        {
            "links": [
                {"title": "Register", "url": "https://r.example.org/", "checked_on": "2026-11-01"},
                {"title": "TeacherNet", "url": "https://t.example.org/", "is_closed": True},
            ]
        }
    )
    words = block.render(value)

    assert '<a href="https://r.example.org/">Register</a>' in words
    assert "Last tried on 1 November 2026." in words
    assert "t.example.org" not in words
    assert "TeacherNet" in words
    assert "(closed)" in words


def test_every_block_has_an_icon_words_and_a_preview():
    blocks = PageBodyBlock().child_blocks
    for name in ("text", "quotation", "contact_card", "links"):
        block = blocks[name]
        assert block.meta.icon != "placeholder", name
        assert block.get_description(), name
        assert block.is_previewable, name


def test_link_block_takes_a_date():
    assert LinksBlock().to_python({"links": [{"title": "A", "checked_on": "2026-11-01"}]})["links"][
        0
    ]["checked_on"] == date(2026, 11, 1)
