"""The tables of plain pages, news, menus and contact topics, and what a new site begins with, so that
nothing needs a page made by hand before the first import: home, catalogue, directory, news, the
plain pages with their words, and the topics. Editors change all of it."""

import django.db.models.deletion
import django.utils.timezone
import home.addresses
import json
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from core.create_tables import CreateTables
from home.first_words import PAGES, TOPICS


FIRST_PAGES = (
    ("psg_catalogue", "CataloguePage", "Study groups", "study-groups"),
    ("directory", "DirectoryPage", "Find an AST", "find-an-ast"),
    ("home", "NewsIndexPage", "News", "news"),
)


def create_first_pages(apps, schema_editor):
    """In the place of the page that Wagtail welcomes with."""
    pages = apps.get_model("wagtailcore", "Page").objects
    root = pages.get(depth=1)
    pages.filter(depth=2, slug="home", url_path="/home/").delete()
    home = _create(apps, "home", "HomePage", root, 1, "Home", "home")
    for number, (app_label, model, title, slug) in enumerate(FIRST_PAGES, start=1):
        _create(apps, app_label, model, home, number, title, slug, show_in_menus=True)
    for number, page in enumerate(PAGES, start=len(FIRST_PAGES) + 1):
        _add_page(apps, home, number, **page)
    _set_children(apps, home, len(FIRST_PAGES) + len(PAGES))
    _set_children(apps, root, 1)
    sites = apps.get_model("wagtailcore", "Site").objects
    sites.filter(is_default_site=True).delete()
    sites.create(
        hostname="localhost",
        port=80,
        root_page_id=home.pk,
        is_default_site=True,
        site_name=settings.SITE_NAME,
    )
    topics = apps.get_model("home", "ContactTopic").objects
    for order, (name, slug, role) in enumerate(TOPICS, start=1):
        topics.create(name=name, slug=slug, role=role, order=order * 10)


def _add_page(apps, home, number, *, title, slug, standfirst, body):
    blocks = [
        {"type": kind, "value": _on_one_line(value), "id": str(uuid.uuid4())}
        for kind, value in body
    ]
    words = {"standfirst": standfirst, "search_description": standfirst}
    _create(
        apps, "home", "ContentPage", home, number, title, slug, body=json.dumps(blocks), **words
    )


