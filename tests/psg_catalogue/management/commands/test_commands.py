"""The commands on their own: what stands on standard output, and how they end."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db
KEYS = [
    "year",
    "as_at",
    "subscribing_schools",
    "subscribing_schools_other_la",
    "sessions_held",
    "attendances",
    "schools_attending",
    "schools_attending_without_subscription",
    "attendances_previous_year",
    "attendance_change_percent",
    "sessions_evaluated",
    "sessions_quality_assured",
    "evaluation_response_percent",
]


def said(*words: str, **options) -> str:
    output = StringIO()
    call_command(*words, stdout=output, **options)
    return output.getvalue()


def test_forum_report_as_json_stands_alone():
    figures = json.loads(said("forum_report", "2010-11", format="json", as_at="2011-01-23"))

    assert list(figures) == KEYS
    assert (figures["year"], figures["as_at"]) == ("2010-11", "2011-01-23")
    assert figures["attendances_previous_year"] is None


def test_forum_report_as_csv_has_a_row_a_figure():
    lines = said("forum_report", "2010-11", format="csv").splitlines()

    assert [line.split(",")[0] for line in lines] == ["figure", *KEYS]


def test_forum_report_in_words():
    start = twilight(-14)
    StudyGroupSessionFactory(held=True, starts_at=start, ends_at=start + timedelta(hours=1), came=1)

    assert "0 sessions took place" in said("forum_report", "1999-00")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["2010-12"], "2010 is followed by 2011"),
        (["soon"], "is not an academic year"),
        (["2010-11", "--as-at", "yesterday"], "is not a day"),
        (["2010-11", "--as-at", ""], "“” is not a day"),
        (["2010-11", "--as-at", "2012-01-01"], "is not in 2010-11"),
    ],
)
def test_forum_report_refuses_in_words(words, refusal):
    with pytest.raises(CommandError, match=refusal):
        call_command("forum_report", *words)


def test_import_registers_prints_its_tally_last(tmp_path):
    SchoolFactory(urn="900001")
    file = tmp_path / "registers.csv"
    file.write_text(
        "study_group,session_date,start_time,end_time,venue_urn,leader,attendee_name,"
        "attendee_email,school_urn,attendance\n"
        "Number talk,2011-03-14,16:15,17:45,900001,,Nell,,900001,present\n"
    )

    assert said("import_registers", str(file)).splitlines()[-1].startswith("study groups created 1")


def test_import_registers_lists_faults_on_standard_error(tmp_path, capsys):
    file = tmp_path / "registers.csv"
    file.write_text("study_group\nx\n")
    errors = StringIO()

    with pytest.raises(CommandError, match="Nothing was written. The file has 9 faults"):
        call_command("import_registers", str(file), stderr=errors)

    assert len(errors.getvalue().splitlines()) == 9


def test_import_registers_says_when_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_registers", str(tmp_path / "none.csv"))


def test_import_subscriptions_refuses_what_is_no_year(tmp_path):
    with pytest.raises(CommandError, match="is not an academic year"):
        call_command("import_subscriptions", str(tmp_path / "x.csv"), year="next")
