"""What the site writes by itself around a session: rules that count from its date, and what the
office holds back. What is due is worked out from the two, and is stored nowhere."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.academic_year import LONDON
from core.templatetags.wording import clock
from core.working_days import working_days_after, working_days_before
from psg_catalogue.enums import Reminding, Side
from psg_catalogue.models.session import StudyGroupSession

MOST_DAYS = 60
# On the day itself, nothing is of use that comes later: no session begins before.
LATEST_ON_THE_DAY = time(7, 0)


class ReminderRuleQuerySet(models.QuerySet):
    def in_use(self) -> "ReminderRuleQuerySet":
        return self.filter(is_on=True)


class ReminderRule(models.Model):
    """One thing that is written so many days before or after each session, by a London clock.
    `counts_from` is when the rule was made, changed or switched on: what would have been due
    before is not made up for."""

    what = models.CharField(max_length=12, choices=Reminding.choices)
    days = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(MOST_DAYS)], help_text="0 is the day of the session."
    )
    side = models.CharField("before or after", max_length=6, choices=Side.choices)
    working_days = models.BooleanField(
        "working days only",
        default=True,
        help_text="Weekends and bank holidays are then not counted.",
    )
    at = models.TimeField(default=time(8, 0), help_text="London time.")
    is_on = models.BooleanField("switched on", default=True)
    counts_from = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "rule of what goes out"
        verbose_name_plural = "rules of what goes out"
        ordering = ["side", "-days", "at", "pk"]
        default_permissions = ("add", "change", "view")
        permissions = [("send_reminderrule", "Can hold or send what goes out around a session")]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "days", "side", "working_days"],
                name="one_thing_goes_out_once_on_a_day",
                violation_error_message="There is a rule like this already. Change that one.",
            ),
            models.CheckConstraint(
                condition=Q(what="evaluation", side="after")
                | ~Q(what="evaluation") & Q(side="before"),
                name="people_are_reminded_before_and_asked_after",
                violation_error_message="Reminders and lists go out before a session; asking for"
                " the evaluation once more comes after it.",
            ),
            models.CheckConstraint(
                condition=Q(days__lte=MOST_DAYS),
                name="a_rule_reaches_sixty_days_at_the_most",
                violation_error_message=f"Give {MOST_DAYS} days at the most.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.offset_words}"

    @property
    def offset_words(self) -> str:
        """ "2 working days before the session, at 08:00"."""
        hour = clock(self.at)
        if not self.days:
            return f"on the day of the session, at {hour}"
        kind = "working day" if self.working_days else "day"
        days = f"{self.days} {kind}{'' if self.days == 1 else 's'}"
        return f"{days} {self.get_side_display()}, at {hour}"

    def clean(self) -> None:
        """Refuses what would come when the session has begun."""
        too_late = self.at and self.at > LATEST_ON_THE_DAY
        if self.days == 0 and self.side == Side.BEFORE and too_late:
            raise ValidationError({"at": "On the day itself, 7:00 at the latest."})

    def due_at(self, starts_at: datetime) -> datetime:
        """When this is due for a session that starts then; in UTC, so that two moments around a
        change of the clock compare as they pass."""
        day = starts_at.astimezone(LONDON).date()
        if self.side == Side.BEFORE:
            day = (
                working_days_before(day, self.days)
                if self.working_days
                else day - timedelta(days=self.days)
            )
        else:
            day = (
                working_days_after(day, self.days)
                if self.working_days
                else day + timedelta(days=self.days)
            )
        return datetime.combine(day, self.at, tzinfo=LONDON).astimezone(UTC)


class ReminderHold(models.Model):
    """Nothing of this rule goes out for this session until the office lets it go."""

    session = models.ForeignKey(
        StudyGroupSession, on_delete=models.CASCADE, related_name="reminder_holds"
    )
    rule = models.ForeignKey(ReminderRule, on_delete=models.CASCADE, related_name="holds")
    because = models.CharField(max_length=200)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session", "rule"], name="a_rule_is_held_once_for_a_session"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="what_is_held_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, session {self.session_id}"
