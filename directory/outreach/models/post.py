"""AST posts: what the authority or a school pays for, whoever holds it (CA L81)."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from directory.enums import Role
from directory.models import School, Subject
from directory.outreach.enums import ENDED, NEVER_OPENED, FundingType, Phase, PostState
from directory.scoping import schools_with

ONE_DAY_A_WEEK = 20  # percent of a working week (CB ¶1, CA L30)


def led_by(user) -> Q:
    """Rows whose base school the person leads today; the path is `base_school`."""
    return Q(base_school__in=schools_with(user, (Role.SCHOOL_LEAD,)))


class ASTPostQuerySet(models.QuerySet):
    def on(self, day: date | None = None) -> "ASTPostQuerySet":
        """Those that exist on a day, today unless one is given: filled, vacant or under review."""
        day = day or timezone.localdate()
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)

    def with_funding(self, day: date | None = None) -> "ASTPostQuerySet":
        """Each with `funding`, the FundingType of the day, None before the first."""
        day = day or timezone.localdate()
        rows = PostFunding.objects.filter(post=OuterRef("pk"), starts_on__lte=day)
        latest = rows.order_by("-starts_on").values("funding_type")[:1]
        return self.annotate(funding=Subquery(latest))

    def funded_as(self, *kinds: FundingType, day: date | None = None) -> "ASTPostQuerySet":
        """Those that exist on the day and are paid for in one of these ways."""
        return self.on(day).with_funding(day).filter(funding__in=kinds)

    def visible_to(self, user) -> "ASTPostQuerySet":
        """The authority's people see all; a lead those of the school; an AST their own."""
        from directory.outreach.permissions import is_authority

        if not user.is_authenticated or not user.is_active:
            return self.none()
        if is_authority(user):
            return self
        # Not by a join: somebody appointed twice would see the post twice.
        held = self.model.objects.filter(appointments__practitioner__user=user)
        return self.filter(led_by(user) | Q(pk__in=held.values("pk")))


class ASTPost(models.Model):
    """A post at a base school for one subject. It outlives the people in it (P8).

    Who pays is in `PostFunding`, who holds it in `ASTAppointment`, both by date. The area is the
    base school's."""

    State = PostState

    base_school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="ast_posts")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="ast_posts")
    phase = models.CharField(
        max_length=9, choices=Phase.choices, help_text="Foundation Stage counts as primary."
    )
    outreach_percent = models.PositiveSmallIntegerField(
        "share for outreach",
        default=ONE_DAY_A_WEEK,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Percent of the AST's own working time: 20 is one day a week of a full post.",
    )
    state = models.CharField(
        max_length=12, choices=PostState.choices, default=PostState.PROPOSED, db_index=True
    )
    opened_on = models.DateField("in force from", null=True, blank=True)
    closed_on = models.DateField(
        null=True, blank=True, help_text="The first day on which there is no such post."
    )
    exempt_from = models.DateField("exempt from outreach from", null=True, blank=True)
    exempt_until = models.DateField("exempt up to and including", null=True, blank=True)
    exempt_reason = models.CharField(
        "reason for the exemption",
        max_length=300,
        blank=True,
        help_text="Outreach is expected of every AST, also where the school pays (CA L75).",
    )

    objects = ASTPostQuerySet.as_manager()

    class Meta:
        ordering = ["base_school__name", "pk"]
        verbose_name = "AST post"
        constraints = [
            models.CheckConstraint(
                condition=Q(outreach_percent__gte=1, outreach_percent__lte=100),
                name="a_posts_share_is_between_1_and_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_OPENED, opened_on=None)
                | (~Q(state__in=NEVER_OPENED) & Q(opened_on__isnull=False)),
                name="a_post_in_force_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, closed_on__isnull=False)
                | (~Q(state__in=ENDED) & Q(closed_on=None)),
                name="a_post_that_ended_says_when_and_no_other_does",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="a_post_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(exempt_from=None, exempt_until=None, exempt_reason="")
                | (Q(exempt_from__isnull=False) & ~Q(exempt_reason="")),
                name="an_exemption_from_outreach_has_a_day_and_a_reason",
                violation_error_message=(
                    "An exemption from outreach needs the day it begins and a reason."
                ),
            ),
            models.CheckConstraint(
                condition=Q(exempt_until=None) | Q(exempt_until__gte=models.F("exempt_from")),
                name="an_exemption_does_not_end_before_it_begins",
                violation_error_message="The exemption ends before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} at {self.base_school}"

    @property
    def area(self) -> str:
        return self.base_school.area

    @property
    def is_in_force(self) -> bool:
        return self.opened_on is not None and self.state not in ENDED

    def funding_on(self, day: date | None = None) -> str | None:
        """The FundingType of the day. Lists take `with_funding` instead."""
        day = day or timezone.localdate()
        rows = self.fundings.filter(starts_on__lte=day).order_by("-starts_on")
        return rows.values_list("funding_type", flat=True).first()

    def is_exempt_on(self, day: date) -> bool:
        """True when no outreach is expected of the post's holder on the day (CA L75)."""
        if self.exempt_from is None or day < self.exempt_from:
            return False
        return self.exempt_until is None or day <= self.exempt_until


class PostFunding(models.Model):
    """From this day on the post is paid for in this way, until the next row's day. With no end of
    its own, no two can overlap and no day can be left out."""

    post = models.ForeignKey(ASTPost, on_delete=models.CASCADE, related_name="fundings")
    funding_type = models.CharField(max_length=16, choices=FundingType.choices)
    starts_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["post", "starts_on"], name="a_posts_funding_changes_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_funding_type_display()} from {self.starts_on:%d.%m.%Y}"
