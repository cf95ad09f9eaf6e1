"""The gallery, and the pages for when something is not as it should be."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from django.urls import reverse

from core.models import PartnershipSettings, User

pytestmark = pytest.mark.django_db


def test_gallery_is_not_there_in_production(client, settings):
    settings.DEBUG = settings.DEMO_MODE = False

    assert client.get("/gallery/").status_code == 404


@pytest.mark.parametrize("name", ["DEBUG", "DEMO_MODE"])
def test_gallery_is_there_for_builders(client, settings, name):
    setattr(settings, name, True)
    page = client.get("/gallery/").content.decode()

    assert "<h1>Component gallery</h1>" in page
    assert 'class="plate plate--' in page


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ("dark", ["scheme-dark.css"]),
        ("light", ["scheme-light.css"]),
        ("", []),
        ("../../etc", []),
    ],
)
def test_gallery_shows_the_scheme_asked_for(client, settings, asked, files):
    settings.DEMO_MODE = True
    page = client.get("/gallery/", {"scheme": asked}).content.decode()

    assert re.findall(r"scheme-\w+\.css", page) == files


def test_gallery_needs_no_more_queries_than_any_page(
    client, settings, django_assert_max_num_queries
):
    settings.DEMO_MODE = True
    PartnershipSettings.load()

    with django_assert_max_num_queries(3):
        client.get("/gallery/")


def test_a_page_that_is_not_there_says_so_in_the_look(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "<h1>We cannot find that page</h1>" in response.content.decode()


def test_a_page_that_is_not_there_repeats_nothing_of_its_address(client):
    assert "<script>" not in client.get("/<script>alert(1)</script>/").content.decode()


def refused(user) -> str:
    from core.views import permission_denied

    request = RequestFactory().get("/reports/?year=2010-11")
    request.user = user
    response = permission_denied(request, Exception())
    assert response.status_code == 403
    return response.content.decode()


def test_a_page_one_may_not_open_names_the_account():
    user = User.objects.create_user("ada@example.org")

    assert "You are signed in as ada@example.org" in refused(user)


def test_a_page_one_may_not_open_leads_a_stranger_to_the_door_and_back():
    from django.contrib.auth.models import AnonymousUser

    assert f"{reverse('account_login')}?next=/reports/%3Fyear%3D2010-11" in refused(AnonymousUser())


def test_a_form_without_its_token_is_answered_in_words():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "a", "password": "b"})

    assert response.status_code == 403
    assert "<h1>That page was open too long</h1>" in response.content.decode()


def test_our_own_mistake_is_answered_without_the_database(django_assert_num_queries):
    from core.views import server_error

    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/"))

    page = response.content.decode()
    assert response.status_code == 500
    assert "<h1>Something went wrong</h1>" in page
    assert "{%" not in page
    assert "{{" not in page


def test_our_own_mistake_asks_for_files_that_are_there():
    page = (django_settings.ROOT / "templates" / "500.html").read_text()

    for name in re.findall(r'(?:href|src)="/static/([^"]+)"', page):
        assert (django_settings.SITE / "static" / name).is_file(), name


def test_the_demonstration_says_that_it_is_one(client, settings):
    settings.DEMO_MODE = True

    assert "Demonstration data." in client.get("/no-such-page/").content.decode()


def test_the_real_site_does_not_say_that_it_is_a_demonstration(client, settings):
    settings.DEMO_MODE = False

    assert "Demonstration data." not in client.get("/no-such-page/").content.decode()


def test_the_partnership_names_every_page(client):
    partnership = PartnershipSettings.load()
    partnership.name = "Fenbury Schools & Friends"
    partnership.save()

    title = re.search(r"<title>(.*?)</title>", client.get("/no-such-page/").content.decode())[1]
    assert title == "Page not found | Fenbury Schools &amp; Friends"
