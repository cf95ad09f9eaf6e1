"""The pages on outreach that a new site begins with; an editor changes them afterwards."""

from importlib import import_module

from django.db import migrations

from home.first_words.outreach import PAGES

first_words = import_module("home.migrations.0004_first_words")


def add_outreach_pages(apps, schema_editor):
    HomePage = apps.get_model("home", "HomePage")
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return
    for page in PAGES:
        first_words._add_page(apps, home, **page)
    home.save()


class Migration(migrations.Migration):
    dependencies = [("home", "0004_first_words")]

    operations = [migrations.RunPython(add_outreach_pages, migrations.RunPython.noop)]
