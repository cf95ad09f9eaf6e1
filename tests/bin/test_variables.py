"""Where the demonstration looks for what a person has set."""

import pytest

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


def test_a_real_variable_beats_dotenv(dotenv, monkeypatch):
    dotenv("PORT=8123\n")
    monkeypatch.setenv("PORT", "8456")
    assert variables.chosen_port() == 8456
    assert variables.for_the_demonstration()["PORT"] == "8456"


@pytest.mark.parametrize("words", ["", "eighty", "0", "65535", "-1"])
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
