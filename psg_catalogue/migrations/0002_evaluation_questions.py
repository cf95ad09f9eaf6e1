"""The questions a new site asks after each session."""

from django.db import migrations

from psg_catalogue.evaluation_defaults import QUESTIONS


def add_questions(apps, schema_editor):
    EvaluationQuestion = apps.get_model("psg_catalogue", "EvaluationQuestion")
    for order, question in enumerate(QUESTIONS, start=1):
        EvaluationQuestion.objects.create(order=order, **question)


class Migration(migrations.Migration):
    dependencies = [("psg_catalogue", "0001_initial")]

    operations = [migrations.RunPython(add_questions, migrations.RunPython.noop)]
