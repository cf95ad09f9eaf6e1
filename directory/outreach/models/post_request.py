"""A school asks the authority for a post (CB ¶1)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from directory.outreach.models.post import ASTPost


class PostRequest(models.Model):
    """Why the school asks, and what it was answered. The post itself is proposed until then."""

    post = models.OneToOneField(ASTPost, on_delete=models.CASCADE, related_name="request")
    case = models.TextField("why the school asks")
    candidate_in_mind = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Request for {self.post}"
