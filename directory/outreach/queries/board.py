"""The board of requests: what is open by what has to be done next, the first bands on top."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from directory.outreach.models import OutreachRequest
from directory.outreach.queries.bands import Band, bands_of
from directory.outreach.states.request import OPEN_REQUEST_STATES, RequestState

SETTLED_A_PAGE = 30
# What each column asks for, in the order of the work.
COLUMNS = (
    (RequestState.SUBMITTED, "To acknowledge"),
    (RequestState.ACKNOWLEDGED, "To consult or match"),
    (RequestState.WITH_ADVISER, "With an adviser"),
    (RequestState.MATCHED, "To offer to the base school"),
    (RequestState.OFFERED, "With the base school"),
    (RequestState.ACCEPTED, "Accepted, to plan"),
    (RequestState.WAITING, "Waiting list"),
)


@dataclass(frozen=True)
class Row:
    """One request on the board. `others` counts the school's other open requests, which may be the
    same need asked for twice."""

    request: OutreachRequest
    band: Band
    others: int

    @property
    def waits(self) -> str:
        days = self.request.days_waiting()
        return "today" if days == 0 else f"{days} day{'s' * (days != 1)}"

    @property
    def line(self) -> str:
        """Subject and key stage, and whom it is for."""
        it = self.request
        who = it.practitioner or it.preferred
        parts = (it.subject, it.key_stage, f"for {who}" if who else "")
        return ", ".join(str(part) for part in parts if part)


@dataclass
class Board:
    columns: list[tuple[str, list[Row]]] = field(default_factory=list)
    settled: Page | None = None

    @property
    def is_empty(self) -> bool:
        return not any(rows for _, rows in self.columns)


def board(page: str = "") -> Board:
    """The number of queries does not depend on the number of requests."""
    together = ("school", "subject", "key_stage", "practitioner", "preferred", "adviser")
    found = list(OutreachRequest.objects.open().select_related(*together))
    bands = bands_of(found)
    per_school: dict[int, int] = defaultdict(int)
    for each in found:
        per_school[each.school_id] += 1
    by_state: dict[str, list[Row]] = defaultdict(list)
    for each in sorted(found, key=lambda it: (bands[it.pk].number, it.submitted_at)):
        row = Row(each, bands[each.pk], per_school[each.school_id] - 1)
        by_state[each.state].append(row)
    settled = (
        OutreachRequest.objects.exclude(state__in=OPEN_REQUEST_STATES)
        .select_related("school", "practitioner")
        .order_by("-state_since", "-pk")
    )
    return Board(
        columns=[(words, by_state[state]) for state, words in COLUMNS],
        settled=Paginator(settled, SETTLED_A_PAGE).get_page(page),
    )


def others_of_school(request: OutreachRequest) -> list[OutreachRequest]:
    """The same school's other open requests: perhaps the same need."""
    same = OutreachRequest.objects.open().of_school(request.school).exclude(pk=request.pk)
    return list(same.select_related("subject", "key_stage"))
