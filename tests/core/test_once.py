import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.models import PartnershipSettings
from core.once import OnceARequest, once


def in_a_request(work):
    OnceARequest(lambda request: HttpResponse(work()))(RequestFactory().get("/"))


def test_answer_is_asked_for_once_in_a_request_and_again_in_the_next():
    asked = []

    def twice():
        for _ in range(2):
            once("name", lambda: asked.append("asked"))

    in_a_request(twice)
    assert asked == ["asked"]
    in_a_request(twice)
    assert asked == ["asked"] * 2


def test_nothing_is_kept_outside_of_a_request():
    asked = []
    for _ in range(2):
        once("name", lambda: asked.append("asked"))
    assert asked == ["asked"] * 2


@pytest.mark.django_db
def test_settings_of_the_partnership_are_read_once_and_anew_once_changed(count_queries):
    names = []

    def work():
        settings = PartnershipSettings.load()
        settings.name = "Fenbury Partnership"
        settings.save()
        names.append(PartnershipSettings.load().display_name)

    PartnershipSettings.load()
    in_a_request(work)
    assert names == ["Fenbury Partnership"]
    assert count_queries(lambda: in_a_request(lambda: [PartnershipSettings.load()] * 3 and "")) == 1
