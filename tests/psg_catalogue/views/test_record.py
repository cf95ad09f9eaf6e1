"""A teacher's own record: across years and schools, and nobody else's."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from psg_catalogue.enums import SessionState
from psg_catalogue.models import Certificate
from psg_catalogue.services.certificates import number_certificates
from tests.factories.directory import ColleagueFactory, PractitionerFactory
from tests.factories.people import person
from tests.factories.psg_catalogue import (
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
PAGE, PDF, CSV = "/my-record/", "/my-record.pdf", "/my-record.csv"


def went(user, title: str, days_ago: int = 14, **entry) -> Certificate:
    """A held session that this account was at, from a school of its own."""
    session = StudyGroupSessionFactory(held=True, came=1, title=title)
    session.starts_at = timezone.now() - timedelta(days=days_ago)
    session.ends_at = session.starts_at + timedelta(minutes=90)
    session.save()
    colleague = ColleagueFactory(
        user=user, left_on=timezone.localdate() if days_ago > 300 else None
    )
    line = RegisterEntryFactory(
        session=session, colleague=colleague, school=colleague.school, **entry
    )
    number_certificates(session)
    return Certificate.objects.filter(entry=line).first()


@pytest.fixture
def teacher():
    return person()


def read(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


def test_record_goes_over_years_and_schools_and_counts_hours(client, teacher):
    new, old = went(teacher, "Number talk"), went(teacher, "Phonics", days_ago=400)
    went(person(), "Somebody else's")
    went(teacher, "Not there", absent=True)
    client.force_login(teacher)

    page = client.get(PAGE)
    words = page.content.decode()
    lines = read(client.get(CSV))

    assert [line[2] for line in lines[1:]] == ["Number talk", "Phonics"]
    assert [line[6:] for line in lines[1:]] == [["1.5", new.printed], ["1.5", old.printed]]
    assert lines[1][5] != lines[2][5]
    assert len(page.context["record"].years) == 2
    assert words.count("1 hour 30 minutes") == 4
    assert "Somebody else" not in words
    assert "Not there" not in words
    assert "no-store" in page["Cache-Control"]


def test_a_session_that_was_led_counts_once_and_needs_no_register(client, teacher):
    group = StudyGroupPageFactory(leaders=[PractitionerFactory(user=teacher)])
    led = StudyGroupSessionFactory(held=True, study_group=group, title="Led by me")
    RegisterEntryFactory(session=led, colleague=ColleagueFactory(user=teacher))
    StudyGroupSessionFactory(study_group=group, title="Still to come")
    client.force_login(teacher)

    lines = read(client.get(CSV))

    assert [line[2:5] for line in lines[1:]] == [["Led by me", group.title, "Led"]]


def test_record_knows_no_session_whose_register_is_open_again(client, teacher):
    certificate = went(teacher, "Number talk")
    session = certificate.entry.session
    session.state = SessionState.CONFIRMED
    session.save()
    client.force_login(teacher)

    assert "Nothing is on record yet" in client.get(PAGE).content.decode()
    own = reverse("psg_catalogue:own_certificate", args=[certificate.number])
    assert client.get(own).status_code == 404


def test_record_and_certificate_as_pdf(client, teacher):
    certificate = went(teacher, "Number talk")
    client.force_login(teacher)

    own = reverse("psg_catalogue:own_certificate", args=[certificate.number])
    for address in (PDF, own):
        response = client.get(address)
        assert response.content.startswith(b"%PDF-")
        assert "no-store" in response["Cache-Control"]


def test_record_costs_the_same_however_long(client, teacher, count_queries):
    went(teacher, "First")
    client.force_login(teacher)
    client.get(PAGE)
    few = count_queries(lambda: client.get(PAGE))
    for number in range(12):
        went(teacher, f"Session {number}", days_ago=30 * (number + 1))

    assert count_queries(lambda: client.get(PAGE)) == few
    assert few <= 15
