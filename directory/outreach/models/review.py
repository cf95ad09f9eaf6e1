"""Reviews: a post is held against the authority's priorities when its AST leaves (CA L81)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.outreach.enums import OPEN_REVIEWS, Priority, ReviewState, ReviewTrigger
from directory.outreach.models.post import ASTPost

_DECIDED = (ReviewState.PROPOSED, ReviewState.REDIRECTED)


class PostReviewQuerySet(models.QuerySet):
    def waiting(self) -> "PostReviewQuerySet":
        return self.filter(state__in=OPEN_REVIEWS)


class PostReview(models.Model):
    """One look at one post: which of the four priorities hold, what was discussed with the school,
    what was decided, and what came of an appeal."""

    State = ReviewState

    post = models.ForeignKey(ASTPost, on_delete=models.PROTECT, related_name="reviews")
    trigger = models.CharField(max_length=10, choices=ReviewTrigger.choices)
    state = models.CharField(
        max_length=13, choices=ReviewState.choices, default=ReviewState.OPEN, db_index=True
    )
    successor_wanted = models.BooleanField(default=False)
    opened_on = models.DateField(default=timezone.localdate)
    settled_on = models.DateField(null=True, blank=True)

    weighed_on = models.DateField(
        null=True, blank=True, help_text="When the four priorities were gone through."
    )
    priority_phase = models.BooleanField(Priority.PHASE.label, default=False)
    priority_category = models.BooleanField(Priority.CATEGORY.label, default=False)
    priority_subject = models.BooleanField(Priority.SUBJECT.label, default=False)
    priority_area = models.BooleanField(Priority.AREA.label, default=False)
    discussion = models.TextField("what was discussed with the school", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    appeal = models.TextField("why the school appeals", blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    answer = models.TextField("the director's answer", blank=True)
    heard_on = models.DateField(null=True, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PostReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(state__in=OPEN_REVIEWS),
                name="a_post_is_under_one_review_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_DECIDED)
                | Q(
                    priority_phase=False,
                    priority_category=False,
                    priority_subject=False,
                    priority_area=False,
                ),
                name="funding_is_redirected_only_where_no_priority_holds",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(weighed_on__isnull=False),
                name="a_post_is_weighed_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | ~Q(discussion=""),
                name="a_decision_has_a_note_of_the_discussion",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_REVIEWS, settled_on=None)
                | (~Q(state__in=OPEN_REVIEWS) & Q(settled_on__isnull=False)),
                name="a_review_that_is_over_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.post}"

    @property
    def priorities(self) -> list[Priority]:
        """Those of the four that hold."""
        return [each for each in Priority if getattr(self, f"priority_{each.value}")]
