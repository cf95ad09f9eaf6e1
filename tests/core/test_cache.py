"""The cache that every process shares counts right (SAFETY 42)."""

from datetime import timedelta

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone

from core.cache import READ_ONCE, SharedCache
from core.once import OnceARequest
from core.services import periodic
from tests.plugins.races import errors


@pytest.mark.django_db
def test_key_is_added_once_until_it_runs_out(shared_cache, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    assert shared_cache.add("seat", "first", timeout=60) is True
    assert shared_cache.add("seat", "second", timeout=60) is False
    assert shared_cache.get("seat") == "first"
    time_machine.move_to(start + timedelta(seconds=62), tick=False)

    assert shared_cache.add("seat", "third", timeout=60) is True
    assert shared_cache.get("seat") == "third"


@pytest.mark.django_db
def test_numbers_go_up_and_down_and_keep_their_end(shared_cache, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    shared_cache.set("tries", 1, timeout=60)
    assert [
        shared_cache.incr("tries"),
        shared_cache.incr("tries", 3),
        shared_cache.decr("tries"),
    ] == [2, 5, 4]
    time_machine.move_to(start + timedelta(seconds=62), tick=False)

    with pytest.raises(ValueError, match="not found"):
        shared_cache.incr("tries")


@pytest.mark.django_db
def test_what_ran_out_is_cleared_away_by_the_worker(shared_cache, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    shared_cache.set("short", 1, timeout=60)
    shared_cache.set("long", 1, timeout=6000)
    time_machine.move_to(start + timedelta(seconds=62), tick=False)
    job = periodic._jobs["clear_cache"]
    job.function()

    assert shared_cache.forget_what_ran_out() == 0
    assert shared_cache.get("long") == 1


@pytest.mark.django_db
def test_more_entries_than_django_keeps_are_kept(shared_cache):
    """A guesser who tries 400 addresses does not push out what was counted before."""
    shared_cache.set("a-first", 5, timeout=600)
    for n in range(400):
        shared_cache.set(f"b-{n:03d}", 1, timeout=600)

    assert shared_cache.get("a-first") == 5


@pytest.mark.postgres
def test_no_count_is_lost_between_twenty_at_once(threads, shared_cache):
    shared_cache.set("tries", 0, timeout=600)
    counted = threads(lambda: shared_cache.incr("tries"), times=20)

    assert errors(counted) == []
    assert sorted(each.result for each in counted) == list(range(1, 21))
    assert shared_cache.get("tries") == 20


@pytest.mark.postgres
def test_key_that_ran_out_is_added_by_one_of_twenty(threads, shared_cache):
    shared_cache._run(
        "INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)",
        [shared_cache.make_key("seat"), "x", timezone.now() - timedelta(minutes=1)],
    )
    added = threads(lambda: shared_cache.add("seat", "new", timeout=600), times=20)

    assert errors(added) == []
    assert [each.result for each in added].count(True) == 1


def test_site_uses_it():
    from config.settings.base import CACHES

    assert CACHES["default"]["BACKEND"] == "core.cache.SharedCache"
    assert issubclass(SharedCache, DatabaseCache)


@pytest.mark.django_db
def test_addresses_of_the_site_are_read_once_a_request_and_anew_when_they_change(
    shared_cache, count_queries
):
    shared_cache.set(READ_ONCE, ["one"])
    seen = []

    def page(request):
        cost = count_queries(lambda: [shared_cache.get(READ_ONCE) for _ in range(5)])
        shared_cache.set(READ_ONCE, ["other"])
        seen.append((cost, shared_cache.get(READ_ONCE)))

    OnceARequest(page)(None)
    assert seen == [(1, ["other"])]
    shared_cache.delete(READ_ONCE)
    assert shared_cache.get(READ_ONCE, "none") == "none"
