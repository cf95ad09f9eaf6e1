"""What was changed of a visit after the paper that tells of it was in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import School
from directory.outreach.models.plan import OutreachPlan
from directory.outreach.models.term_return import TermReturn
from directory.outreach.models.visit import Activity, OutreachVisit

_NO_WAS = Q(was_on=None, was_half_days=None, was_activity="")
_NO_NOW = Q(now_on=None, now_half_days=None, now_activity="")


def _whole(side: str) -> Q:
    there = Q(**{f"{side}_on__isnull": False, f"{side}_half_days__gt": 0})
    return there & ~Q(**{f"{side}_activity": ""})


class CorrectionKind(models.TextChoices):
    ADDED = "added", "Recorded afterwards"
    CHANGED = "changed", "Put right"
    REMOVED = "removed", "Taken away"


class VisitCorrection(models.Model):
    """A return that is in is a kept paper: its totals stay, and a record of its term is corrected
    beside it, dated and with a reason. So is a record under a plan that has been completed: it was
    evaluated by what was done. Never changed itself."""

    Kind = CorrectionKind

    kind = models.CharField(max_length=7, choices=CorrectionKind.choices)
    term_return = models.ForeignKey(
        TermReturn, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    plan = models.ForeignKey(
        OutreachPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    visit = models.ForeignKey(
        OutreachVisit, null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    was_on = models.DateField(null=True, blank=True)
    was_half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    was_activity = models.CharField(max_length=12, choices=Activity.choices, blank=True)
    now_on = models.DateField(null=True, blank=True)
    now_half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    now_activity = models.CharField(max_length=12, choices=Activity.choices, blank=True)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "correction of a visit"
        verbose_name_plural = "corrections of visits"
        ordering = ["made_at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_correction_says_why"),
            models.CheckConstraint(
                condition=Q(term_return__isnull=False) | Q(plan__isnull=False),
                name="a_correction_belongs_to_a_kept_paper",
            ),
            models.CheckConstraint(
                condition=(Q(kind="added") & _NO_WAS & _whole("now"))
                | (Q(kind="changed") & _whole("was") & _whole("now"))
                | (Q(kind="removed") & _whole("was") & _NO_NOW),
                name="a_correction_says_what_was_and_what_is",
            ),
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"

    @property
    def half_days(self) -> int:
        """How many half days more, or fewer."""
        return (self.now_half_days or 0) - (self.was_half_days or 0)
