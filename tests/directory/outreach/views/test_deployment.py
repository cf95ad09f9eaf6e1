"""The deployment report as a page and as a file, and for whom it is."""

import csv
import io

import pytest
from django.urls import reverse

from core.academic_year import AcademicYear
from directory.enums import Role
from tests.factories.outreach import ASTAppointmentFactory, CategoryOfConcernFactory
from tests.factories.outreach_money import TermFactory
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachVisitFactory

pytestmark = pytest.mark.django_db
YEAR = str(AcademicYear.current())


def url(year: str = YEAR) -> str:
    return reverse("outreach:deployment", args=[year])


def test_report_shows_words_chart_tables_and_definitions(client):
    TermFactory(running=True)
    visit = OutreachVisitFactory()
    CategoryOfConcernFactory(school=visit.school, local=True)
    client.force_login(person(Role.DIRECTOR))

    shown = client.get(url()).content.decode()

    for words in ("there was 1 post (1 LA-funded", "Outreach by term", "How we count", "Not told"):
        assert words in shown
    assert visit.school.name in shown
    assert "own list" not in shown
    assert client.get("/reports/outreach/").url == url()


def test_report_as_a_file_and_as_at_a_day(client):
    client.force_login(person(Role.AST_COORDINATOR))

    answer = client.get(url("2012-13"), {"format": "csv", "as_at": "2013-01-23"})
    rows = dict(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert (rows["as_at"], rows["posts_la_funded"]) == ("2013-01-23", "0")
    for day, words in (("someday", "Give a day"), ("1999-01-01", "is not in")):
        assert words in client.get(url(), {"as_at": day}).content.decode()
    assert client.get(url("2012")).status_code == 404


def test_report_is_for_the_authority_and_finance(client):
    readers = {Role.AST_COORDINATOR, Role.PD_HEAD, Role.DIRECTOR, Role.ADVISER, Role.FINANCE}
    for role in Role:
        if role.value.startswith("school_"):
            continue
        client.force_login(person(role))
        expected = 200 if role in readers else 404
        assert client.get(url()).status_code == expected, role
    client.force_login(lead_of(ASTAppointmentFactory().post.base_school))
    assert client.get(url()).status_code == 404
