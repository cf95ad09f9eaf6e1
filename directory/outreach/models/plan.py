"""The Outreach Plan (CB ¶6), which Cambridgeshire calls the agreement form (CA L41): what an AST
will do in another school, and everyone's agreement to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from directory.models import Practitioner, School
from directory.outreach.models.request import OutreachRequest
from directory.outreach.states.plan import LIVE_PLAN_STATES, VISITING_STATES, Party, PlanState


class OutreachPlanQuerySet(models.QuerySet):
    def live(self) -> "OutreachPlanQuerySet":
        """Being arranged or under way."""
        return self.filter(state__in=LIVE_PLAN_STATES)

    def visitable(self) -> "OutreachPlanQuerySet":
        """Agreed, so that visits may be recorded (CA L26)."""
        return self.filter(state__in=VISITING_STATES)

    def of(self, practitioner: Practitioner) -> "OutreachPlanQuerySet":
        return self.filter(practitioner=practitioner)


class OutreachPlan(models.Model):
    """One piece of support at one school. `version` rises with each change that has to be agreed;
    the parties and the agreement belong to a version."""

    State = PlanState

    request = models.ForeignKey(
        OutreachRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="outreach_plans", verbose_name="AST"
    )
    base_school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="plans_given")
    host_school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="plans_received")
    authority_pays = models.BooleanField(
        default=True, help_text="The authority funds the post, so it agrees the plan too."
    )

    focus = models.CharField(max_length=200)
    activities = models.TextField(blank=True)
    half_days = models.PositiveSmallIntegerField("half days", default=0)
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    leader_name = models.CharField("senior leader", max_length=200, blank=True)
    leader_job = models.CharField("job", max_length=120, blank=True)
    leader_email = models.EmailField("email", blank=True)
    base_head_name = models.CharField("head of the base school", max_length=200, blank=True)
    base_head_email = models.EmailField("email", blank=True)

    state = models.CharField(
        max_length=20, choices=PlanState.choices, default=PlanState.DRAFT, db_index=True
    )
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveSmallIntegerField(default=1)
    completed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(
        max_length=500, blank=True, help_text="Why it was cancelled or closed unanswered."
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = OutreachPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "outreach plan"
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=~Q(state="cancelled"),
                name="a_request_has_one_plan_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"])
                | (Q(half_days__gt=0) & ~Q(leader_name="") & ~Q(leader_email="")
                   & ~Q(base_head_email="")),
                name="a_plan_to_agree_names_its_days_and_its_leaders",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_plan_does_not_end_before_it_starts",
                violation_error_message="A plan does not end before it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["completed", "evaluation_sent", "evaluated", "closed"])
                | Q(completed_on__isnull=False),
                name="a_completed_plan_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="a_cancelled_plan_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Plan {self.pk}"

    @property
    def days(self) -> float:
        return self.half_days / 2

    @property
    def may_be_visited(self) -> bool:
        return self.state in VISITING_STATES

    @property
    def parties_needed(self) -> tuple[Party, ...]:
        """Whose agreement it needs, the authority's where it pays (DOMAIN 2.6)."""
        return tuple(p for p in Party if p != Party.AUTHORITY or self.authority_pays)

    @property
    def live_agreement(self) -> "OutreachAgreement | None":
        return self.agreements.filter(superseded_at=None).first()


class PlanObjective(models.Model):
    """CB ¶6: clear objectives. Each has its measure and its date."""

    plan = models.ForeignKey(OutreachPlan, on_delete=models.CASCADE, related_name="objectives")
    objective = models.CharField(max_length=300)
    measure = models.CharField("how you will know", max_length=300)
    by_when = models.DateField("by when")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(objective="") & ~Q(measure=""), name="an_objective_has_a_measure"
            )
        ]

    def __str__(self) -> str:
        return self.objective


class SupportedColleague(models.Model):
    """Whom the plan supports: for the five who may read it, and nobody else (DOMAIN 2.6, P14). A
    table of its own, so that no list, export, index or log of plans can carry it by chance."""

    plan = models.ForeignKey(
        OutreachPlan, on_delete=models.CASCADE, related_name="supported_colleagues"
    )
    name = models.CharField(max_length=200)
    job = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return "Supported colleague"


class PlanParty(models.Model):
    """One party asked to agree one version, by a link that works once or by log-in."""

    Party = Party

    plan = models.ForeignKey(OutreachPlan, on_delete=models.CASCADE, related_name="parties")
    version = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=12, choices=Party.choices)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text="None when it was agreed by the link.",
    )  # fmt: skip
    sent_back_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "version", "party"], name="a_party_is_asked_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(sent_back_at=None),
                name="a_party_agrees_or_sends_back",
            ),
        ]

    def __str__(self) -> str:
        return self.get_party_display()


class OutreachAgreement(models.Model):
    """That every party has agreed a version, and on which day. It exists only when all have; visits
    point at it, so the database itself refuses a visit on a plan that is not agreed (CA L26)."""

    plan = models.ForeignKey(OutreachPlan, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    ast_on = models.DateField("the AST")
    base_head_on = models.DateField("head of the base school")
    host_leader_on = models.DateField("senior leader of the host school")
    authority_asked = models.BooleanField(default=True)
    authority_on = models.DateField("local authority", null=True, blank=True)
    agreed_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "version"], name="a_version_of_a_plan_is_agreed_once"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(superseded_at=None),
                name="a_plan_has_one_agreement_in_force",
            ),
            models.CheckConstraint(
                condition=Q(authority_asked=False) | Q(authority_on__isnull=False),
                name="the_authority_agrees_what_it_pays_for",
            ),
        ]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"
