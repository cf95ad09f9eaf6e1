import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from directory.management.commands import import_schools as command
from directory.models import School

pytestmark = pytest.mark.django_db

HEADING = "URN,EstablishmentName,LA (code),LA (name)\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "edubasealldata.csv"
    path.write_text(
        HEADING
        + "900001,Ferncastle School,990,Marlshire\n"
        + "900002,Hollow Oak Middle School,991,Fenbury\n"
        + "900003,Saltmarsh Upper School,992,Wexmoor\n"
    )
    return path


def test_last_line_of_output_says_how_many(file, capsys):
    call_command("import_schools", str(file))

    out, err = capsys.readouterr()
    assert (out, err) == ("created 3, updated 0, unchanged 0, closed 0\n", "")


def test_dry_run_prints_the_same_and_writes_nothing(file, capsys):
    call_command("import_schools", str(file), "--dry-run")

    assert capsys.readouterr().out == "created 3, updated 0, unchanged 0, closed 0\n"
    assert not School.objects.exists()


@pytest.mark.parametrize("options", [["--la", "990", "991"], ["--la", "990", "--la", "991"]])
def test_authorities_are_given_together_or_one_by_one(file, options):
    call_command("import_schools", str(file), *options)

    assert list(School.objects.order_by("urn").values_list("urn", flat=True)) == [
        "900001",
        "900002",
    ]


def test_authority_of_no_school_in_the_file_is_told(file, capsys):
    call_command("import_schools", str(file), "--la", "823")

    out, err = capsys.readouterr()
    assert out == "created 0, updated 0, unchanged 0, closed 0\n"
    assert err == "The file has no school of authority 823.\n"


def test_authority_that_is_no_code_is_refused(file):
    with pytest.raises(CommandError, match="“99x” is not an authority's code"):
        call_command("import_schools", str(file), "--la", "99x")


def test_faults_go_one_a_line_to_standard_error(tmp_path, capsys):
    path = tmp_path / "bad.csv"
    path.write_text(HEADING + "1,Ferncastle,990,M\n2,Hollow Oak,990,M\n")

    with pytest.raises(
        CommandError, match=r"Nothing was written. The file has 2 faults"
    ) as refused:
        call_command("import_schools", str(path))

    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "row 2: “1” is not a URN. It needs six digits.",
        "row 3: “2” is not a URN. It needs six digits.",
    ]
    assert refused.value.returncode == 1


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_file_that_cannot_be_opened_is_a_sentence(tmp_path, name):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_schools", str(tmp_path / name))


def test_busy_database_asks_to_be_tried_again(file, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(command, "import_schools", locked)

    with pytest.raises(CommandError, match="The database is busy. Nothing was written: try again."):
        call_command("import_schools", str(file))
