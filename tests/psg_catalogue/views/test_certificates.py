"""A certificate by its secret link, and by its number for anyone."""

import re

import pytest
from django.urls import reverse

from core.pdf import pdf_is_available
from psg_catalogue.enums import Attendance
from psg_catalogue.models import Certificate, EvaluationQuestion, ProgrammeRules
from psg_catalogue.services.evaluation_links import token_for
from psg_catalogue.services.registers import close_register
from psg_catalogue.views.certificates import CHECKS_AN_HOUR
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db
CHECK = "/certificates/"


@pytest.fixture
def certificate() -> Certificate:
    session = StudyGroupSessionFactory(confirmed=True, past=True, came=1, title="Number sense")
    close_register(session)
    return Certificate.objects.get()


@pytest.fixture
def token(certificate) -> str:
    return token_for(certificate.entry.invitation)


def test_anyone_checks_a_number_and_learns_no_more_than_is_printed(client, certificate):
    response = client.post(CHECK, {"number": certificate.printed.lower()})
    page = response.content.decode()

    for words in (certificate.entry.name, "Number sense", "1 hour 30 minutes"):
        assert words in page
    assert certificate.entry.email not in page
    assert certificate.entry.school_name not in page
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_an_unknown_and_a_withdrawn_number_are_told_alike(client, certificate):
    certificate.entry.session.entries.update(attendance=Attendance.ABSENT)
    pages = [
        re.sub(r'value="[^"]*"', "", client.post(CHECK, {"number": number}).content.decode())
        for number in (certificate.number, "AAAAA-AAAAA")
    ]

    assert "We know no such certificate" in pages[0]
    assert pages[0] == pages[1]


def test_numbers_are_tried_so_often_an_hour(client, certificate):
    for _ in range(CHECKS_AN_HOUR):
        client.post(CHECK, {"number": "AAAAA-AAAAA"})

    refused = client.post(CHECK, {"number": certificate.number})

    assert refused.status_code == 422
    assert certificate.entry.name not in refused.content.decode()


def test_somebody_without_an_account_opens_their_own(client, certificate, token):
    response = client.get(reverse("psg_catalogue:certificate_by_link", args=[token]))

    assert certificate.printed in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    if pdf_is_available():
        paper = client.get(reverse("psg_catalogue:certificate_pdf_by_link", args=[token]))
        assert paper.content.startswith(b"%PDF-")
        assert certificate.entry.name not in paper["Content-Disposition"]


def test_answering_leads_on_to_the_certificate(client, certificate, token):
    ProgrammeRules.objects.create(certificates_after_answering=True)
    own = reverse("psg_catalogue:certificate_by_link", args=[token])
    before = client.get(own)
    form = reverse("psg_catalogue:evaluate", args=[token])
    questions = EvaluationQuestion.objects.filter(kind="scale")

    response = client.post(form, {f"question_{each.pk}": 4 for each in questions})

    assert form in before.content.decode()
    assert certificate.printed not in before.content.decode()
    assert response.url == own
    assert certificate.printed in client.get(own).content.decode()


def test_links_that_lead_to_no_certificate_are_the_same_page(client, certificate, token):
    address = "psg_catalogue:certificate_by_link"
    unknown = client.get(reverse(address, args=["a:b:c"]))
    certificate.entry.session.entries.update(attendance=Attendance.ABSENT)
    withdrawn = client.get(reverse(address, args=[token]))
    paper = client.get(reverse("psg_catalogue:certificate_pdf_by_link", args=[token]))

    assert {each.status_code for each in (unknown, withdrawn, paper)} == {404}
    assert unknown.content == withdrawn.content
