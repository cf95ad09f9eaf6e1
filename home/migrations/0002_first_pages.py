"""The pages a new site begins with: home, catalogue, directory and news, so that nothing needs them
made by hand before the first import."""

from django.conf import settings
from django.db import migrations
from django.utils import timezone

FIRST_PAGES = (
    ("psg_catalogue", "CataloguePage", "Study groups", "study-groups"),
    ("directory", "DirectoryPage", "Find an AST", "find-an-ast"),
    ("home", "NewsIndexPage", "News", "news"),
)


def create_first_pages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2, slug="home", url_path="/home/").delete()
    step = Page.objects.filter(depth=2).count() + 1
    while Page.objects.filter(path=f"{root.path}{step:04d}").exists():
        step += 1
    home = _create(
        apps, "home", "HomePage", "Home", "home", f"{root.path}{step:04d}", depth=2, url="/home/"
    )
    root.numchild = Page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])
    for number, (app_label, model, title, slug) in enumerate(FIRST_PAGES, start=1):
        path = f"{home.path}{number:04d}"
        _create(apps, app_label, model, title, slug, path, depth=3, url=f"/home/{slug}/")
    home.numchild = len(FIRST_PAGES)
    home.save(update_fields=["numchild"])
    Site.objects.filter(is_default_site=True).delete()
    Site.objects.create(
        hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True,
        site_name=settings.SITE_NAME,
    )


def _create(apps, app_label, model, title, slug, path, *, depth, url):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model.lower())
    now = timezone.now()
    return apps.get_model(app_label, model).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_type,
        locale=Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0],
        path=path,
        depth=depth,
        numchild=0,
        url_path=url,
        live=True,
        show_in_menus=depth == 3,
        first_published_at=now,
        last_published_at=now,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("directory", "0001_initial"),
        ("psg_catalogue", "0001_initial"),
        ("wagtailcore", "0002_initial_data"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_first_pages, migrations.RunPython.noop)]
