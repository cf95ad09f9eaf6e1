"""The source's figures on the demonstration's own history (CB ¶8)."""

from datetime import date
from pathlib import Path

import pytest

from core.academic_year import AcademicYear
from directory.services.import_schools import import_schools
from home.demo import generate
from psg_catalogue.queries.forum_report import forum_figures
from psg_catalogue.services.history import import_registers
from subscriptions.services.import_subscriptions import import_subscriptions

pytestmark = pytest.mark.django_db


def bring(service, name: str, **options) -> None:
    with (generate.DATA / name).open("rb") as file:
        service(file, **options)


@pytest.fixture
def history():
    bring(import_schools, "schools.csv")
    for year in (2009, 2010, 2011):
        bring(
            import_subscriptions, f"subscriptions-{AcademicYear(year)}.csv", year=AcademicYear(year)
        )
        bring(import_registers, f"registers-{AcademicYear(year)}.csv")


def test_the_history_says_what_the_source_says(history):
    figures = forum_figures(AcademicYear(2010))

    assert (figures.subscribing_schools, figures.subscribing_schools_other_la) == (89, 7)
    assert (figures.sessions_held, figures.attendances) == (70, 887)
    assert (figures.schools_attending, figures.schools_attending_without_subscription) == (125, 36)
    assert (figures.attendances_previous_year, figures.attendance_change_percent) == (652, 36)
    assert figures.sessions_evaluated is None

    in_year = forum_figures(AcademicYear(2011), date(2012, 1, 23))
    assert (in_year.subscribing_schools, in_year.subscribing_schools_other_la) == (100, 7)


def test_the_files_are_those_the_generator_makes(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(generate, "DATA", tmp_path)

    generate.main()

    kept = Path(generate.__file__).parent / "data"
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in kept.iterdir()}