def _create(apps, app_label, model, parent, number, title, slug, **fields):
    """The page at that place among its parent's children."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    locales = apps.get_model("wagtailcore", "Locale").objects
    now = timezone.now()
    return apps.get_model(app_label, model).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_types.get_or_create(app_label=app_label, model=model.lower())[0],
        locale=locales.get_or_create(language_code=settings.LANGUAGE_CODE)[0],
        path=f"{parent.path}{_in_base_36(number):0>4}",
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        numchild=0,
        live=True,
        first_published_at=now,
        last_published_at=now,
        **fields,
    )


def _set_children(apps, page, number):
    apps.get_model("wagtailcore", "Page").objects.filter(pk=page.pk).update(numchild=number)


def _on_one_line(value):
    return " ".join(value.split()) if isinstance(value, str) else value


def _in_base_36(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    words = ""
    while number:
        number, rest = divmod(number, 36)
        words = digits[rest] + words
    return words


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('home', '0001_initial'),
        ('home', '0002_first_pages'),
        ('home', '0003_words_menus_and_topics'),
        ('home', '0004_first_words'),
        ('home', '0005_outreach_pages'),
        ('home', '0006_privacy_says_how_long'),
        ('home', '0007_contacts_of_the_head'),
        ('home', '0008_words_follow_the_rules'),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('directory', '0001_squashed_0008'),
        ('psg_catalogue', '0001_squashed_0025'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='ContentPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('standfirst', models.TextField(blank=True, help_text='One or two sentences below the title.')),
                    ('body', wagtail.fields.StreamField([('text', 0), ('quotation', 3), ('picture', 6), ('resource', 9), ('contact_card', 11), ('links', 19), ('kept', 20)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Headings, paragraphs, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'preview_value': '<p>We begin with what happened when you tried the first prompts.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said it, and where they work.', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('words', 1), ('speaker', 2)]], {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('wagtail.blocks.CharBlock', (), {'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.documents.blocks.DocumentChooserBlock', (), {}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is for, in a few words.', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('document', 7), ('note', 8)]], {}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('office', 'Training-school office'), ('coordinator', 'AST coordinator'), ('pd_head', 'Head of professional development'), ('finance', 'Finance office')]}), 11: ('wagtail.blocks.StructBlock', [[('role', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Blank where the site is gone: the name stays.', 'label': 'Address', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is there, in a few words.', 'max_length': 250, 'required': False}), 15: ('wagtail.blocks.DateBlock', (), {'label': 'Last tried on', 'required': False}), 16: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'The body or its site no longer exists.', 'label': 'Closed', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('title', 12), ('url', 13), ('note', 14), ('checked_on', 15), ('is_closed', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {}), 19: ('wagtail.blocks.StructBlock', [[('links', 18)]], {}), 20: ('home.blocks.KeptBlock', (), {})})),
                ],
                options={
                    'verbose_name': 'plain page',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='HomePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('promise', models.CharField(default='Good teaching, passed on', help_text='A few words, set very large.', max_length=80)),
                    ('standfirst', models.TextField(blank=True, default='Advanced Skills Teachers (ASTs) are excellent classroom teachers who spend one day a week helping other schools. After school they lead study groups, where teachers from across the county work on one thing together.', help_text='Two or three sentences; say in one of them what an AST is.')),
                    ('cover_points', models.TextField(blank=True, default='Any number of colleagues, booked by name, at every study group\nA waiting list that moves by itself when somebody cancels\nA calendar entry, and {reminder}\nA record of who was booked and who came, for your own CPD file', help_text='One on each line. {reminder} says when reminders come, as the rules have it.', verbose_name='what a school gets')),
                    ('cover_title', models.CharField(default='What a subscription gives', max_length=80, verbose_name='heading')),
                    ('cover_words', models.TextField(blank=True, default='One payment covers everyone at your school from September to August. Small enough to come from a CPD budget, by invoice or card.', verbose_name='text')),
                    ('featured', models.ForeignKey(blank=True, help_text='Blank shows somebody else each day.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.penportraitpage', verbose_name='whose own words')),
                    ('term_words', models.TextField(blank=True, default='A study group meets one, two or three times, on one theme. You try something between sessions and bring back what you noticed.', help_text='Above the weeks of the term.', verbose_name='how study groups go')),
                ],
                options={
                    'verbose_name': 'home page',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='NewsIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('standfirst', models.TextField(blank=True, help_text='One or two sentences below the title.')),
                ],
                options={
                    'verbose_name': 'news',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='NewsPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('published_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                    ('standfirst', models.TextField(blank=True, help_text='One or two sentences, for lists and the feed.', verbose_name='in short')),
                    ('body', wagtail.fields.StreamField([('text', 0), ('quotation', 3), ('picture', 6), ('resource', 9), ('contact_card', 11), ('links', 19), ('kept', 20)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Headings, paragraphs, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'preview_value': '<p>We begin with what happened when you tried the first prompts.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said it, and where they work.', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('words', 1), ('speaker', 2)]], {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('wagtail.blocks.CharBlock', (), {'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.documents.blocks.DocumentChooserBlock', (), {}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is for, in a few words.', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('document', 7), ('note', 8)]], {}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('office', 'Training-school office'), ('coordinator', 'AST coordinator'), ('pd_head', 'Head of professional development'), ('finance', 'Finance office')]}), 11: ('wagtail.blocks.StructBlock', [[('role', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'max_length': 120}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Blank where the site is gone: the name stays.', 'label': 'Address', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'What is there, in a few words.', 'max_length': 250, 'required': False}), 15: ('wagtail.blocks.DateBlock', (), {'label': 'Last tried on', 'required': False}), 16: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'The body or its site no longer exists.', 'label': 'Closed', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('title', 12), ('url', 13), ('note', 14), ('checked_on', 15), ('is_closed', 16)]], {}), 18: ('wagtail.blocks.ListBlock', (17,), {}), 19: ('wagtail.blocks.StructBlock', [[('links', 18)]], {}), 20: ('home.blocks.KeptBlock', (), {})})),
                    ('scope', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], default='local', max_length=8)),
                ],
                options={
                    'verbose_name': 'news item',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='ContactTopic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='As the form offers it: “Study groups and booking”.', max_length=80, unique=True)),
                    ('slug', models.SlugField(help_text='Names it in an address. Links stop choosing it when this changes.', unique=True)),
                    ('role', models.CharField(choices=[('office', 'Training-school office'), ('coordinator', 'AST coordinator'), ('pd_head', 'Head of professional development'), ('finance', 'Finance office')], default='office', help_text='The email address of each role is in Settings.', max_length=12, verbose_name='who answers')),
                    ('order', models.PositiveSmallIntegerField(default=0, help_text='Small numbers come first.')),
                ],
                options={
                    'verbose_name': 'contact topic',
                    'ordering': ['order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='NavigationSettings',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('main', wagtail.fields.StreamField([('link', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'max_length': 40}), 1: ('wagtail.blocks.PageChooserBlock', (), {'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Where there is no page to choose: “/subscribe/”, “https://www.example.org/”.', 'max_length': 250, 'required': False, 'validators': [home.addresses.validate_address]}), 3: ('wagtail.blocks.StructBlock', [[('label', 0), ('page', 1), ('address', 2)]], {})}, help_text='Before “My school” and “Sign in”, which the site adds. Empty: the site’s own.', verbose_name='top of the page')),
                    ('footer', wagtail.fields.StreamField([('column', 5)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'max_length': 40}), 1: ('wagtail.blocks.PageChooserBlock', (), {'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Where there is no page to choose: “/subscribe/”, “https://www.example.org/”.', 'max_length': 250, 'required': False, 'validators': [home.addresses.validate_address]}), 3: ('wagtail.blocks.StructBlock', [[('label', 0), ('page', 1), ('address', 2)]], {}), 4: ('wagtail.blocks.ListBlock', (3,), {'max_num': 8, 'min_num': 1}), 5: ('wagtail.blocks.StructBlock', [[('title', 0), ('links', 4)]], {})}, help_text='Beside “Ask us”. Keep the accessibility statement: the law asks for a link.')),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                ],
                options={
                    'verbose_name': 'menus',
                },
            ),
        ]),
        migrations.RunPython(create_first_pages, migrations.RunPython.noop),
    ]
