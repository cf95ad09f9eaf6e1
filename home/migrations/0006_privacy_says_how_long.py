"""A block that says how long things are kept, on the privacy page; where that was made before, the
sentence that nothing is deleted is no longer there."""

import json
import re
import uuid

import wagtail.fields
from django.db import migrations


UNTRUE = re.compile(
    r"<p>This site does not yet delete anything by itself:.*?</p>\s*", re.DOTALL
)
TRUE = (
    "<p>Each of these goes by itself on its day. You may ask for it earlier; only what the law"
    " tells us to keep, such as invoices, then stays.</p>"
)


def say_how_long(apps, schema_editor):
    """The block stands where the sentence was; whatever else an editor wrote stays."""
    for page in apps.get_model("home", "ContentPage").objects.filter(slug="privacy"):
        body = []
        for block in json.loads(_raw(page.body)):
            body += _parted(block) if block.get("type") == "text" else [block]
        page.body = json.dumps(body)
        page.save(update_fields=["body"])


def _raw(body):
    return json.dumps(list(body.raw_data)) if hasattr(body, "raw_data") else body or "[]"


def _parted(block):
    """The block, with the table after the sentence that leads to it."""
    kept = {"type": "kept", "value": None, "id": str(uuid.uuid4())}
    found = UNTRUE.search(block["value"])
    if found:
        before, after = block["value"][: found.start()] + TRUE, block["value"][found.end() :]
        rest = {"type": "text", "value": after, "id": str(uuid.uuid4())}
        return [{**block, "value": before}, kept, rest]
    return [block, kept] if TRUE in block["value"] else [block]


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0005_outreach_pages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contentpage',
            name='body',
            field=wagtail.fields.StreamField([('text', 0), ('quotation', 3), ('picture', 6), ('resource', 9), ('contact_card', 11), ('links', 19), ('kept', 20)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Headings, paragraphs, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'preview_value': '<p>We begin with what happened when you tried the first prompts.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said it, and where they work.', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('words', 1), ('speaker', 2)]], {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('wagtail.blocks.CharBlock', (), {'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.documents.blocks.DocumentChooserBlock', (), {}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is for, in a few words.', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('document', 7), ('note', 8)]], {}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('office', 'Training-school office'), ('coordinator', 'AST coordinator'), ('finance', 'Finance office')]}), 11: ('wagtail.blocks.StructBlock', [[('role', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Blank where the site is gone: the name stays.', 'label': 'Address', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is there, in a few words.', 'max_length': 250, 'required': False}), 15: ('wagtail.blocks.DateBlock', (), {'label': 'Last tried on', 'required': False}), 16: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'The body or its site no longer exists.', 'label': 'Closed', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('title', 12), ('url', 13), ('note', 14), ('checked_on', 15), ('is_closed', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {}), 19: ('wagtail.blocks.StructBlock', [[('links', 18)]], {}), 20: ('home.blocks.KeptBlock', (), {})}),
        ),
        migrations.AlterField(
            model_name='newspage',
            name='body',
            field=wagtail.fields.StreamField([('text', 0), ('quotation', 3), ('picture', 6), ('resource', 9), ('contact_card', 11), ('links', 19), ('kept', 20)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Headings, paragraphs, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'preview_value': '<p>We begin with what happened when you tried the first prompts.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said it, and where they work.', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('words', 1), ('speaker', 2)]], {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('wagtail.blocks.CharBlock', (), {'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.documents.blocks.DocumentChooserBlock', (), {}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is for, in a few words.', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('document', 7), ('note', 8)]], {}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('office', 'Training-school office'), ('coordinator', 'AST coordinator'), ('finance', 'Finance office')]}), 11: ('wagtail.blocks.StructBlock', [[('role', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Blank where the site is gone: the name stays.', 'label': 'Address', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is there, in a few words.', 'max_length': 250, 'required': False}), 15: ('wagtail.blocks.DateBlock', (), {'label': 'Last tried on', 'required': False}), 16: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'The body or its site no longer exists.', 'label': 'Closed', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('title', 12), ('url', 13), ('note', 14), ('checked_on', 15), ('is_closed', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {}), 19: ('wagtail.blocks.StructBlock', [[('links', 18)]], {}), 20: ('home.blocks.KeptBlock', (), {})}),
        ),
        migrations.RunPython(say_how_long, migrations.RunPython.noop),
    ]
