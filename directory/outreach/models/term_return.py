"""The report each AST makes on the term's outreach (CA L37)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import Practitioner, Term
from directory.outreach.models.post import ASTPost
from directory.outreach.return_enums import UNWRITTEN, ReturnState

# Days after the last day of the term; a policy of ours, since the sources name none.
DUE_AFTER = timedelta(days=14)


class TermReturnQuerySet(models.QuerySet):
    def unwritten(self) -> "TermReturnQuerySet":
        return self.filter(state__in=UNWRITTEN)

    def overdue(self, day: date | None = None) -> "TermReturnQuerySet":
        """Not written, or sent back, and the day it was due is past."""
        return self.unwritten().filter(term__ends_on__lt=(day or timezone.localdate()) - DUE_AFTER)

    def with_names(self) -> "TermReturnQuerySet":
        return self.select_related("post__base_school", "term", "practitioner")


class TermReturn(models.Model):
    """One for each post and term. The totals come from the records of visits and the sessions led;
    a term with nothing in it needs an explicit nil return (P13)."""

    post = models.ForeignKey(ASTPost, on_delete=models.PROTECT, related_name="returns")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="returns")
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, related_name="returns", verbose_name="AST"
    )
    state = models.CharField(max_length=9, choices=ReturnState.choices, default=ReturnState.DUE)
    is_nil = models.BooleanField("nil return", default=False)
    half_days = models.PositiveSmallIntegerField("outreach, half days", default=0)
    inreach_half_days = models.PositiveSmallIntegerField("in own school, half days", default=0)
    visits = models.PositiveSmallIntegerField(default=0)
    schools = models.PositiveSmallIntegerField("schools visited", default=0)
    sessions_led = models.PositiveSmallIntegerField(default=0)
    highlights = models.TextField("what went well", blank=True)
    barriers = models.TextField("what got in the way", blank=True)
    support_needed = models.TextField("support you need", blank=True)

    submitted_at = models.DateTimeField(null=True, blank=True)
    to_authority = models.BooleanField("sent to the authority", default=False)
    to_head = models.BooleanField("sent to the head", default=False)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_reason = models.CharField("sent back because", max_length=300, blank=True)

    objects = TermReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-term__starts_on", "pk"]
        verbose_name = "termly return"
        permissions = [("receive_termreturn", "Can receive termly returns and send them back")]
        constraints = [
            models.UniqueConstraint(fields=["post", "term"], name="a_post_has_one_return_a_term"),
            models.CheckConstraint(
                condition=Q(is_nil=False)
                | Q(half_days=0, inreach_half_days=0, visits=0, sessions_led=0),
                name="a_nil_return_has_nothing_in_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReturnState.DUE.value, ReturnState.RETURNED.value])
                | Q(is_nil=True)
                | Q(visits__gt=0)
                | Q(sessions_led__gt=0),
                name="an_empty_return_is_an_explicit_nil_return",
            ),
            models.CheckConstraint(
                condition=Q(state=ReturnState.DUE) | Q(submitted_at__isnull=False),
                name="a_return_is_submitted_before_it_is_received",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReturnState.RECEIVED)
                | Q(received_on__isnull=False, received_by__isnull=False),
                name="a_received_return_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReturnState.RETURNED) | ~Q(returned_reason=""),
                name="a_return_sent_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.term}"

    @property
    def due_on(self) -> date:
        return self.term.ends_on + DUE_AFTER

    @property
    def is_overdue(self) -> bool:
        return self.state in UNWRITTEN and self.due_on < timezone.localdate()

    @property
    def corrections_since(self):
        """What was corrected after it was handed in for the last time, the first one first."""
        if self.submitted_at is None or self.state in UNWRITTEN:
            return self.corrections.none()
        return self.corrections.filter(made_at__gte=self.submitted_at).select_related("school")

    @property
    def days(self) -> float:
        """Days of outreach; a half day is 0.5."""
        return self.half_days / 2
