"""The coordinator's desk: exceptions only, built for half a day a week (CA L45). One query for each
kind of thing, whatever there is of it."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import counted, long_date
from directory.outreach.enums import PostState
from directory.outreach.funding_enums import ReleaseState
from directory.outreach.models import (
    ASTPost,
    CandidateSupport,
    FundingRelease,
    FundingStream,
    OutreachEvaluation,
    OutreachPlan,
    OutreachRequest,
    Policy,
    PostReview,
    TermReturn,
)
from directory.outreach.models.term_return import DUE_AFTER
from directory.outreach.queries.calendars import calendars_to_come
from directory.outreach.queries.deployment import GROUPS_EXPECTED
from directory.outreach.queries.desk_lists import SHOWN, DeskList, Item, list_of, lists_of
from directory.outreach.queries.holders import working_for_others
from directory.outreach.queries.network import terms_without_meeting
from directory.outreach.queries.term_returns import for_authority
from directory.outreach.return_enums import UNWRITTEN, ReturnState
from directory.outreach.services.reminding import unanswered_parties
from directory.outreach.sessions_led import groups_led
from directory.outreach.states.plan import PlanState
from directory.outreach.states.request import RequestState


@dataclass(frozen=True)
class Desk:
    late: list[DeskList]
    waiting: list[DeskList]
    decisions: list[DeskList]


def desk() -> Desk:
    """Every list that has something in it, in the order of the work."""
    requests, releases, returns = _requests(), _releases(), _returns()
    support = _support_to_offer()
    return Desk(
        late=_filled(returns["overdue"], _evaluations_overdue(), _calendars(),
                     releases["arrears"], support["late"], _meetings_missed(), _policies(),
                     _streams()),
        waiting=_filled(requests["with_adviser"], requests["offered"], requests["accepted"],
                        _plans_waiting(), releases["proposed"], releases["confirmed"],
                        _study_groups()),
        decisions=_filled(requests["submitted"], requests["to_match"], _evaluated(),
                          returns["submitted"], releases["ready"], support["due"], _reviews(),
                          _posts_asked_for()),
    )  # fmt: skip


def _filled(*lists: DeskList) -> list[DeskList]:
    return [each for each in lists if each.count]


# Requests


def _requests() -> dict[str, DeskList]:
    """By whom they wait for: the coordinator, an adviser, a base school, the AST."""
    states = {
        "submitted": ("New requests for support", [RequestState.SUBMITTED], ""),
        "to_match": (
            "Requests to match or to offer",
            [RequestState.ACKNOWLEDGED, RequestState.MATCHED, RequestState.WAITING],
            "",
        ),
        "with_adviser": ("Requests with an adviser", [RequestState.WITH_ADVISER], ""),
        "offered": ("Requests with a base school", [RequestState.OFFERED], "offers"),
        "accepted": ("Requests with the AST, to plan", [RequestState.ACCEPTED], ""),
    }
    rows = OutreachRequest.objects.select_related("school", "adviser", "practitioner")
    found = lists_of(
        rows,
        {name: Q(state__in=which) for name, (_, which, _) in states.items()},
        (F("state_since").asc(), F("pk").asc()),
        lambda name, each: _request(each),
    )
    board = reverse("outreach:requests")
    return {
        name: DeskList(title, *found[name], board, remind)
        for name, (title, _, remind) in states.items()
    }


def _request(each: OutreachRequest) -> Item:
    who = each.practitioner or (each.adviser if each.state == RequestState.WITH_ADVISER else None)
    since = f"since {long_date(each.state_since)}"
    note = f"{who}, {since}" if who else since
    return Item(str(each.school), reverse("outreach:request", args=[each.pk]), note)


# Money and returns


def _releases() -> dict[str, DeskList]:
    today = timezone.localdate()
    titles = {
        "arrears": ("Papers missing after the end of term", ReleaseState.AWAITING),
        "ready": ("Money ready to propose", ReleaseState.READY),
        "proposed": ("Money with the second person", ReleaseState.PROPOSED),
        "confirmed": ("Money confirmed, to be released", ReleaseState.CONFIRMED),
    }
    lists = {name: Q(state=state) for name, (_, state) in titles.items()}
    lists["arrears"] &= Q(term__ends_on__lt=today)
    lists["confirmed"] &= Q(term__ends_on__lte=today)
    rows = FundingRelease.objects.select_related("post__base_school", "post__subject", "term")
    found = lists_of(rows, lists, (F("term__starts_on").asc(), F("pk").asc()), _release)
    funding = reverse("outreach:funding")
    return {
        name: DeskList(title, *found[name], f"{funding}?state={state}")
        for name, (title, state) in titles.items()
    }


def _release(name: str, each: FundingRelease) -> Item:
    note = str(each.term)
    if name == "arrears":
        note += f": {', '.join(paper.label.lower() for paper in each.missing)}"
    return Item(str(each.post), reverse("outreach:release", args=[each.pk]), note)


def _returns() -> dict[str, DeskList]:
    late = Q(state__in=UNWRITTEN, term__ends_on__lt=timezone.localdate() - DUE_AFTER)
    lists = {"overdue": late, "submitted": Q(state=ReturnState.SUBMITTED)}
    order = (F("term__starts_on").desc(), F("practitioner__name").asc(), F("pk").asc())
    found = lists_of(for_authority().order_by(), lists, order, _return)
    here = reverse("outreach:returns")
    return {
        "overdue": DeskList("Termly returns overdue", *found["overdue"], here, "returns"),
        "submitted": DeskList("Termly returns to receive", *found["submitted"], here),
    }


def _return(name: str, each: TermReturn) -> Item:
    note = f"{each.term}{', a nil return' if each.is_nil else ''}"
    if name == "overdue":
        sent_back = ", sent back" if each.state == ReturnState.RETURNED else ""
        note = f"{each.term}{sent_back}, due {long_date(each.due_on)}"
    return Item(each.practitioner.name, reverse("outreach:return", args=[each.pk]), note)


# What is late


def _evaluations_overdue() -> DeskList:
    rows = OutreachEvaluation.objects.overdue().select_related(
        "plan__host_school", "plan__practitioner"
    )
    return list_of(
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


def _support_to_offer() -> dict[str, DeskList]:
    """CA L98: whoever met the standards is offered support, within its days."""
    rows = CandidateSupport.objects.filter(done_on=None).select_related("candidate__school")
    today = timezone.localdate()
    lists = {"late": Q(due_on__lt=today), "due": Q(due_on__gte=today) | Q(due_on=None)}
    found = lists_of(rows, lists, (F("due_on").asc(), F("pk").asc()), _support)
    titles = {"late": "Support for candidates overdue", "due": "Support to offer to candidates"}
    url = reverse("outreach:candidates")
    return {name: DeskList(title, *found[name], url) for name, title in titles.items()}


def _support(name: str, each: CandidateSupport) -> Item:
    by = f", by {long_date(each.due_on)}" if each.due_on else ""
    return Item(
        each.candidate.name,
        reverse("outreach:candidate", args=[each.candidate_id]),
        f"{each.candidate.school}{by}",
    )


def _calendars() -> DeskList:
    """CB ¶7: the money of a term waits for its calendar."""
    _, asts = calendars_to_come()
    return list_of(
        "Calendars not handed in",
        asts,
        lambda each: Item(
            each.name, reverse("outreach:ast_outreach", args=[each.pk]), str(each.base_school or "")
        ),
        remind="calendars",
    )


def _meetings_missed() -> DeskList:
    terms = terms_without_meeting()
    items = [Item(str(term), reverse("network_meeting:add")) for term in terms]
    return DeskList("Terms without a network meeting", items, len(items))


def _policies() -> DeskList:
    return list_of(
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
    return list_of(
        "Ended streams whose posts have no other",
        rows.order_by("pk"),
        lambda each: Item(
            str(each),
            reverse("funding_stream:edit", args=[each.pk]),
            f"ended {long_date(each.ended_on)}",
        ),
    )


def _study_groups() -> DeskList:
    """CB ¶4: all ASTs offer three a year, those apart who work in their own school alone."""
    year = AcademicYear.current()
    people = list(working_for_others())
    led = groups_led([each.pk for each in people], year.first_day, year.last_day)
    short = [each for each in people if led.get(each.pk, 0) < GROUPS_EXPECTED]
    short.sort(key=lambda each: led.get(each.pk, 0))
    items = [
        Item(
            each.name,
            reverse("outreach:ast_outreach", args=[each.pk]),
            f"{led.get(each.pk, 0)} of {GROUPS_EXPECTED} this year",
        )
        for each in short[:SHOWN]
    ]
    return DeskList("ASTs with fewer than three study groups", items, len(short))


# What waits on whom, and what needs a decision


def _evaluated() -> DeskList:
    """CB ¶6: the host school has said how it went; the coordinator reads it and closes the plan."""
    rows = OutreachPlan.objects.filter(state=PlanState.EVALUATED, authority_pays=True)
    return list_of(
        "Evaluations to read, and plans to close",
        rows.select_related("practitioner", "host_school").order_by("state_since", "pk"),
        lambda each: Item(
            f"{each.host_school}, for {each.practitioner}",
            reverse("outreach:plan", args=[each.pk]),
            f"since {long_date(each.state_since)}",
        ),
        f"{reverse('outreach:plans')}?state={PlanState.EVALUATED}",
    )


def _plans_waiting() -> DeskList:
    return list_of(
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


def _reviews() -> DeskList:
    rows = PostReview.objects.waiting().select_related("post__base_school", "post__subject")
    return list_of(
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
    return list_of(
        "Posts asked for",
        rows.select_related("base_school", "subject").order_by("pk"),
        lambda each: Item(str(each), reverse("outreach:post", args=[each.pk])),
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
