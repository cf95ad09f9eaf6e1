"""A database that is busy or starts again answers 503, with nothing half written."""

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.urls import path
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from config.urls import handler403, handler404, handler500, urlpatterns
from core.middleware import RedirectsByName

__all__ = ["handler403", "handler404", "handler500"]


def locked(request):
    raise OperationalError("database is locked")


def broken(request):
    raise OperationalError("no such table: nothing")


def restarted(request):
    """The server ends our connection between two writes of one transaction."""
    with transaction.atomic():
        Site.objects.update(site_name="Half written")
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(pg_backend_pid())")
        Site.objects.update(hostname="half.example.org")
    return HttpResponse("written")


def beyond(request):
    return HttpResponse(Site.objects.filter(root_page__in=[10**30]) or "none")


urlpatterns = [
    path("locked/", locked),
    path("beyond/", beyond),
    path("broken/", broken),
    path("restarted/", restarted),
    *urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.django_db
def test_a_busy_database_asks_to_be_tried_again(client):
    response = client.get("/locked/")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "Nothing was saved" in response.content.decode()


@pytest.mark.django_db
def test_a_broken_database_is_an_error_and_says_so(client):
    client.raise_request_exception = False
    assert client.get("/broken/").status_code == 500


@pytest.mark.django_db
def test_a_number_that_no_row_can_have_finds_nothing(client):
    response = client.get("/beyond/")
    found = {"sqlite": 404, "postgresql": 200}
    assert response.status_code == found[connection.vendor]


@pytest.mark.postgres
def test_a_database_that_restarts_mid_booking_writes_no_half(client):
    """SAFETY 60."""
    before = list(Site.objects.values_list("site_name", "hostname"))
    response = client.get("/restarted/")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert list(Site.objects.values_list("site_name", "hostname")) == before


@pytest.mark.django_db
def test_old_address_leads_on_and_one_that_no_redirect_names_costs_one_query(rf, count_queries):
    Redirect.add_redirect("/old/café/", "/new/", is_permanent=True)
    Redirect.add_redirect("/list/?page=2", "/second/", is_permanent=False)

    def answer(address: str):
        missing = RedirectsByName(lambda request: HttpResponse(status=404))
        return missing(rf.get(address))

    for address, there in (
        ("/old/caf%C3%A9/", "/new/"),
        ("/old/caf%C3%A9/?from=letter", "/new/"),
        ("/list/?page=2", "/second/"),
    ):
        assert answer(address)["Location"] == there
    for address in ("/list/", "/list/?page=3", "/old/", "/old/caf%C3%A9/%00"):
        assert answer(address).status_code == 404
    assert count_queries(lambda: answer("/nowhere/?page=2")) == 1
    found = RedirectsByName(lambda request: HttpResponse("words"))
    assert count_queries(lambda: found(rf.get("/old/caf%C3%A9/"))) == 0
