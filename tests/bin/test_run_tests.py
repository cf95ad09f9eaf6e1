"""A test in Chromium that fails is asked once more; no other failure is forgiven."""

from pathlib import Path

import pytest

from bin import run_tests

# The second time a test of this name passes.
TESTS = """
import pathlib, pytest

def first_time(name):
    seen = pathlib.Path(name)
    return not seen.exists() and not seen.touch()

@pytest.mark.browser
def test_slow_once(): assert not first_time("slow once")

@pytest.mark.browser
def test_in_a_browser(): assert {in_a_browser}

def test_elsewhere(): assert {elsewhere} or not first_time("elsewhere")
"""
MARKERS = "[pytest]\nmarkers = browser\n"


@pytest.mark.parametrize(
    ("in_a_browser", "elsewhere", "passed"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_only_a_browser_is_asked_twice(
    tmp_path: Path, monkeypatch, in_a_browser, elsewhere, passed
):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    (tmp_path / "pytest.ini").write_text(MARKERS)
    words = TESTS.format(in_a_browser=in_a_browser, elsewhere=elsewhere)
    (tmp_path / "test_it.py").write_text(words)
    assert run_tests.run_pytest("Once", None) == run_tests.SOME_FAILED
    assert run_tests.run_once_more("sqlite://") is passed
