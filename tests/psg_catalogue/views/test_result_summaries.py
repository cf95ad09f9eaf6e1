"""Results over a study group and a year, as pages and as files; who may, and what they read."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.academic_year import AcademicYear
from directory.enums import Role
from tests.factories.evaluations import a_flagged_comment, a_version, answer, asked, held
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupPageFactory, twilight

pytestmark = pytest.mark.django_db
NAMED, PLAIN = "Ask Mrs Underhay to speak up.", "=HYPERLINK(1) more examples"


@pytest.fixture
def group():
    """Two sessions, with a comment that waits and one that does not."""
    group = StudyGroupPageFactory()
    a_flagged_comment(NAMED, study_group=group, starts_at=twilight(-40))
    a_flagged_comment(PLAIN, study_group=group)
    return group


def url(name: str, *args) -> str:
    return reverse(f"psg_catalogue:{name}", args=args)


def text_of(response) -> str:
    streamed = b"".join(response.streaming_content) if response.streaming else response.content
    return streamed.decode()


def test_the_group_page_has_trends_with_their_tables(client, group):
    client.force_login(person(Role.PSG_ORGANISER))
    page = text_of(client.get(url("study_group_results", group.pk)))

    assert "From session to session" in page
    assert "From year to year" not in page or AcademicYear.of(twilight(-40)) != AcademicYear.of(
        twilight(-14)
    )
    assert page.count("chart__trend--1") >= 1
    assert "1 comment is kept back until the office has looked at it" in page
    assert reverse("evaluation_comments:index") in page


def test_the_year_page_has_figures_and_no_words(client, group):
    client.force_login(person(Role.AST_COORDINATOR))
    year = AcademicYear.of(twilight(-14))
    page = text_of(client.get(url("year_results", year)))

    assert group.title in page
    assert PLAIN[1:] not in page
    assert client.get(url("latest_year_results")).url == url("year_results", AcademicYear.current())
    for wrong in ("2026", "2026-28", "last"):
        assert client.get(url("year_results", wrong)).status_code == 404


def test_files_hold_what_the_pages_show_and_run_nothing(client, group):
    client.force_login(person(Role.QA_LEAD))
    year = AcademicYear.of(twilight(-14))
    of_group = text_of(client.get(url("study_group_results_file", group.pk, "csv")))
    of_year = text_of(client.get(url("year_results_file", year, "csv")))

    assert f"'{PLAIN}" in of_group
    assert NAMED not in of_group
    assert PLAIN not in of_year
    session = group.sessions.last()
    book = client.get(url("results_file", session.pk, "xlsx"))
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).active
    assert PLAIN in [cell.value for row in sheet.rows for cell in row if cell.data_type == "s"]
    assert client.get(url("results_file", session.pk, "pdf")).status_code == 404


def test_the_coordinator_takes_no_words_away(client, group):
    client.force_login(person(Role.AST_COORDINATOR))
    for address in (url("study_group_results_file", group.pk, "csv"),
                    url("results_file", group.sessions.last().pk, "csv")):  # fmt: skip
        taken = text_of(client.get(address))
        assert "more examples" not in taken
        assert "Scale" in taken


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.FINANCE, Role.PRACTITIONER])
def test_others_get_neither_page_nor_file(client, group, role):
    client.force_login(person(role) if role else person())
    year = AcademicYear.of(twilight(-14))
    for address in (
        url("study_group_results_file", group.pk, "csv"),
        url("results_file", group.sessions.last().pk, "csv"),
        url("year_results", year),
        url("year_results_file", year, "csv"),
    ):
        assert client.get(address).status_code == 403


def test_the_pages_cost_the_same_for_one_session_and_for_many(client, count_queries):
    client.force_login(person(Role.PSG_ORGANISER))
    group = StudyGroupPageFactory()
    version = a_version(group)
    address = url("study_group_results", group.pk)
    year = url("year_results", AcademicYear.of(twilight(-14)))

    def one_more() -> None:
        answer(held(group), *[{asked(version, "scale"): 4}] * 5)

    one_more()
    client.get(address)
    few = [count_queries(lambda: client.get(each)) for each in (address, year)]  # noqa: B023
    for _ in range(3):
        one_more()
    many = [count_queries(lambda: client.get(each)) for each in (address, year)]  # noqa: B023
    assert few == many
    assert max(many) <= 25
