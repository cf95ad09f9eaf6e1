"""The coordinator's desk: exceptions only, built for half a day a week (CA L45). One query for each
list, whatever its length."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Window
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import counted, long_date
from directory.outreach.enums import PostState
from directory.outreach.funding_enums import ReleaseState
from directory.outreach.models import (
    ASTPost,
    FundingRelease,
    FundingStream,
    OutreachEvaluation,
    OutreachRequest,
    Policy,
    PostReview,
)
from directory.outreach.models.term_return import DUE_AFTER
from directory.outreach.queries.deployment import GROUPS_EXPECTED
from directory.outreach.queries.network import terms_without_meeting
from directory.outreach.queries.term_returns import for_authority
from directory.outreach.readers import current_asts
from directory.outreach.return_enums import UNWRITTEN, ReturnState
from directory.outreach.services.reminding import unanswered_parties
from directory.outreach.sessions_led import groups_led
from directory.outreach.states.request import RequestState

SHOWN = 5


@dataclass(frozen=True)
class Item:
    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class DeskList:
    """One kind of thing that is late, waits or needs a decision. `remind` names the bulk reminder;
    `more_url` leads to all of them."""

    title: str
    items: list[Item]
    count: int
    more_url: str = ""
    remind: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.items)


@dataclass(frozen=True)
class Desk:
    late: list[DeskList]
    waiting: list[DeskList]
    decisions: list[DeskList]

    @property
    def is_clear(self) -> bool:
        return not (self.late or self.waiting or self.decisions)


def desk() -> Desk:
    """Every list that has something in it, in the order of the work."""
    return Desk(
        late=_filled(_returns_overdue(), _evaluations_overdue(), _arrears(), _meetings_missed(),
                     _policies(), _streams(), _study_groups()),
        waiting=_filled(*_requests_waiting(), _plans_waiting(), _to_confirm(), _to_pay()),
        decisions=_filled(_to_acknowledge(), _to_match(), _reviews(), _posts_asked_for(),
                          _returns_to_receive(), _to_propose()),
    )  # fmt: skip


def _filled(*lists: DeskList) -> list[DeskList]:
    return [each for each in lists if each.count]


def _list(
    title: str, rows: QuerySet, item: Callable[..., Item], more_url: str = "", remind: str = ""
) -> DeskList:
    """The first few and how many there are, in one query."""
    found = list(rows.annotate(desk_count=Window(Count("pk")))[:SHOWN])
    count = found[0].desk_count if found else 0
    return DeskList(title, [item(each) for each in found], count, more_url, remind)


# Late


def _returns_overdue() -> DeskList:
    rows = for_authority().filter(
        state__in=UNWRITTEN, term__ends_on__lt=timezone.localdate() - DUE_AFTER
    )
    return _list(
        "Termly returns overdue",
        rows,
        lambda each: Item(
            each.practitioner.name,
            reverse("outreach:return", args=[each.pk]),
            f"{each.term}, due {long_date(each.due_on)}",
        ),
        reverse("outreach:returns"),
        "returns",
    )


def _evaluations_overdue() -> DeskList:
    rows = OutreachEvaluation.objects.overdue().select_related(
        "plan__host_school", "plan__practitioner"
    )
    return _list(
        "Evaluations overdue",
        rows.order_by("due_on"),
        lambda each: Item(
            f"{each.plan.host_school}, for {each.plan.practitioner}",
            reverse("outreach:plan", args=[each.plan_id]),
            f"due {long_date(each.due_on)}",
        ),
        reverse("outreach:evaluations"),
        "evaluations",
    )


def _arrears() -> DeskList:
    rows = FundingRelease.objects.late().filter(state=ReleaseState.AWAITING)
    return _list(
        "Papers missing after the end of term",
        rows.select_related("post__base_school", "post__subject", "term").order_by("pk"),
        lambda each: Item(
            str(each.post),
            reverse("outreach:release", args=[each.pk]),
            f"{each.term}: {', '.join(paper.label.lower() for paper in each.missing)}",
        ),
        reverse("outreach:funding") + f"?state={ReleaseState.AWAITING}",
    )


def _meetings_missed() -> DeskList:
    terms = terms_without_meeting()
    items = [Item(str(term), reverse("network_meeting:add")) for term in terms]
    return DeskList("Terms without a network meeting", items, len(items))


def _policies() -> DeskList:
    return _list(
        "Policies to look at again",
        Policy.objects.to_review().order_by("review_on"),
        lambda each: Item(
            str(each), reverse("policy:edit", args=[each.pk]), f"since {long_date(each.review_on)}"
        ),
    )


def _streams() -> DeskList:
    rows = FundingStream.objects.filter(
        ended_on__lt=timezone.localdate(), successor=None, posts__ends_on=F("ended_on")
    ).distinct()
    return _list(
        "Ended streams whose posts have no other",
        rows.order_by("pk"),
        lambda each: Item(
            str(each),
            reverse("funding_stream:edit", args=[each.pk]),
            f"ended {long_date(each.ended_on)}",
        ),
    )


def _study_groups() -> DeskList:
    """CB ¶4: all ASTs offer three a year."""
    year = AcademicYear.current()
    people = list(current_asts())
    led = groups_led([each.pk for each in people], year.first_day, year.last_day)
    short = [each for each in people if led.get(each.pk, 0) < GROUPS_EXPECTED]
    items = [
        Item(each.name, "", f"{led.get(each.pk, 0)} of {GROUPS_EXPECTED} this year")
        for each in short[:SHOWN]
    ]
    return DeskList("ASTs with fewer than three study groups", items, len(short))


# What waits on whom


def _requests_waiting() -> list[DeskList]:
    """With an adviser, with a base school, with the AST who is to plan."""
    kinds = (
        (RequestState.WITH_ADVISER, "Requests with an adviser", ""),
        (RequestState.OFFERED, "Requests with a base school", "offers"),
        (RequestState.ACCEPTED, "Requests with the AST, to plan", ""),
    )
    return [
        _list(words, _requests(state), _request, _board(), remind) for state, words, remind in kinds
    ]


def _requests(state: RequestState) -> QuerySet:
    rows = OutreachRequest.objects.filter(state=state)
    return rows.select_related("school", "adviser", "practitioner").order_by("state_since", "pk")


def _request(each: OutreachRequest) -> Item:
    who = each.practitioner or (each.adviser if each.state == RequestState.WITH_ADVISER else None)
    since = f"since {long_date(each.state_since)}"
    note = f"{who}, {since}" if who else since
    return Item(str(each.school), reverse("outreach:request", args=[each.pk]), note)


def _board() -> str:
    return reverse("outreach:requests")


def _plans_waiting() -> DeskList:
    return _list(
        "Plans waiting to be agreed",
        unanswered_parties().order_by("asked_at", "pk"),
        lambda each: Item(
            f"{each.plan.practitioner} and {each.plan.host_school}",
            reverse("outreach:plan", args=[each.plan_id]),
            f"{each.get_party_display()}, since {long_date(each.asked_at)}",
        ),
        reverse("outreach:plans"),
        "plans",
    )


def _to_confirm() -> DeskList:
    return _releases("Money with the second person", ReleaseState.PROPOSED)


def _to_pay() -> DeskList:
    return _releases("Money confirmed, to be released", ReleaseState.CONFIRMED, over=True)


def _to_propose() -> DeskList:
    return _releases("Money ready to propose", ReleaseState.READY)


def _releases(title: str, state: ReleaseState, *, over: bool = False) -> DeskList:
    rows = FundingRelease.objects.filter(state=state)
    if over:
        rows = rows.filter(term__ends_on__lte=timezone.localdate())
    return _list(
        title,
        rows.select_related("post__base_school", "post__subject", "term").order_by("pk"),
        lambda each: Item(
            str(each.post), reverse("outreach:release", args=[each.pk]), str(each.term)
        ),
        reverse("outreach:funding") + f"?state={state}",
    )


# What needs a decision


def _to_acknowledge() -> DeskList:
    rows = _requests(RequestState.SUBMITTED)
    return _list("New requests for support", rows, _request, _board())


def _to_match() -> DeskList:
    rows = OutreachRequest.objects.filter(
        state__in=[RequestState.ACKNOWLEDGED, RequestState.MATCHED, RequestState.WAITING]
    )
    together = ("school", "adviser", "practitioner")
    ordered = rows.select_related(*together).order_by("submitted_at", "pk")
    return _list("Requests to match or to offer", ordered, _request, _board())


def _reviews() -> DeskList:
    rows = PostReview.objects.waiting().select_related("post__base_school", "post__subject")
    return _list(
        "Posts under review",
        rows.order_by("opened_on"),
        lambda each: Item(
            str(each.post),
            reverse("outreach:post", args=[each.post_id]),
            f"since {long_date(each.opened_on)}",
        ),
    )


def _posts_asked_for() -> DeskList:
    rows = ASTPost.objects.filter(state=PostState.PROPOSED)
    return _list(
        "Posts asked for",
        rows.select_related("base_school", "subject").order_by("pk"),
        lambda each: Item(str(each), reverse("outreach:post", args=[each.pk])),
    )


def _returns_to_receive() -> DeskList:
    rows = for_authority().filter(state=ReturnState.SUBMITTED)
    return _list(
        "Termly returns to receive",
        rows,
        lambda each: Item(
            each.practitioner.name,
            reverse("outreach:return", args=[each.pk]),
            f"{each.term}{', a nil return' if each.is_nil else ''}",
        ),
        reverse("outreach:returns"),
    )


def summary(found: Desk) -> str:
    """The desk in one sentence, for the top of the page."""
    parts = [
        (found.late, "late"),
        (found.waiting, "waiting on somebody"),
        (found.decisions, "for you to decide or do"),
    ]
    said = [
        f"{counted(sum(each.count for each in lists), 'thing')} {words}"
        for lists, words in parts
        if lists
    ]
    return ", ".join(said) + "." if said else "Nothing is late, waits or needs a decision."
