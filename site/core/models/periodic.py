"""When each regular job last ran, so that several workers share one timetable."""

from django.db import models


class PeriodicRun(models.Model):
    """One row a job; whoever moves `next_run_at` on is the one worker that runs it."""

    name = models.CharField(max_length=100, unique=True)
    next_run_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(
        max_length=300, blank=True, help_text="Of the last run; blank if fine."
    )

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
