"""What the page of the register shows: the day, the ticks, the lines, the counts."""

from datetime import date
from functools import cached_property

from django.forms import Form
from django.utils import timezone

from directory.outreach.enums import FundingType
from directory.outreach.models import ReleaseAgreement
from directory.outreach.queries.coverage import coverage
from directory.outreach.queries.register import (
    RegisterLine,
    academies_releasing,
    allocation_on,
    counts_of,
    in_words,
    register_on,
)
from directory.queries.hosts import host_authority_code


class RegisterPage:
    """One day's register, narrowed by what the form says; today's where the form has faults."""

    def __init__(self, form: Form) -> None:
        self.ticks = form.cleaned_data if form.is_valid() else {}

    @cached_property
    def day(self) -> date:
        return self.ticks.get("on") or timezone.localdate()

    @cached_property
    def everything(self) -> list[RegisterLine]:
        return register_on(self.day)

    @cached_property
    def lines(self) -> list[RegisterLine]:
        return [line for line in self.everything if self._wanted(line)]

    @cached_property
    def counts(self) -> str:
        """The whole register of the day in words, whatever is ticked."""
        return in_words(counts_of(self.everything))

    @cached_property
    def figures(self) -> list[tuple[int, str]]:
        filled = sum(line.appointment is not None for line in self.everything)
        return [
            (len(self.everything), "posts"),
            (filled, "filled"),
            (len(self.everything) - filled, "vacant"),
            (academies_releasing(self.day), "academies releasing"),
        ]

    @cached_property
    def allocation(self):
        return allocation_on(self.day, host_authority_code())

    @cached_property
    def la_funded(self) -> int:
        return counts_of(self.everything)[FundingType.LA_FUNDED].total()

    @cached_property
    def coverage(self) -> tuple:
        return coverage(self.everything)

    @cached_property
    def waiting(self) -> list[RegisterLine]:
        """Under review on the day: they wait for somebody's decision."""
        return [line for line in self.everything if line.under_review]

    @cached_property
    def releases(self) -> list[ReleaseAgreement]:
        live = ReleaseAgreement.objects.live(self.day)
        return list(live.select_related("academy", "post__subject").order_by("academy__name"))

    @property
    def is_narrowed(self) -> bool:
        return len(self.lines) != len(self.everything)

    def _wanted(self, line: RegisterLine) -> bool:
        ticks = self.ticks
        asked = [
            (ticks.get("funding"), line.funding),
            (ticks.get("counted"), line.counted_as),
            (ticks.get("subject"), line.post.subject),
            (ticks.get("area"), line.then.area),
        ]
        if any(wanted and wanted != has for wanted, has in asked):
            return False
        return not ticks.get("standing") or _stands(line, ticks["standing"])


def _stands(line: RegisterLine, standing: str) -> bool:
    if standing == "review":
        return line.under_review
    retained = line.funding == FundingType.ACADEMY_KEPT
    if standing == "retained":
        return retained
    return not retained and (line.appointment is not None) == (standing == "filled")
