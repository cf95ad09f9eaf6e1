"""What the office has settled for the whole programme."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from psg_catalogue.enums import Weekday


@register_setting(icon="date", order=19)
class ProgrammeRules(BaseGenericSetting):
    """What holds for every study group."""

    certificates_after_answering = models.BooleanField(
        "a certificate is given after the evaluation is answered",
        default=False,
        help_text="Otherwise at once. The site knows that somebody answered, never what. Somebody "
        "without email need not answer, nor anybody at a session with answers on paper.",
    )

    few_weeks_ahead = models.PositiveSmallIntegerField(
        "weeks ahead",
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
        help_text="How long before a session it is decided whether it goes ahead.",
    )
    fewest_bookings = models.PositiveSmallIntegerField(
        "fewest bookings",
        default=6,
        validators=[MaxValueValidator(200)],
        help_text="A session with fewer stands on the planning board, and the office is told once a"
        " week. 0: none does.",
    )

    new_sessions_day = models.PositiveSmallIntegerField(
        "day of the week", choices=Weekday.choices, default=Weekday.MONDAY
    )
    new_sessions_at = models.TimeField("at", default=time(7, 0), help_text="London time.")

    panels = [
        MultiFieldPanel([FieldPanel("certificates_after_answering")], "Certificates"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("few_weeks_ahead"), FieldPanel("fewest_bookings")])],
            "Sessions with few bookings",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("new_sessions_day"), FieldPanel("new_sessions_at")])],
            "The weekly letter about new sessions",
        ),
    ]

    class Meta:
        verbose_name = "programme rules"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_sessions_day__lte=Weekday.SUNDAY.value),
                name="the_weekly_letter_has_a_day_of_the_week",
            )
        ]

    def __str__(self) -> str:
        return "Programme rules"

    @classmethod
    def current(cls) -> "ProgrammeRules":
        """What the office has kept, or the usual. Writes nothing."""
        return cls.objects.first() or cls()
