"""What the site itself has of the three papers of a release, to lay beside what the authority marks
received (CB ¶7). Counts and days only: who is supported is in none of it (P14)."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from core.templatetags.wording import as_days, counted, long_date
from directory.models import Practitioner, Term
from directory.outreach.funding_enums import Paper
from directory.outreach.models import (
    FundingRelease,
    OutreachCalendar,
    OutreachPlan,
    OutreachVisit,
    TermReturn,
)
from directory.outreach.return_enums import UNWRITTEN
from directory.outreach.states.plan import FINISHED_STATES, VISITING_STATES, PlanState

NOBODY = "Nobody held the post this term."


@dataclass(frozen=True)
class OnSite:
    """A sentence for each paper, and the pages on which to look at them: title and address."""

    words: dict[Paper, str]
    pages: list[tuple[str, str]]


def papers_on_site(release: FundingRelease) -> OnSite:
    """Of whoever held the post in the term; six queries."""
    term = release.term
    held = release.post.appointments.overlapping(term.starts_on, term.ends_on)
    asts = [each.practitioner for each in held.select_related("practitioner")]
    due = TermReturn.objects.filter(post=release.post_id, term=term).first()
    if not asts:
        return OnSite(dict.fromkeys(Paper, NOBODY), [])
    words = {
        Paper.CALENDAR: _calendar(asts, term),
        Paper.PLANS: _plans(asts, term),
        Paper.VISITS: f"{_visits(asts, term)} {_return(due)}".strip(),
    }
    pages = [
        (f"Outreach of {each}", reverse("outreach:ast_outreach", args=[each.pk])) for each in asts
    ]
    if due:
        pages.append(("Termly return", reverse("outreach:return", args=[due.pk])))
    return OnSite(words, pages)


def _calendar(asts: list[Practitioner], term: Term) -> str:
    rows = OutreachCalendar.objects.filter(practitioner__in=asts, term=term)
    handed_in = rows.filter(submitted_at__isnull=False).order_by("submitted_at").last()
    if handed_in is None:
        return "Not handed in."
    half_days = handed_in.half_days.count()
    return f"Handed in on {long_date(handed_in.submitted_at)}: {_days(half_days)} planned."


def _plans(asts: list[Practitioner], term: Term) -> str:
    """Those of the term: begun before its end and not completed before it began."""
    rows = OutreachPlan.objects.filter(
        Q(completed_on=None) | Q(completed_on__gte=term.starts_on),
        practitioner__in=asts,
        created_at__date__lte=term.ends_on,
    ).exclude(state=PlanState.CANCELLED)
    states = list(rows.values_list("state", flat=True))
    agreed = sum(state in (*VISITING_STATES, *FINISHED_STATES) for state in states)
    if not states:
        return "No plan."
    open_ones = f", {len(states) - agreed} not agreed yet" if len(states) > agreed else ""
    return f"{counted(agreed, 'plan')} agreed{open_ones}."


def _visits(asts: list[Practitioner], term: Term) -> str:
    visits = OutreachVisit.objects.filter(practitioner__in=asts).in_term(term)
    found = list(visits)
    half_days = sum(each.half_days for each in found)
    return f"{counted(len(found), 'visit')}, {_days(half_days)}." if found else "No visit."


def _return(due: TermReturn | None) -> str:
    """A term without visits needs a nil return (P13)."""
    if due is None:
        return ""
    nil = "nil return" if due.is_nil and due.state not in UNWRITTEN else "return"
    return f"The {nil} is {due.get_state_display().lower()}."


def _days(half_days: int) -> str:
    return f"{as_days(half_days)} day{'' if half_days == 2 else 's'}"
