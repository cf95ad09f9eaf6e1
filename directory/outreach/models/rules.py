"""The rules of outreach that an authority decides for itself (DOMAIN 1D, P7, P11)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.once import forget, once


@register_setting(icon="clipboard-list", order=30)
class SupportRules(BaseGenericSetting):
    """Who comes first, how much of a year is outreach, and how long an evaluation may take."""

    academies_in_category_first = models.BooleanField(
        "academies in a category come first too",
        default=False,
        help_text="The source says maintained schools in a category come first. Unticked, an"
        " academy in a category is in the second band.",
    )
    working_days = models.PositiveSmallIntegerField(
        "working days in a year",
        default=190,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="What the percentages are taken of.",
    )
    outreach_percent = models.PositiveSmallIntegerField(
        "outreach, per cent of the week", default=20, validators=[MaxValueValidator(100)],
        help_text="For a post without a share of its own.",
    )  # fmt: skip
    inreach_percent = models.PositiveSmallIntegerField(
        "in-school work, per cent of the week", default=10, validators=[MaxValueValidator(100)],
        help_text="At most, and only while the base school is in an Ofsted category.",
    )  # fmt: skip
    evaluation_days = models.PositiveSmallIntegerField(
        "days to answer an evaluation",
        default=21,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="Calendar days; then it is overdue.",
    )
    reminder_days = models.PositiveSmallIntegerField(
        "days until a reminder",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="Calendar days after it was asked for.",
    )
    follow_up_days = models.PositiveSmallIntegerField(
        "days until the question about impact",
        default=120,
        validators=[MaxValueValidator(1000)],
        help_text="Calendar days after a plan was completed. 0 asks no later question.",
    )

    panels = [
        MultiFieldPanel([FieldPanel("academies_in_category_first")], "Priority"),
        MultiFieldPanel(
            [
                FieldPanel("working_days"),
                FieldPanel("outreach_percent"),
                FieldPanel("inreach_percent"),
            ],
            "Time",
        ),
        MultiFieldPanel(
            [
                FieldPanel("evaluation_days"),
                FieldPanel("reminder_days"),
                FieldPanel("follow_up_days"),
            ],
            "Evaluation",
        ),
    ]

    class Meta:
        verbose_name = "outreach rules"

    @classmethod
    def load(cls, request_or_site=None) -> "SupportRules":
        """Read once a request."""
        return once(cls, lambda: super(SupportRules, cls).load(request_or_site))

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        forget(type(self))

    def __str__(self) -> str:
        return "Outreach rules"
