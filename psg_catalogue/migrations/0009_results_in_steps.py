"""Of the answers there are, whole fives are shown, by their random keys; the others wait."""

from django.db import migrations, models

STEP = 5


def show_whole_steps(apps, schema_editor):
    responses = apps.get_model("psg_catalogue", "EvaluationResponse").objects.order_by("id")
    by_session = {}
    for pk, session in responses.values_list("pk", "session"):
        by_session.setdefault(session, []).append(pk)
    for keys in by_session.values():
        whole = len(keys) - len(keys) % STEP
        responses.filter(pk__in=keys[:whole]).update(shown=True)


class Migration(migrations.Migration):
    dependencies = [("psg_catalogue", "0008_places_at_a_price")]

    operations = [
        migrations.AddField(
            model_name="evaluationresponse",
            name="shown",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(show_whole_steps, migrations.RunPython.noop),
    ]
