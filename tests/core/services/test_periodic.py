from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.models import PeriodicRun
from core.services import periodic
from core.services.periodic import LEASE, TRY_AGAIN, register, registered_jobs, run_due_jobs

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_jobs(monkeypatch):
    monkeypatch.setattr(periodic, "_jobs", {})


def at(moment: datetime) -> list[str]:
    with time_machine.travel(moment, tick=False):
        return run_due_jobs()


def test_job_runs_at_first_and_then_each_time_its_interval_has_passed():
    ran: list[int] = []
    register("count", every=HOUR, function=lambda: ran.append(1))

    assert at(NOON) == ["count"]
    assert at(NOON + timedelta(minutes=59)) == []
    assert at(NOON + HOUR) == ["count"]
    assert len(ran) == 2


def test_each_job_keeps_its_own_time():
    register("hourly", every=HOUR, function=lambda: None)
    register("daily", every=24 * HOUR, function=lambda: None)

    assert at(NOON) == ["hourly", "daily"]
    assert at(NOON + 2 * HOUR) == ["hourly"]


def test_job_that_fails_is_logged_kept_and_tried_again_soon(caplog):
    def broken() -> None:
        raise ValueError("nell@example.org")

    register("broken", every=24 * HOUR, function=broken)
    register("fine", every=HOUR, function=lambda: None)

    assert at(NOON) == ["fine"]
    run = PeriodicRun.objects.get(name="broken")
    assert run.error.startswith("ValueError at test_periodic.py:")
    assert run.next_run_at == NOON + TRY_AGAIN
    assert "broken" in caplog.text
    assert "nell" not in caplog.text


def test_job_that_recovers_shows_no_fault():
    faults = [ValueError()]

    def once_broken() -> None:
        if faults:
            raise faults.pop()

    register("job", every=HOUR, function=once_broken)
    at(NOON)
    assert at(NOON + TRY_AGAIN) == ["job"]

    assert PeriodicRun.objects.get().error == ""


def test_job_of_a_killed_worker_waits_for_its_lease_and_runs_again():
    class KilledError(BaseException):
        """As kill -9 does, it skips every clean-up."""

    def killed() -> None:
        raise KilledError

    register("job", every=24 * HOUR, function=killed)
    with pytest.raises(KilledError):
        at(NOON)
    register("job", every=24 * HOUR, function=lambda: None)

    assert at(NOON + LEASE - timedelta(seconds=1)) == []
    assert at(NOON + LEASE) == ["job"]


def test_stop_leaves_the_rest_for_later():
    ran: list[str] = []
    register("first", every=HOUR, function=lambda: ran.append("first"))
    register("second", every=HOUR, function=lambda: ran.append("second"))

    run_due_jobs(stop=lambda: bool(ran))

    assert ran == ["first"]


def test_idle_round_asks_the_database_once(django_assert_num_queries):
    register("job", every=HOUR, function=lambda: None)
    run_due_jobs()

    with django_assert_num_queries(1):
        run_due_jobs()


def test_registered_jobs_are_a_copy():
    registered_jobs()["x"] = None

    assert registered_jobs() == {}
