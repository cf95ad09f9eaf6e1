"""The Schools Forum report as a page and a file."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Role
from directory.services.roles import grant_role
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import LASTING, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db
YEAR = str(AcademicYear.current())


def url(year: str = YEAR) -> str:
    return reverse("psg_catalogue:forum_report", args=[year])


@pytest.fixture
def office(client):
    user = UserFactory()
    grant_role(user, Role.PSG_ORGANISER)
    client.force_login(user)
    return user


def test_forum_report_shows_figures_words_chart_and_table(client, office):
    StudyGroupSessionFactory(held=True, came=3)

    shown = client.get(url()).content.decode()

    assert "1 session took place, with 3 attendances from 3 schools" in shown
    assert "Attendances by term" in shown
    assert "How we count" in shown


def test_forum_report_as_a_file(client, office):
    StudyGroupSessionFactory(held=True, came=3)

    response = client.get(url(), {"format": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = dict(csv.reader(io.StringIO(text)))
    assert (rows["year"], rows["attendances"], rows["as_at"]) == (YEAR, "3", "")


@pytest.mark.parametrize(
    ("as_at", "words"),
    [("someday", "Give a day"), ("1999-01-01", "is not in")],
)
def test_forum_report_says_when_a_day_will_not_do(client, office, as_at, words):
    response = client.get(url(), {"as_at": as_at})

    assert response.status_code == 200
    assert words in response.content.decode()


@pytest.mark.parametrize("year", ["2010", "2010-12", "never", "2010-2011"])
def test_forum_report_of_no_year_is_not_found(client, office, year):
    assert client.get(url(year)).status_code == 404


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.FINANCE, Role.PRACTITIONER])
def test_forum_report_is_refused_to_others(client, role):
    user = UserFactory()
    if role:
        grant_role(user, role)
    client.force_login(user)

    assert client.get(url()).status_code == 403
    assert client.get(reverse("psg_catalogue:latest_forum_report")).status_code == 403


def test_forum_report_asks_a_stranger_to_sign_in(client):
    assert client.get(url()).status_code == 302


def test_latest_forum_report_leads_to_the_current_year(client, office):
    assert client.get(reverse("psg_catalogue:latest_forum_report")).url == url()


def test_forum_report_asks_the_same_of_the_database_however_many_years_there_are(
    client, office, count_queries
):
    as_at = {"as_at": timezone.localdate().isoformat()}
    StudyGroupSessionFactory(held=True)
    client.get(url(), as_at)
    one = count_queries(lambda: client.get(url(), as_at))
    for years in (1, 2, 3):
        begins = twilight(-365 * years)
        StudyGroupSessionFactory.create_batch(
            2, held=True, came=2, starts_at=begins, ends_at=begins + LASTING
        )

    assert count_queries(lambda: client.get(url(), as_at)) == one
    assert one <= 25
