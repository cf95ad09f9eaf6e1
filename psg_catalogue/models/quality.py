"""Quality assurance of sessions (CB ¶8)."""

from django.conf import settings
from django.db import models

from psg_catalogue.models.session import StudyGroupSession


class QAVisit(models.Model):
    """A partnership lead's check of a session (CB ¶8: a proportion is quality assured)."""

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.PROTECT, related_name="qa_visits"
    )
    qa_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    visited_on = models.DateField()
    overall = models.CharField("overall view", max_length=300)
    notes = models.TextField(blank=True)

    class Meta:
        verbose_name = "QA visit"
        ordering = ["-visited_on"]

    def __str__(self) -> str:
        return f"{self.session}, {self.visited_on}"
