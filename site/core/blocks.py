"""The blocks editors build pages from: one idea each, with an icon, words and a preview."""

from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class QuotationBlock(StructBlock):
    """Somebody's own words, set large and in italics."""

    words = TextBlock(help_text="Without quotation marks: the page adds them.")
    speaker = CharBlock(required=False, help_text="Who said it, and where they work.")

    class Meta:
        icon = "openquote"
        template = "blocks/quotation.html"
        description = "Somebody's own words, with who said them"
        preview_value = {
            "words": "I tried one prompt for a week and the whole class began to explain.",
            "speaker": "A teacher at a lower school",
        }


def _a_picture() -> dict:
    """The newest picture of the library, for the preview; blank while there is none."""
    newest = get_image_model().objects.order_by("-pk").first()
    return {"image": newest, "caption": "What the picture shows, and who made it."}


def _a_resource() -> dict:
    """The newest document of the library, for the preview; blank while there is none."""
    newest = get_document_model().objects.order_by("-pk").first()
    return {"document": newest, "note": "Print it and put it where you plan."}


class PictureBlock(StructBlock):
    """A picture with words for those who do not see it."""

    image = ImageChooserBlock()
    caption = CharBlock(required=False)

    class Meta:
        icon = "image"
        template = "blocks/picture.html"
        description = "A picture; its description is its alternative text"
        preview_value = staticmethod(_a_picture)


class ResourceBlock(StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock()
    note = CharBlock(required=False, help_text="What it is for, in a few words.")

    class Meta:
        icon = "doc-full"
        template = "blocks/resource.html"
        description = "A document to download, with its size"
        preview_value = staticmethod(_a_resource)


class BodyBlock(StreamBlock):
    """The body of a page."""

    text = RichTextBlock(
        features=PROSE,
        template="blocks/text.html",
        icon="pilcrow",
        description="Headings, paragraphs, lists and links",
        preview_value="<p>We begin with what happened when you tried the first prompts.</p>",
    )
    quotation = QuotationBlock()
    picture = PictureBlock()
    resource = ResourceBlock()
