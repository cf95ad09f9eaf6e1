"""One stylesheet, as fresh as its sources, and none of it from elsewhere."""

import re

import pytest
from django.core.management import CommandError, call_command

from core.stylesheet import CSS, INDEX, stale, stylesheets


def test_stylesheets_in_the_repository_are_up_to_date():
    assert stale() == [], "Run manage.py bundle_css."


def test_site_css_asks_for_no_other_stylesheet():
    assert "@import" not in (CSS / "site.css").read_text()


def test_site_css_holds_every_component():
    named = set(re.findall(r'url\("(components/[^"]+)"\)', INDEX.read_text()))

    assert named == {f"components/{path.name}" for path in (CSS / "components").glob("*.css")}


def test_site_css_fetches_only_files_that_are_there():
    urls = re.findall(r'url\("?([^")]+)"?\)', (CSS / "site.css").read_text())

    assert urls
    assert all((CSS / url).resolve().is_file() for url in urls)


def test_site_css_states_the_order_of_layers_first():
    text = stylesheets()[CSS / "site.css"]

    assert text.index("@layer tokens, base, layout, components") < text.index("@layer tokens {")


def test_dark_scheme_sets_every_colour_that_the_dark_tokens_set():
    tokens = (CSS / "tokens.css").read_text().split("prefers-color-scheme: dark")[1]
    names = set(re.findall(r"(--[\w-]+):", tokens))

    assert names == set(re.findall(r"(--[\w-]+):", stylesheets()[CSS / "scheme-dark.css"]))


def test_bundle_css_check_fails_when_a_source_has_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(
        "core.management.commands.bundle_css.stale", lambda: [tmp_path / "site.css"]
    )

    with pytest.raises(CommandError, match="Run manage.py bundle_css"):
        call_command("bundle_css", "--check")
