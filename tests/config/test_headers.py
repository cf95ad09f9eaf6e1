"""Headers on every kind of answer (SAFETY 68, 69)."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import path

from config.urls import handler403, handler404, handler500, urlpatterns
from core.models import User

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ADDRESSES = {
    200: "/account/login/",
    302: "/admin/",
    404: "/no-such-page/",
    500: "/breaks/",
}
__all__ = ["handler403", "handler404", "handler500"]


def breaks(request):
    raise ZeroDivisionError("canary-5f3a")


urlpatterns = [path("breaks/", breaks), *urlpatterns]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def policy(response) -> dict[str, list[str]]:
    """The Content-Security-Policy as directive and sources."""
    parts = response["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for part in parts if (words := part.split())}


@pytest.mark.parametrize("status", ADDRESSES)
def test_every_answer_carries_the_headers(visitor, status):
    response = visitor.get(ADDRESSES[status])
    assert response.status_code == status
    assert {name: response.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("status", ADDRESSES)
def test_nothing_inline_and_nothing_from_elsewhere_may_run(visitor, status):
    if status == 302:
        return  # the admin's own policy, below
    sources = policy(visitor.get(ADDRESSES[status]))
    assert sources["default-src"] == ["'none'"]
    assert sources["script-src"] == ["'self'"]
    assert sources["style-src"] == ["'self'"]
    assert sources["base-uri"] == ["'self'"]
    assert sources["frame-ancestors"] == ["'self'"]


def test_the_admin_may_run_its_inline_script_and_no_other_host_may(visitor):
    visitor.force_login(User.objects.create_superuser("office@example.org"))
    response = visitor.get("/admin/")
    assert response.status_code == 200
    assert policy(response)["script-src"] == ["'self'", "'unsafe-inline'"]
    assert policy(response)["default-src"] == ["'none'"]


def test_static_files_carry_the_headers(visitor):
    response = visitor.get("/static/css/site.css")
    assert response.status_code == 200
    assert {name: response.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert policy(response)["default-src"] == ["'none'"]


def test_a_broken_page_says_so_plainly_and_shows_nothing_of_the_fault(visitor, caplog):
    """SAFETY 70."""
    response = visitor.get("/breaks/")
    words = response.content.decode()
    assert "canary-5f3a" not in words
    assert "Traceback" not in words
    assert "<h1" in words


def test_a_signed_in_persons_page_is_kept_by_no_cache(visitor):
    visitor.force_login(User.objects.create_user("lead@example.org"))
    response = visitor.get("/no-such-page/")
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_a_strangers_page_sets_no_cookie(visitor):
    response = visitor.get("/")
    assert response.status_code == 200
    assert response.cookies == {}


@pytest.mark.parametrize("folder", ["documents", "original_images", "..", "images/../documents"])
def test_private_files_have_no_address_of_their_own(visitor, folder):
    """SAFETY 56."""
    default_storage.save("documents/plan.pdf", ContentFile(b"private"))
    default_storage.save("original_images/plan.pdf", ContentFile(b"private"))
    assert visitor.get(f"/media/{folder}/plan.pdf").status_code == 404


def test_a_picture_is_handed_out(visitor):
    name = default_storage.save("images/plate.png", ContentFile(b"picture"))
    response = visitor.get(f"/media/{name}")
    assert b"".join(response) == b"picture"
    assert response["Cache-Control"] == "public, max-age=86400"
