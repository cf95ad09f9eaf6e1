"""A test that commits leaves the next one what the migrations made."""

import pytest
from wagtail.models import Page, Site

from tests.plugins.databases import on_postgres


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_committing_test_finds_the_first_pages_and_site(turn):
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.filter(is_default_site=True).count() == 1
    Page.objects.all().delete()


@pytest.mark.postgres
def test_postgres_mark_means_postgres():
    assert on_postgres()
