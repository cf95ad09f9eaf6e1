"""The house rules that a machine can keep: where things stand, and how long they get."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

SOURCE = ("bench", "bin", "directory", "home", "psg_catalogue", "site", "subscriptions")
# What a file or function may grow to before it is split.
MODULE_LINES, HOOKS_LINES, TEST_LINES, FUNCTION_LINES = 400, 100, 500, 60
TEMPLATE_LINES = 150
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "util", "helper"}


def python_files(*folders: str) -> Iterator[Path]:
    """Our own modules, without migrations."""
    for folder in folders:
        for path in (settings.ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: Iterator[Path], limit: int) -> list[str]:
    return [
        f"{path.relative_to(settings.ROOT)}: {lines(path)}" for path in paths if lines(path) > limit
    ]


def test_site_is_a_folder_on_the_path_and_never_a_package():
    assert not (settings.ROOT / "site" / "__init__.py").exists()


def test_no_folder_of_tests_shadows_pythons_own_site():
    assert not (settings.ROOT / "tests" / "site").exists()


def test_module_names_say_what_is_in_them():
    found = [path for path in python_files(*SOURCE, "tests") if path.stem in NAMES_THAT_SAY_NOTHING]
    assert found == []


def test_modules_are_short_enough_to_read_at_a_sitting():
    assert too_long(python_files(*SOURCE), MODULE_LINES) == []


def test_hooks_are_wiring_only():
    hooks = (path for path in python_files(*SOURCE) if path.name == "wagtail_hooks.py")
    assert too_long(hooks, HOOKS_LINES) == []


def test_test_modules_are_short_enough():
    assert too_long(python_files("tests"), TEST_LINES) == []


def test_templates_are_short_enough():
    assert too_long((settings.ROOT / "templates").rglob("*.html"), TEMPLATE_LINES) == []


def test_functions_are_short_enough():
    found = []
    for path in python_files(*SOURCE, "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    found.append(f"{path.relative_to(settings.ROOT)}: {node.name}, {length}")
    assert found == []


def test_no_module_is_empty_for_later():
    found = [
        str(path.relative_to(settings.ROOT))
        for path in python_files(*SOURCE, "tests")
        if path.name != "__init__.py" and not path.read_text(encoding="utf-8").strip()
    ]
    assert found == []
