"""Where the demonstration looks for what a person has set."""

import runpy

import pytest
from django.conf import settings

from bin import variables


@pytest.fixture
def dotenv(tmp_path, monkeypatch):
    """Write a `.env`, in a folder that stands in for the project's."""
    monkeypatch.setattr(variables, "ROOT", tmp_path)
    for name in ("PORT", "SITE_URL", "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return (tmp_path / ".env").write_text


def test_nothing_set_gives_port_8000_and_its_address(dotenv):
    assert variables.chosen_port() == 8000
    assert variables.site_address() == "http://localhost:8000"


def test_dotenv_gives_what_the_environment_does_not(dotenv):
    dotenv('# a comment\nexport PORT="8123"\n')
    assert variables.chosen_port() == 8123
    assert variables.site_address() == "http://localhost:8123"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=a#b c", "a#b c"),
        ("  NAME = spaced  ", "spaced"),
        ('NAME=\'{"a": "b"}\'', '{"a": "b"}'),
        ('\ufeffexport NAME="it\'s"\r', "it's"),
        ("NAME=", ""),
        ("#NAME=no\nNAME=first\nNAME=second", "first"),
    ],
)
def test_dotenv_is_read_as_people_write_it(dotenv, line, value):
    dotenv(f"{line}\nOTHER=x\n", encoding="utf-8")
    assert variables.dotenv() == {"NAME": value, "OTHER": "x"}


def test_dotenv_that_cannot_be_read_says_so(dotenv):
    dotenv("SITE_NAME=Café", encoding="cp1252")
    with pytest.raises(variables.NotUsable, match="not UTF-8"):
        variables.setting("NOWHERE_ELSE")


def test_gunicorn_listens_where_dotenv_says(dotenv, monkeypatch):
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    dotenv("PORT=8123\nHOST=0.0.0.0\nWEB_CONCURRENCY=9\n")
    says = runpy.run_path(str(settings.SITE / "gunicorn.conf.py"))
    assert (says["bind"], says["workers"]) == ("0.0.0.0:8123", 3)


def test_a_real_variable_beats_dotenv(dotenv, monkeypatch):
    dotenv("PORT=8123\n")
    monkeypatch.setenv("PORT", "8456")
    assert variables.chosen_port() == 8456
    assert variables.for_the_demonstration()["PORT"] == "8456"


@pytest.mark.parametrize("words", ["", "eighty", "0", "65535", "-1", "²"])
def test_a_port_that_cannot_be_is_refused_in_words(dotenv, monkeypatch, words):
    monkeypatch.setenv("PORT", words)
    with pytest.raises(variables.NotUsable, match="Give a number from 1 to 65534"):
        variables.chosen_port()


def test_the_demonstration_shows_the_sites_own_error_pages_unless_told_otherwise(
    dotenv, monkeypatch
):
    assert variables.for_the_demonstration()["DEBUG"] == "0"
    monkeypatch.setenv("DEBUG", "1")
    assert variables.for_the_demonstration()["DEBUG"] == "1"
