"""Jobs that come round: reminders, publishing at a set time, clearing out. Apps register them in
`AppConfig.ready`; the worker runs them; a row each keeps several workers to one timetable."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from core.faults import where
from core.models import PeriodicRun

logger = logging.getLogger(__name__)

# A job that takes longer may be started by another worker too: each must stand being run twice.
LEASE = timedelta(minutes=15)
# After a fault, sooner than the daily jobs' next turn.
TRY_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """What to run and how often; idempotent, since a killed worker's job is run again."""

    name: str
    every: timedelta
    function: Callable[[], object]


_jobs: dict[str, Job] = {}


def register(name: str, *, every: timedelta, function: Callable[[], object]) -> None:
    """From now on the worker calls `function` each time `every` has passed since it last started.
    The name is for good: the timetable is kept under it."""
    _jobs[name] = Job(name, every, function)


def registered_jobs() -> dict[str, Job]:
    """The jobs by name, to read."""
    return dict(_jobs)


def run_due_jobs(*, stop: Callable[[], bool] = lambda: False) -> list[str]:
    """Run each job whose time has come and that no other worker is running. Returns the names of
    those that ran without a fault; a fault is logged, kept in the job's row, and tried again."""
    waiting = set(
        PeriodicRun.objects.filter(next_run_at__gt=timezone.now()).values_list("name", flat=True)
    )
    due = [job for name, job in _jobs.items() if name not in waiting]
    return [job.name for job in due if not stop() and _take(job) and _run(job)]


def _take(job: Job) -> bool:
    """Win the job for LEASE. The conditional update is what lets one of two workers have it."""
    now = timezone.now()
    PeriodicRun.objects.bulk_create(
        [PeriodicRun(name=job.name, next_run_at=now)], ignore_conflicts=True
    )
    ours = PeriodicRun.objects.filter(name=job.name, next_run_at__lte=now)
    return bool(ours.update(next_run_at=now + LEASE, started_at=now))


def _run(job: Job) -> bool:
    error = ""
    try:
        job.function()
    except Exception as fault:  # one job's fault must not stop the mail or the other jobs
        error = where(fault)
        logger.error("Job %s failed: %s", job.name, error)
    next_run_at = (
        timezone.now() + min(job.every, TRY_AGAIN) if error else F("started_at") + job.every
    )
    PeriodicRun.objects.filter(name=job.name).update(
        next_run_at=next_run_at, finished_at=timezone.now(), error=error
    )
    return not error
