"""What is an adviser's own: what waits for their word, what they asked for, what came of it."""

from dataclasses import dataclass

from directory.outreach.models import OutreachPlan, OutreachRequest
from directory.outreach.states.request import RequestState

SHOWN = 30


@dataclass(frozen=True)
class AdviserPage:
    to_advise: list[OutreachRequest]
    asked: list[OutreachRequest]
    plans: list[OutreachPlan]

    @property
    def is_empty(self) -> bool:
        return not (self.to_advise or self.asked or self.plans)


def page_of(user) -> AdviserPage:
    """Three queries. Another adviser's requests are in none of them."""
    together = ("school", "subject", "practitioner")
    mine = OutreachRequest.objects.select_related(*together)
    return AdviserPage(
        to_advise=list(
            mine.filter(adviser=user, state=RequestState.WITH_ADVISER).order_by("state_since")
        ),
        asked=list(mine.filter(requested_by=user).order_by("-submitted_at")[:SHOWN]),
        plans=list(
            OutreachPlan.objects.filter(request__requested_by=user)
            .select_related("practitioner", "host_school")
            .order_by("-created_at")[:SHOWN]
        ),
    )
