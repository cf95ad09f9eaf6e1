"""Every block draws what an editor put in it, and nothing that could run."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from core.blocks import BodyBlock
from home.blocks import PageBodyBlock
from tests.factories.core import ImageFactory

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"


def drawn(name: str, value) -> str:
    block = BodyBlock().child_blocks[name]
    return block.render(block.to_python(value))


def test_text_keeps_its_headings_and_lists():
    assert "<h2>Reading</h2>" in drawn("text", "<h2>Reading</h2><ul><li>One</li></ul>")


def test_quotation_adds_its_marks_and_says_who():
    text = drawn("quotation", {"words": "It worked.", "speaker": f"A teacher {EVIL}"})
    assert "“It worked.”" in text
    assert "<figcaption" in text
    assert "<script>" not in text
    assert "<figcaption" not in drawn("quotation", {"words": "It worked.", "speaker": ""})


def test_picture_has_its_description_as_alternative_text():
    image = ImageFactory(title="A class", description="Pupils at a long table")
    text = drawn("picture", {"image": image.pk, "caption": f"At work {EVIL}"})
    assert 'alt="Pupils at a long table"' in text
    assert "At work" in text
    assert "<script>" not in text


def test_picture_that_is_gone_leaves_nothing_broken():
    assert "<img" not in drawn("picture", {"image": None, "caption": "x"})


def test_resource_says_its_kind_and_size():
    file = ContentFile(b"x" * 2048, "p.pdf")
    document = Document.objects.create(title="Six prompts", file=file, file_size=2048)
    text = drawn("resource", {"document": document.pk, "note": "For your wall"})
    assert f'href="{document.url}"' in text
    assert "(PDF, 2.0\xa0KB)" in text
    assert "For your wall" in text


@pytest.mark.parametrize("blocks", [BodyBlock, PageBodyBlock])
def test_every_block_says_what_it_is_and_shows_itself(blocks):
    ImageFactory(title="A class", description="Pupils at a long table")
    file = ContentFile(b"x" * 2048, "p.pdf")
    Document.objects.create(title="Six prompts", file=file, file_size=2048)
    for name, block in blocks().child_blocks.items():
        assert block.meta.icon, name
        assert block.meta.description, name
        assert len(block.render(block.get_preview_value())) > 60, name


def test_previews_of_an_empty_library_break_nothing():
    for name in ("picture", "resource"):
        block = BodyBlock().child_blocks[name]
        assert "<img" not in block.render(block.get_preview_value())
