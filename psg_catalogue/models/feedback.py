"""What came of what people told us: a change at the next session, or a reason why there is none."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from psg_catalogue.models.session import StudyGroupSession


class ChangeNote(models.Model):
    """ "You said, we changed": what feedback on an earlier session did to this one (CB ¶8)."""

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.CASCADE, related_name="change_notes"
    )
    you_said = models.CharField(max_length=300)
    we_changed = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.you_said


class FeedbackPassedOver(models.Model):
    """That nothing changes because of what was said after this session, and why: given instead of
    a change note before the next session is confirmed."""

    session = models.OneToOneField(
        StudyGroupSession, on_delete=models.CASCADE, related_name="passed_over"
    )
    because = models.CharField("why nothing changes", max_length=300)
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    passed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "feedback passed over"
        verbose_name_plural = "feedback passed over"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="feedback_is_passed_over_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.because
