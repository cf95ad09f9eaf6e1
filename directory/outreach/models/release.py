"""Posts on a stream by date, and the release of each post's money at the end of each term (CB
¶7)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from directory.models import Term
from directory.outreach.funding_enums import COMMITTED, OPEN_RELEASES, Paper, Payee, ReleaseState
from directory.outreach.models.funding import FundingStream
from directory.outreach.models.post import ASTPost


class StreamPostQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "StreamPostQuerySet":
        """On the stream on one day at least of these."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class StreamPost(models.Model):
    """A post is paid from a stream from a day to a day, with what the grant pays for in a whole
    financial year (CA L73). Amounts only: no salary is kept here (CA L25)."""

    stream = models.ForeignKey(FundingStream, on_delete=models.PROTECT, related_name="posts")
    post = models.ForeignKey(ASTPost, on_delete=models.PROTECT, related_name="streams")
    starts_on = models.DateField("from")
    ends_on = models.DateField("to", help_text="The last day on the stream.")
    cover_pence = models.PositiveIntegerField("cover", default=0)
    pay_scale_difference_pence = models.PositiveIntegerField("pay-scale difference", default=0)
    management_allowance_pence = models.PositiveIntegerField("management allowance", default=0)

    objects = StreamPostQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = "post on a stream"
        verbose_name_plural = "posts on streams"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="a_post_leaves_a_stream_after_it_joins",
            ),
            models.UniqueConstraint(fields=["stream", "post"], name="a_post_is_on_a_stream_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post} on {self.stream}"

    @property
    def yearly_pence(self) -> int:
        """What a whole financial year on the stream costs."""
        return self.cover_pence + self.pay_scale_difference_pence + self.management_allowance_pence


class FundingReleaseQuerySet(models.QuerySet):
    def committed(self) -> "FundingReleaseQuerySet":
        return self.filter(state__in=COMMITTED)

    def open(self) -> "FundingReleaseQuerySet":
        return self.filter(state__in=OPEN_RELEASES)

    def late(self, day: date | None = None) -> "FundingReleaseQuerySet":
        """The term is over and the money is not released (arrears)."""
        return self.open().filter(term__ends_on__lt=day or timezone.localdate())


def _received(paper: Paper) -> Q:
    return Q(**{f"{paper}_on__isnull": False})


_ALL_PAPERS = _received(Paper.CALENDAR) & _received(Paper.PLANS) & _received(Paper.VISITS)
_BEFORE_PAPERS = [ReleaseState.AWAITING.value, ReleaseState.WITHHELD.value]
_AGREED = [ReleaseState.CONFIRMED.value, ReleaseState.RELEASED.value]


def _by():
    """An account that did something with money stays on record (PROTECT)."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def _pair(paper: Paper) -> models.CheckConstraint:
    on, by = f"{paper}_on__isnull", f"{paper}_by__isnull"
    return models.CheckConstraint(
        condition=Q(**{on: True, by: True}) | Q(**{on: False, by: False}),
        name=f"{paper}_received_has_a_day_and_a_person",
    )


class FundingRelease(models.Model):
    """The money of one post for one term. The authority marks each paper received; one person
    proposes, another confirms; it goes out no earlier than the term's last day."""

    post = models.ForeignKey(ASTPost, on_delete=models.PROTECT, related_name="releases")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="releases")
    stream = models.ForeignKey(FundingStream, on_delete=models.PROTECT, related_name="releases")
    state = models.CharField(
        max_length=9, choices=ReleaseState.choices, default=ReleaseState.AWAITING
    )
    amount_pence = models.PositiveIntegerField("amount", default=0)
    # The term's last day as it stood when the release was opened or its money went out.
    not_before = models.DateField()
    payee = models.CharField(max_length=6, choices=Payee.choices, default=Payee.SCHOOL)
    payee_name = models.CharField(max_length=200)

    calendar_on, calendar_by = models.DateField(null=True, blank=True), _by()
    plans_on, plans_by = models.DateField(null=True, blank=True), _by()
    visits_on, visits_by = models.DateField(null=True, blank=True), _by()

    proposed_at, proposed_by = models.DateTimeField(null=True, blank=True), _by()
    confirmed_at, confirmed_by = models.DateTimeField(null=True, blank=True), _by()
    released_on, released_by = models.DateField(null=True, blank=True), _by()
    withheld_reason = models.CharField(max_length=300, blank=True)

    objects = FundingReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-term__starts_on", "pk"]
        verbose_name = "release of funding"
        verbose_name_plural = "releases of funding"
        permissions = [
            ("propose_fundingrelease", "Can mark papers received and propose a release"),
            ("confirm_fundingrelease", "Can confirm a release that another proposed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["post", "term"], name="a_post_has_one_release_a_term"),
            *(_pair(paper) for paper in Paper),
            models.CheckConstraint(
                condition=Q(state__in=_BEFORE_PAPERS) | _ALL_PAPERS,
                name="no_release_before_all_three_papers",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReleaseState.PROPOSED) | Q(proposed_by__isnull=False),
                name="a_proposed_release_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_AGREED)
                | Q(proposed_by__isnull=False, confirmed_by__isnull=False),
                name="a_confirmed_release_has_two_people",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None)
                | Q(confirmed_by=None)
                | ~Q(confirmed_by=F("proposed_by")),
                name="nobody_confirms_what_they_proposed",
                violation_error_message="Somebody else has to confirm it.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReleaseState.RELEASED)
                | Q(released_by__isnull=False, released_on__gte=F("not_before")),
                name="no_money_before_the_end_of_term",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReleaseState.WITHHELD) | ~Q(withheld_reason=""),
                name="a_withheld_release_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.term}"

    @property
    def received(self) -> dict[Paper, date | None]:
        """Each paper, and the day the authority marked it received."""
        return {paper: getattr(self, f"{paper}_on") for paper in Paper}

    @property
    def missing(self) -> list[Paper]:
        """The papers still to come."""
        return [paper for paper, day in self.received.items() if day is None]

    @property
    def pounds(self) -> str:
        """The amount as a spreadsheet takes it: "1061.11"."""
        return f"{self.amount_pence // 100}.{self.amount_pence % 100:02d}"

    @property
    def is_late(self) -> bool:
        return self.state in OPEN_RELEASES and self.term.ends_on < timezone.localdate()
