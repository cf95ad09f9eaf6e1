"""Whether the code of the release before still works on tables that are migrated already: it reads
every table, writes a row where it has a factory for one, and shows its pages. Run over that code:
python former.py FOLDER; ends with 1 where something fails."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator

PAGES = ("/", "/search/?q=session", "/account/login/", "/admin/")
# Numbers that `grown.py` has not given out, so that no school is there already.
FIRST_NUMBER = 50_000


def tables() -> Iterator[tuple[str, Exception]]:
    """What cannot be read or written any more, and why."""
    from django.apps import apps
    from django.core.exceptions import ValidationError
    from django.db import DatabaseError, transaction

    for model in apps.get_models():
        if not model._meta.managed:
            continue
        try:
            with transaction.atomic():
                model._base_manager.order_by().first()
        except DatabaseError as why:
            yield f"reading {model._meta.label}", why
    made_by = list(factories())
    for factory in made_by:
        factory.reset_sequence(FIRST_NUMBER, force=True)
    for factory in made_by:
        try:
            with transaction.atomic():
                factory()
                transaction.set_rollback(True)
        except DatabaseError as why:
            yield f"writing {factory._meta.model._meta.label}", why
        except ValidationError:
            continue  # a page of which there is one already: the database was not asked


def factories() -> Iterator:
    """Those of the tests, one for each table."""
    from factory.django import DjangoModelFactory

    import tests.factories

    seen = set()
    for module in pkgutil.iter_modules(tests.factories.__path__):
        for each in vars(importlib.import_module(f"tests.factories.{module.name}")).values():
            if not isinstance(each, type) or not issubclass(each, DjangoModelFactory):
                continue
            model = None if each._meta.abstract else each._meta.model
            if model and model not in seen:
                seen.add(model)
                yield each


def pages() -> Iterator[tuple[str, int]]:
    """Addresses that do not answer as they did, with the status that they give."""
    from django.conf import settings
    from django.test import Client
    from django.urls import NoReverseMatch, reverse
    from wagtail.admin.viewsets import viewsets

    from core.models import User
    from psg_catalogue.models import StudyGroupSession

    settings.ALLOWED_HOSTS = ["*"]
    session = StudyGroupSession.objects.select_related("page", "study_group").first()
    addresses = [*PAGES, session.page.url, session.study_group.url]
    addresses += [reverse(f"psg_catalogue:{name}", args=[session.pk]) for name in ("register",)]
    for viewset in viewsets.viewsets:
        try:
            addresses.append(reverse(viewset.get_url_name("index")))
        except (AttributeError, NoReverseMatch):
            continue
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser(email="former@example.org", password=None))
    for address in addresses:
        if (status := client.get(address, follow=True).status_code) != 200:
            yield address, status


if __name__ == "__main__":
    sys.path[:0] = [sys.argv[1], f"{sys.argv[1]}/site"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    failed = [f"{what}: {str(why).splitlines()[0]}" for what, why in (*tables(), *pages())]
    print("\n".join(f"  the release before fails at {each}" for each in failed))
    sys.exit(1 if failed else 0)
