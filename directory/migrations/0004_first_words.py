"""The words every directory begins with: key stages and kinds of practitioner. The office may
change them; what it has already made under the same short name stays as it is."""

from django.db import migrations

KEY_STAGES = (
    ("Early years", "EYFS", "eyfs"),
    ("Key stage 1", "KS1", "ks1"),
    ("Key stage 2", "KS2", "ks2"),
    ("Key stage 3", "KS3", "ks3"),
    ("Key stage 4", "KS4", "ks4"),
    ("Post-16", "Post-16", "post-16"),
)
KINDS = (
    {
        "slug": "ast",
        "name": "Advanced Skills Teacher",
        "plural": "Advanced Skills Teachers",
        "short_name": "AST",
        "deployed_by": "authority",
        "needs_accreditation": True,
        "expected_study_groups": 3,
    },
    {
        "slug": "sle",
        "name": "Specialist Leader of Education",
        "plural": "Specialist Leaders of Education",
        "short_name": "SLE",
        "deployed_by": "teaching_school",
        "needs_accreditation": True,
    },
    {
        "slug": "outstanding-practitioner",
        "name": "Outstanding practitioner",
        "plural": "Outstanding practitioners",
        "deployed_by": "base_school",
    },
)


def add_words(apps, schema_editor):
    key_stages = apps.get_model("directory", "KeyStage").objects
    kinds = apps.get_model("directory", "PractitionerKind").objects
    for order, (name, short_name, slug) in enumerate(KEY_STAGES):
        words = {"name": name, "short_name": short_name, "order": order}
        key_stages.get_or_create(slug=slug, defaults=words)
    for order, kind in enumerate(KINDS):
        kinds.get_or_create(slug=kind["slug"], defaults={**kind, "order": order})


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_portraits")]
    operations = [migrations.RunPython(add_words, migrations.RunPython.noop)]
