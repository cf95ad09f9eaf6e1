"""Where the money comes from: streams, what was decided about them, and the posts on them."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from core.financial_year import FinancialYear
from core.templatetags.wording import long_date
from directory.outreach.funding_enums import DecisionOutcome


class FundingStreamQuerySet(models.QuerySet):
    def in_year(self, year: FinancialYear) -> "FundingStreamQuerySet":
        return self.filter(financial_year=year.start)


class FundingStream(models.Model):
    """An amount for one financial year (CB L26). A stream that ends never ends posts: it asks for a
    successor (CB ¶5)."""

    name = models.CharField(max_length=120)
    financial_year = models.PositiveSmallIntegerField(
        help_text="The year its April is in: 2012 for 2012/13.",
        validators=[
            MinValueValidator(1998, "ASTs began in 1998: check the year."),
            MaxValueValidator(2199, "Check the year."),
        ],
    )
    amount_pence = models.PositiveBigIntegerField("amount")
    ended_on = models.DateField(
        null=True, blank=True, help_text="Its last day, where it stops before 31 March."
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    end_condition = models.TextField(
        blank=True, help_text="“Until posts of another kind are made”, as it was resolved."
    )
    review_on = models.DateField("look at it again on", null=True, blank=True)

    objects = FundingStreamQuerySet.as_manager()

    class Meta:
        ordering = ["-financial_year", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "financial_year"],
                name="a_stream_has_its_name_once_a_year",
                violation_error_message="There is a stream of this name in this year already.",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")), name="a_stream_does_not_follow_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"

    @property
    def year(self) -> FinancialYear:
        return FinancialYear(self.financial_year)

    @property
    def last_day(self) -> date:
        return self.ended_on or self.year.last_day

    @property
    def status(self) -> str:
        """What was decided last; "Not decided" before anything was."""
        decisions = sorted(self.decisions.all(), key=lambda each: (each.decided_on, each.pk))
        return decisions[-1].get_outcome_display() if decisions else "Not decided"


class StreamDecision(models.Model):
    """What a body resolved on a stream, and when: written once, never changed."""

    stream = models.ForeignKey(FundingStream, on_delete=models.PROTECT, related_name="decisions")
    body = models.CharField("decided by", max_length=120, default="Schools Forum")
    decided_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=DecisionOutcome.choices)
    resolution = models.TextField(help_text="The words of the minutes.")

    class Meta:
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} by {self.body}, {long_date(self.decided_on)}"
