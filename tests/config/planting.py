"""Markup and template code, planted in every column of text that there is."""

from django.apps import apps
from django.db import DatabaseError, models, transaction
from wagtail.fields import RichTextField

from tests.config.test_routes import OUR_APPS

SCRIPT = "<script>alert(1)"
PLANTED = SCRIPT + "</script>{{7*7}}"
WORKED_OUT = "script&gt;49"
# What programs read: kinds of things and their numbers.
KEYS = {
    "url_path", "model", "kind", "action", "person_key", "fingerprint", "reference", "about",
    "object_id", "link_object_id", "link_kind",
}  # fmt: skip
# An address, a link and a name for addresses are checked where they are typed; rich text is
# written by the site's own editors, and cleaned when it is saved.
NOT_WORDS = (
    models.EmailField, models.URLField, models.SlugField, models.FileField, RichTextField,
)  # fmt: skip


def plant() -> set[str]:
    """Put it wherever the database takes it; returns the columns."""
    planted = set()
    for model in apps.get_models():
        if model._meta.app_label not in (*OUR_APPS, "wagtailcore"):
            continue
        for field in model._meta.local_fields:
            if _takes_words(field):
                try:
                    with transaction.atomic():
                        model._base_manager.update(**{field.name: PLANTED})
                    planted.add(f"{model._meta.label}.{field.name}")
                except DatabaseError:
                    continue  # kept as it was issued, one of a kind, or a key
    return planted


def _takes_words(field) -> bool:
    long_enough = isinstance(field, models.TextField) or (field.max_length or 0) >= len(PLANTED)
    words = isinstance(field, models.CharField | models.TextField)
    path = field.name in KEYS
    return words and long_enough and not (
        field.choices or field.unique or path or isinstance(field, NOT_WORDS)
    )  # fmt: skip
