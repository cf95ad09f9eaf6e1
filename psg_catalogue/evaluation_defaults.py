"""The questions a new site begins with (DOMAIN 2.4); staff change them in the back office."""

from django.utils import timezone

QUESTIONS = (
    {
        "text": "How useful was the session for your work?",
        "kind": "scale",
        "low_label": "not useful",
        "high_label": "very useful",
        "required": True,
    },
    {
        "text": "How far did it meet its aims?",
        "kind": "scale",
        "low_label": "not at all",
        "high_label": "completely",
        "required": True,
    },
    {"text": "What will you do next because of it?", "kind": "text"},
    {"text": "What should we change for next time?", "kind": "text"},
    {"text": "What should a later session be about?", "kind": "text"},
)


def add_form(apps, schema_editor=None) -> None:
    """The default form stands in an empty table, in a first version that is in force."""
    form = apps.get_model("psg_catalogue", "EvaluationForm").objects.create()
    versions = apps.get_model("psg_catalogue", "EvaluationVersion").objects
    version = versions.create(form=form, number=1, published_at=timezone.now())
    questions = apps.get_model("psg_catalogue", "EvaluationQuestion").objects
    for order, question in enumerate(QUESTIONS, start=1):
        questions.create(version=version, order=order, fixed=True, **question)
