"""The record of visits, and the calendar of half days planned for a term."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import Practitioner, School, Term
from directory.outreach.models.plan import OutreachAgreement, OutreachPlan


class Activity(models.TextChoices):
    """DOMAIN row 88 (CA L26-27, L30): what an AST's time goes into."""

    VISIT = "visit", "Outreach visit"
    LA_TRAINING = "la_training", "Local authority training"
    ITT = "itt", "Initial teacher training or higher education"
    CURRICULUM = "curriculum", "Curriculum development"
    STUDY_GROUP = "study_group", "Study group"
    NETWORK = "network", "Network meeting"
    INREACH = "inreach", "In-school work"


# These may be done under a plan; an outreach visit must be (CA L26).
UNDER_A_PLAN = (Activity.VISIT, Activity.LA_TRAINING, Activity.ITT, Activity.CURRICULUM)


class PartOfDay(models.TextChoices):
    MORNING = "am", "Morning"
    AFTERNOON = "pm", "Afternoon"
    DAY = "day", "Whole day"


class OutreachVisitQuerySet(models.QuerySet):
    def in_year(self, year: AcademicYear) -> "OutreachVisitQuerySet":
        return self.filter(visited_on__range=(year.first_day, year.last_day))

    def in_term(self, term: Term) -> "OutreachVisitQuerySet":
        return self.filter(visited_on__range=(term.starts_on, term.ends_on))

    def of(self, practitioner: Practitioner) -> "OutreachVisitQuerySet":
        return self.filter(practitioner=practitioner)


class OutreachVisit(models.Model):
    """What an AST did on one day: half a day for a morning or an afternoon, a day for both. The two
    flags are what lets the database refuse a second visit in one half day."""

    Activity, PartOfDay = Activity, PartOfDay

    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="outreach_visits", verbose_name="AST"
    )
    agreement = models.ForeignKey(
        OutreachAgreement, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="outreach_visits"
    )
    visited_on = models.DateField("day")
    morning = models.BooleanField(default=False)
    afternoon = models.BooleanField(default=False)
    activity = models.CharField(max_length=12, choices=Activity.choices, default=Activity.VISIT)
    seen = models.CharField("who was seen, by role", max_length=200, blank=True)
    summary = models.TextField("what was done")
    next_steps = models.TextField(blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OutreachVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "visit"
        ordering = ["-visited_on", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "visited_on"],
                condition=Q(morning=True),
                name="an_ast_is_in_one_place_in_a_morning",
            ),
            models.UniqueConstraint(
                fields=["practitioner", "visited_on"],
                condition=Q(afternoon=True),
                name="an_ast_is_in_one_place_in_an_afternoon",
            ),
            models.CheckConstraint(
                condition=Q(morning=True) | Q(afternoon=True), name="a_visit_takes_half_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(activity="visit") | Q(agreement__isnull=False),
                name="an_outreach_visit_is_under_an_agreed_plan",
            ),
            models.CheckConstraint(
                condition=~Q(activity__in=["study_group", "network", "inreach"])
                | Q(agreement__isnull=True),
                name="what_is_no_outreach_is_under_no_plan",
            ),
        ]
        indexes = [models.Index(fields=["visited_on"], name="visit_by_day")]

    def __str__(self) -> str:
        return f"Visit {self.pk}"

    @property
    def half_days(self) -> int:
        """One for a morning or an afternoon, two for both."""
        return int(self.morning) + int(self.afternoon)

    @property
    def days(self) -> float:
        return self.half_days / 2

    def takes(self, part: str) -> bool:
        """True for the morning or the afternoon it was in."""
        return self.morning if part == PartOfDay.MORNING else self.afternoon

    @property
    def part(self) -> PartOfDay:
        if self.morning and self.afternoon:
            return PartOfDay.DAY
        return PartOfDay.MORNING if self.morning else PartOfDay.AFTERNOON

    @property
    def part_words(self) -> str:
        return self.part.label

    @property
    def plan(self) -> OutreachPlan | None:
        return self.agreement.plan if self.agreement_id else None


class OutreachCalendar(models.Model):
    """The half days an AST plans for a term (CB ¶7: the authority receives it before it pays)."""

    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="outreach_calendars"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="outreach_calendars")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "outreach calendar"
        ordering = ["term__starts_on", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "term"], name="an_ast_has_one_calendar_a_term"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar {self.pk}"

    def is_kept(self, term: Term) -> bool:
        """True once it is in and its term over: then it is a paper that the authority has."""
        return self.submitted_at is not None and term.ends_on < timezone.localdate()


class PlannedHalfDayQuerySet(models.QuerySet):
    def unrecorded(self) -> "PlannedHalfDayQuerySet":
        """Those that are over, and of which their AST has recorded nothing."""
        visits = OutreachVisit.objects.filter(
            practitioner=OuterRef("calendar__practitioner"), visited_on=OuterRef("day")
        )
        over = self.filter(day__lt=timezone.localdate())
        made_am, made_pm = (
            Exists(visits.filter(morning=True)),
            Exists(visits.filter(afternoon=True)),
        )
        return over.exclude(made_am, part=PartOfDay.MORNING).exclude(
            made_pm, part=PartOfDay.AFTERNOON
        )


class PlannedHalfDay(models.Model):
    """A morning or an afternoon set aside, perhaps for a plan."""

    calendar = models.ForeignKey(
        OutreachCalendar, on_delete=models.CASCADE, related_name="half_days"
    )
    day = models.DateField()
    part = models.CharField(
        max_length=2, choices=[(p.value, p.label) for p in PartOfDay if p != PartOfDay.DAY]
    )
    plan = models.ForeignKey(
        OutreachPlan,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="half_days_kept",
    )

    objects = PlannedHalfDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "part"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day", "part"], name="a_half_day_is_planned_once"
            ),
            models.CheckConstraint(
                condition=Q(part__in=["am", "pm"]), name="a_half_day_is_a_morning_or_an_afternoon"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.part}"
