"""Where the delivered words gave a number that the office settles, they say now what it has settled;
whatever an editor wrote otherwise stays."""

import json

from django.db import migrations, models

REMINDER = ("a reminder two working days before", "{reminder}")
DAY = (
    "A day a week is for other schools: a whole day or two half days work best.",
    "The time for other schools is {outreach_time}: whole days or half days work best.",
)


def follow_the_rules(apps, schema_editor):
    for page in apps.get_model("home", "HomePage").objects.filter(cover_points__contains=REMINDER[0]):
        page.cover_points = page.cover_points.replace(*REMINDER)
        page.save(update_fields=["cover_points"])
    pages = apps.get_model("home", "ContentPage").objects
    for page in pages.filter(slug__in=["how-study-groups-work", "outreach-for-heads"]):
        body = json.loads(_raw(page.body))
        for block in body:
            if block.get("type") == "text":
                block["value"] = block["value"].replace(*REMINDER).replace(*DAY)
        page.body = json.dumps(body)
        page.save(update_fields=["body"])


def _raw(body):
    return json.dumps(list(body.raw_data)) if hasattr(body, "raw_data") else body or "[]"


class Migration(migrations.Migration):
    dependencies = [("home", "0007_contacts_of_the_head")]

    operations = [
        migrations.AlterField(
            model_name="homepage",
            name="cover_points",
            field=models.TextField(
                "what a school gets",
                blank=True,
                default="Any number of colleagues, booked by name, at every study group\nA waiting list that moves by itself when somebody cancels\nA calendar entry, and {reminder}\nA record of who was booked and who came, for your own CPD file",
                help_text="One on each line. {reminder} says when reminders come, as the rules have it.",
            ),
        ),
        migrations.RunPython(follow_the_rules, migrations.RunPython.noop),
    ]
