"""A school asks for an AST's support, or somebody asks for it."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import KeyStage, Practitioner, School, Subject
from directory.outreach.states.request import OPEN_REQUEST_STATES, RequestState


class Route(models.TextChoices):
    """How it came. The three routes of CA L32-35, and the school's own request (CB ¶10)."""

    SCHOOL = "school", "The school asked"
    IMPROVEMENT = "improvement", "Improvement priority"
    PROGRAMME = "programme", "Professional development programme"
    LINK = "link", "School link"


class LinkType(models.TextChoices):
    """CA L35: ASTs work with their own schools' neighbours."""

    FEEDER = "feeder", "Feeder school"
    PARTNER = "partner", "Partner school"


class OutreachRequestQuerySet(models.QuerySet):
    def open(self) -> "OutreachRequestQuerySet":
        """Somebody still has to do something about these."""
        return self.filter(state__in=OPEN_REQUEST_STATES)

    def of_school(self, school: School) -> "OutreachRequestQuerySet":
        """Those in which the school asks."""
        return self.filter(school=school)


class OutreachRequest(models.Model):
    """What a school needs and who was found for it. Its band of priority is worked out when it is
    read (queries.bands), since a school's category changes while its request waits."""

    Route, LinkType, State = Route, LinkType, RequestState

    form_number = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="The same form sent twice is one.",
    )
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="outreach_requests")
    route = models.CharField(max_length=12, choices=Route.choices, default=Route.SCHOOL)
    base_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Of a school link: the AST's own school, which raised it.",
    )  # fmt: skip
    link_type = models.CharField(max_length=8, choices=LinkType.choices, blank=True)

    requester_name = models.CharField(max_length=200)
    requester_job = models.CharField("job", max_length=120, blank=True)
    requester_email = models.EmailField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="outreach_requests",
    )  # fmt: skip
    head_agrees = models.BooleanField("the headteacher agrees", default=False)

    subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key_stage = models.ForeignKey(
        KeyStage, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    need = models.TextField("what help is needed")
    outcome = models.TextField("outcome wanted", blank=True)
    half_days_wanted = models.PositiveSmallIntegerField(null=True, blank=True)
    preferred_dates = models.CharField(max_length=300, blank=True)
    preferred = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="preferred AST",
    )  # fmt: skip

    state = models.CharField(
        max_length=12, choices=RequestState.choices, default=RequestState.SUBMITTED, db_index=True
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    state_since = models.DateTimeField(default=timezone.now)
    reason = models.CharField(
        max_length=500,
        blank=True,
        help_text="Why it waits, or was declined, in words for a school.",
    )
    base_school_decides = models.BooleanField(
        default=False, help_text="The base school funds the post, so it decides (CB ¶2)."
    )
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT,
        related_name="outreach_requests", verbose_name="AST",
    )  # fmt: skip
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    adviser_comment = models.TextField(blank=True)
    consulted_on = models.DateField(
        null=True, blank=True, help_text="When an adviser was consulted (CB ¶6)."
    )

    objects = OutreachRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request for support"
        verbose_name_plural = "requests for support"
        ordering = ["submitted_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(route="link", base_school__isnull=False) & ~Q(link_type="")
                | ~Q(route="link") & Q(base_school__isnull=True, link_type=""),
                name="a_school_link_names_the_base_school_and_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["matched", "offered", "accepted", "planned"])
                | Q(practitioner__isnull=False),
                name="a_matched_request_names_an_ast",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "waiting"]) | ~Q(reason=""),
                name="a_request_that_is_declined_or_waits_says_why",
            ),
            models.CheckConstraint(
                condition=Q(base_school_decides=True)
                | Q(route="link")
                | ~Q(state__in=["matched", "offered", "accepted", "planned"])
                | Q(consulted_on__isnull=False),
                name="an_adviser_is_consulted_before_the_authority_matches",
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    @property
    def days_wanted(self) -> float | None:
        return None if self.half_days_wanted is None else self.half_days_wanted / 2

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REQUEST_STATES

    def days_waiting(self, day: date | None = None) -> int:
        """Calendar days since it was sent."""
        return ((day or timezone.localdate()) - timezone.localdate(self.submitted_at)).days
