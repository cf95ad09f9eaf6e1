"""People who may become an AST, what is done for them, and the induction of those who did."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from directory.models import Practitioner, School
from directory.outreach.enums import (
    ENDED_CANDIDATES,
    CandidateState,
    InductionAim,
    SupportKind,
)
from directory.outreach.models.appointment import ASTAppointment

_ASSESSED = (CandidateState.MET, CandidateState.NOT_MET, CandidateState.ASSESSMENT_BOOKED)


class CandidateQuerySet(models.QuerySet):
    def quiet_since(self, moment: datetime) -> "CandidateQuerySet":
        """Nothing was noted of them since: no step, no support, and no assessment is to come."""
        day = timezone.localdate(moment)
        supported = CandidateSupport.objects.filter(candidate=OuterRef("pk"), done_on__gte=day)
        quiet = self.filter(
            Q(assessment_on=None) | Q(assessment_on__lt=day), state_since__lt=moment
        )
        return quiet.exclude(Exists(supported))


class Candidate(models.Model):
    """Somebody on the way to the assessment, whoever will pay for the post (CA L77). No portfolio
    is kept here, only where things stand."""

    State = CandidateState

    name = models.CharField(max_length=200)
    email = models.EmailField("work email")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="ast_candidates")
    state = models.CharField(
        max_length=17,
        choices=CandidateState.choices,
        default=CandidateState.INTERESTED,
        db_index=True,
    )
    note = models.CharField("what they would like to offer", max_length=300, blank=True)
    interested_on = models.DateField(default=timezone.localdate)
    state_since = models.DateTimeField(default=timezone.now)
    assessment_on = models.DateField("day of the assessment", null=True, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="candidacies"
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(state__in=ENDED_CANDIDATES),
                name="somebody_is_a_candidate_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_ASSESSED) | Q(assessment_on__isnull=False),
                name="an_assessment_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.APPOINTED) | Q(practitioner__isnull=False),
                name="an_appointed_candidate_is_a_practitioner",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CandidateSupport(models.Model):
    """What was done for a candidate, or is still to do: without `done_on` it is a task."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="support")
    kind = models.CharField("what", max_length=12, choices=SupportKind.choices)
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["done_on", "due_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(done_on__isnull=False),
                name="support_was_given_or_is_due",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()


class InductionStep(models.Model):
    """One of the four aims of a new AST's induction, and when it was reached (CA L52, L100)."""

    appointment = models.ForeignKey(
        ASTAppointment, on_delete=models.CASCADE, related_name="induction"
    )
    aim = models.CharField(max_length=10, choices=InductionAim.choices)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "aim"], name="an_induction_has_each_aim_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_aim_display()
