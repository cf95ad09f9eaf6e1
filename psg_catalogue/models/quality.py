"""Quality assurance: a partnership lead's visits to sessions, planned, made and shared (CB ¶8)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from psg_catalogue.enums import QAVisitState, SessionState
from psg_catalogue.models.session import StudyGroupSession

# What a record of a visit says; a leader reads all of it once it is shared.
WORDS_OF_A_VISIT = ("strengths", "development", "overall", "notes")


class QAVisitQuerySet(models.QuerySet):
    def planned(self) -> "QAVisitQuerySet":
        return self.filter(state=QAVisitState.PLANNED)

    def made(self) -> "QAVisitQuerySet":
        """Those that took place, shared or not: what a session needs to count as assured."""
        return self.filter(state__in=(QAVisitState.MADE, QAVisitState.SHARED))

    def shared(self) -> "QAVisitQuerySet":
        return self.filter(state=QAVisitState.SHARED)

    def standing(self) -> "QAVisitQuerySet":
        """All but those called off."""
        return self.exclude(state=QAVisitState.CALLED_OFF)


class QAVisit(models.Model):
    """A partnership lead's check of a session (CB ¶8: a proportion is quality assured). Its day is
    the session's while it is planned; what may become of it stands in `quality_moves`."""

    State = QAVisitState

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.PROTECT, related_name="qa_visits"
    )
    qa_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=QAVisitState.choices, default=QAVisitState.PLANNED
    )
    planned_at = models.DateTimeField(default=timezone.now)
    visited_on = models.DateField(null=True, blank=True)
    strengths = models.TextField(blank=True)
    development = models.TextField("points for development", blank=True)
    overall = models.CharField("overall view", max_length=300, blank=True)
    notes = models.TextField("anything else", blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.CharField(max_length=200, blank=True)
    leader_reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = QAVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "QA visit"
        ordering = ["-visited_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="planned"),
                name="a_session_has_one_planned_visit",
            ),
            models.UniqueConstraint(
                fields=["session", "qa_lead"],
                condition=Q(state="made"),
                name="a_lead_writes_one_record_of_a_session_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["made", "shared"]) | Q(visited_on__isnull=False),
                name="a_visit_that_was_made_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="shared") | ~Q(overall=""),
                name="a_shared_visit_has_an_overall_view",
            ),
            models.CheckConstraint(
                condition=Q(leader_reply="") | Q(state="shared"),
                name="a_leader_replies_to_a_shared_visit_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}, {self.visited_on or 'planned'}"

    @property
    def is_shared(self) -> bool:
        return self.state == QAVisitState.SHARED

    @property
    def waits_for_record(self) -> bool:
        """Planned, and its session has begun: the record is still to be written. The old date of
        a postponed session has no meaning."""
        dated = self.session.state != SessionState.POSTPONED
        return (
            self.state == QAVisitState.PLANNED
            and dated
            and self.session.starts_at <= timezone.now()
        )
