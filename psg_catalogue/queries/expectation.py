"""Who offers fewer study groups in a year than is expected of them (CB ¶4: three each). A study
group that two lead counts for each of them (P25)."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import Practitioner
from psg_catalogue.enums import ProposalState
from psg_catalogue.models import GroupProposal
from psg_catalogue.queries.told import groups_led


@dataclass(frozen=True)
class LeaderCount:
    """One practitioner in post: study groups on the site or held this year, those proposed and not
    yet answered, and how many are expected."""

    leader: Practitioner
    offered: int
    proposed: int
    expected: int

    @property
    def missing(self) -> int:
        return max(self.expected - self.offered, 0)

    @property
    def words(self) -> str:
        """What lacks: "2 fewer than expected"."""
        return f"{self.missing} fewer than expected" if self.missing else "As expected"


def expectation(year: AcademicYear) -> list[LeaderCount]:
    """Everyone of a kind of whom study groups are expected, those who lack most first. Three
    queries."""
    last = min(year.last_day, max(year.first_day, timezone.localdate()))
    leaders = list(
        Practitioner.objects.current(last)
        .filter(kind__expected_study_groups__gt=0)
        .select_related("kind", "base_school")
    )
    offered = groups_led([each.pk for each in leaders], year.first_day, year.last_day)
    waiting = Counter(
        GroupProposal.objects.filter(
            academic_year=year.start, state=ProposalState.PROPOSED
        ).values_list("proposer_id", flat=True)
    )
    counts = [
        LeaderCount(
            each, offered.get(each.pk, 0), waiting[each.pk], each.kind.expected_study_groups
        )
        for each in leaders
    ]
    return sorted(counts, key=lambda each: (-each.missing, each.leader.name.casefold()))
