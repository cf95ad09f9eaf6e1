"""Saving a page brings the search index and the list of what refers to what up to date only where a
test is about them: it takes longer than the saving."""

from types import SimpleNamespace

import pytest

TASKS = (
    "modelsearch.signal_handlers.insert_or_update_object_task",
    "wagtail.signal_handlers.update_reference_index_task",
)


def leave_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, until the patch is undone, saving a page leaves both as they are."""
    for task in TASKS:
        monkeypatch.setattr(task, SimpleNamespace(enqueue=lambda *arguments: None))


@pytest.fixture(autouse=True)
def indexes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Off, but for a test marked `indexed` and for the site in a browser."""
    marked = request.node.get_closest_marker("indexed") or request.node.get_closest_marker(
        "browser"
    )
    if not marked:
        leave_indexes(monkeypatch)
