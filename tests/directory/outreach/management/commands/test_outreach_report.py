import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories.outreach import ASTAppointmentFactory

pytestmark = pytest.mark.django_db


def printed(*args) -> str:
    output = io.StringIO()
    call_command("outreach_report", *args, stdout=output)
    return output.getvalue()


def test_report_is_printed_alone_as_json_csv_and_words():
    ASTAppointmentFactory()
    asked = ("2012-13", "--as-at", "2013-01-23")

    figures = json.loads(printed(*asked, "--format", "json"))
    assert (figures["as_at"], figures["posts_la_funded"]) == ("2013-01-23", 1)
    assert figures["schools_in_category"] == 0
    rows = list(csv.reader(io.StringIO(printed(*asked, "--format", "csv"))))
    assert rows[0] == ["figure", "value"]
    assert ["asts_in_post", "1"] in rows
    assert printed(*asked).startswith(
        "On 23 January 2013 there was 1 post (1 LA-funded: 1 primary)"
    )
    assert json.loads(printed("2012-13", "--format", "json"))["as_at"] == "2013-08-31"


@pytest.mark.parametrize("asked", [("soon",), ("2012-13", "--as-at", "2013-09-01"),
                                   ("2012-13", "--as-at", "someday")])  # fmt: skip
def test_what_cannot_be_counted_is_said(asked):
    with pytest.raises(CommandError):
        printed(*asked)
