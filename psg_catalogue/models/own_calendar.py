"""A person's own calendar, to subscribe to."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class CalendarFeed(models.Model):
    """That somebody has an address for their own calendar. The address is made of the nonce and a
    signature whenever it is shown; another nonce is another address, and the old one leads nowhere
    (decision 0211)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Calendar of account {self.user_id}"
