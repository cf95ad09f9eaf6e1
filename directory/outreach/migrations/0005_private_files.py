"""Files of the network leave the media folder for one that no web server hands out."""

import shutil
from pathlib import Path

import django.core.validators
from django.conf import settings
from django.db import migrations, models

import core.private_files
import directory.outreach.models.network


def _move(apps, came_from, goes_to):
    """Whatever still lies there. A file that is missing is left to the page to say."""
    resources = apps.get_model("outreach", "MeetingResource").objects.exclude(file="")
    for name in resources.values_list("file", flat=True):
        old, new = Path(came_from, name), Path(goes_to, name)
        if old.is_file() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(old, new)


def to_private(apps, schema_editor):
    _move(apps, settings.MEDIA_ROOT, settings.PRIVATE_ROOT)


def to_media(apps, schema_editor):
    _move(apps, settings.PRIVATE_ROOT, settings.MEDIA_ROOT)


class Migration(migrations.Migration):
    dependencies = [("outreach", "0004_reviews_releases_and_candidates")]

    operations = [
        migrations.AlterField(
            model_name="meetingresource",
            name="file",
            field=models.FileField(
                blank=True,
                storage=core.private_files.PrivateFiles(),
                upload_to="network",
                validators=[
                    django.core.validators.FileExtensionValidator(
                        ["pdf", "odt", "docx", "ods", "xlsx", "odp", "pptx", "txt"]
                    ),
                    directory.outreach.models.network.not_too_large,
                ],
            ),
        ),
        migrations.RunPython(to_private, to_media),
    ]
