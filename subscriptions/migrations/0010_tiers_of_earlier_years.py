from datetime import date

from django.db import migrations
from django.utils import timezone

KEPT = ("name", "town", "authority_id", "tier", "area", "status_code")


def keep_what_subscriptions_say(apps, schema_editor):
    """A subscription has the tier, the authority and the name its school had when it was asked for.
    Where they are others than those known of its year, the school had them until the year's end; of
    the year that is on, until today."""
    pasts = apps.get_model("directory", "SchoolPast").objects
    schools = apps.get_model("directory", "School").objects
    authorities = set(
        apps.get_model("directory", "LocalAuthority").objects.values_list("pk", flat=True)
    )
    today = timezone.localdate()
    sold = apps.get_model("subscriptions", "Subscription").objects.exclude(tier="")
    for each in sold.filter(authority_code__in=authorities).order_by("-academic_year", "-pk"):
        until = min(date(each.academic_year + 1, 9, 1), today)
        said = {"tier": each.tier, "authority_id": each.authority_code}
        said |= {"name": each.school_name} if each.school_name else {}
        later = pasts.filter(school=each.school_id, until__gte=until).order_by("until")
        known = later.values(*KEPT).first() or schools.values(*KEPT).get(pk=each.school_id)
        if not said.items() <= known.items():
            pasts.get_or_create(school_id=each.school_id, until=until, defaults={**known, **said})


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0008_pasts_of_schools"),
        ("subscriptions", "0009_card_refunds_and_disputes"),
    ]

    operations = [migrations.RunPython(keep_what_subscriptions_say, migrations.RunPython.noop)]
