"""What the authority decides about outreach without a developer."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.once import forget, once


@register_setting(icon="group", order=30)
class OutreachSettings(BaseGenericSetting):
    """Recruitment, and the numbers that outreach is counted by."""

    recruitment_closed = models.BooleanField(
        "recruitment is closed",
        default=False,
        help_text="No page invites anyone to become an AST or to ask for a post (CB ¶10).",
    )
    appeal_days = models.PositiveSmallIntegerField(
        "working days to appeal",
        default=15,
        help_text="After this many, funding may be redirected if the school has not appealed.",
    )

    panels = [
        MultiFieldPanel([FieldPanel("recruitment_closed"), FieldPanel("appeal_days")], "Posts"),
    ]

    class Meta:
        verbose_name = "outreach"

    @classmethod
    def load(cls, request_or_site=None) -> "OutreachSettings":
        """Read once a request."""
        return once(cls, lambda: super(OutreachSettings, cls).load(request_or_site))

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        forget(type(self))

    def __str__(self) -> str:
        return "Outreach"
