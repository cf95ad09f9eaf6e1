"""The plain pages and contact topics of a new site, and the standfirst of its home page."""

import json
import uuid

from django.conf import settings
from django.db import migrations
from django.utils import timezone

from home.first_words import PAGES, TOPICS


def add_first_words(apps, schema_editor):
    HomePage = apps.get_model("home", "HomePage")
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return
    if not home.standfirst:
        home.standfirst = HomePage._meta.get_field("standfirst").default
    for page in PAGES:
        _add_page(apps, home, **page)
    home.save()
    for order, (name, slug, role) in enumerate(TOPICS, start=1):
        apps.get_model("home", "ContactTopic").objects.create(
            name=name, slug=slug, role=role, order=order * 10
        )


def _add_page(apps, home, *, title, slug, standfirst, body):
    Page = apps.get_model("wagtailcore", "Page")
    ContentType = apps.get_model("contenttypes", "ContentType")
    children = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    if children.filter(slug=slug).exists():
        return
    last = children.order_by("-path").first()
    step = int(last.path[-4:], 36) + 1 if last else 1
    now = timezone.now()
    apps.get_model("home", "ContentPage").objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        standfirst=standfirst,
        body=json.dumps(
            [
                {"type": kind, "value": _on_one_line(value), "id": str(uuid.uuid4())}
                for kind, value in body
            ]
        ),
        search_description=standfirst,
        content_type=ContentType.objects.get_or_create(app_label="home", model="contentpage")[0],
        locale=apps.get_model("wagtailcore", "Locale").objects.get_or_create(
            language_code=settings.LANGUAGE_CODE
        )[0],
        path=f"{home.path}{_in_base_36(step):0>4}",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}{slug}/",
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    home.numchild += 1


def _on_one_line(value):
    return " ".join(value.split()) if isinstance(value, str) else value


def _in_base_36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    words = ""
    while number:
        number, rest = divmod(number, 36)
        words = digits[rest] + words
    return words


class Migration(migrations.Migration):
    dependencies = [("home", "0003_words_menus_and_topics")]

    operations = [migrations.RunPython(add_first_words, migrations.RunPython.noop)]
