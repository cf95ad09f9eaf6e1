"""Which sessions to come a QA lead might visit next: those of study groups and leaders nobody has
seen, or not for long, and those whose scores are low or falling."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from core.academic_year import LONDON
from core.templatetags.wording import long_date
from psg_catalogue.enums import OPEN_SESSION_STATES
from psg_catalogue.models import QAVisit, StudyGroupSession
from psg_catalogue.queries.scores import Score, session_scores

SUGGESTED = 6
# Of the way from the lowest point of the scales to the highest: a mean below this is low, and one
# that is so much below the last time has fallen. On a scale of 4 that is 3.0, and 0.3.
LOW, FALL = 2 / 3, 0.1
# Means are averages of whole numbers: a hair's breadth is no difference.
_EXACT = 1e-9
LOOKS_BACK = timedelta(days=2 * 365)


@dataclass
class Suggestion:
    """One session to come, why it might be visited in words, and since when nobody came: None for
    never. `urgency` counts the reasons of weight."""

    session: StudyGroupSession
    last_seen: date | None
    reasons: list[str] = field(default_factory=list)
    urgency: int = 0

    @property
    def order(self) -> tuple:
        seen = self.last_seen or date.min
        return -self.urgency, seen, self.session.starts_at, self.session.pk

    def add(self, words: str, weight: int = 1) -> None:
        self.reasons.append(words)
        self.urgency += weight


def suggested_sessions(number: int = SUGGESTED, now: datetime | None = None) -> list[Suggestion]:
    """The next session of each study group that nobody plans to visit, the most pressing first. Six
    queries, however many study groups."""
    now = now or timezone.now()
    sessions = _next_unplanned(now)
    groups = {session.study_group_id for session in sessions}
    seen, leaders_seen = _last_seen(groups)
    scores = _scores(groups, now)
    found = []
    for session in sessions:
        suggestion = Suggestion(session, seen.get(session.study_group_id))
        _say_when_seen(suggestion)
        _say_unseen_leaders(suggestion, leaders_seen)
        _say_scores(suggestion, scores.get(session.study_group_id, []))
        found.append(suggestion)
    return sorted(found, key=lambda each: each.order)[:number]


def _next_unplanned(now: datetime) -> list[StudyGroupSession]:
    """The next session of each study group, unless a visit to one of its sessions is planned."""
    planned = QAVisit.objects.planned().filter(session__study_group=OuterRef("study_group"))
    coming = (
        StudyGroupSession.objects.filter(state__in=OPEN_SESSION_STATES, starts_at__gt=now)
        .filter(~Exists(planned))
        .select_related("page", "study_group")
        .prefetch_related("study_group__leaderships__practitioner")
        .order_by("starts_at", "pk")
    )
    first: dict[int, StudyGroupSession] = {}
    for session in coming:
        first.setdefault(session.study_group_id, session)
    return list(first.values())


def _last_seen(groups: set[int]) -> tuple[dict[int, date], dict[int, date]]:
    """When each study group, and each leader of one, was last visited."""
    made = QAVisit.objects.made().order_by()
    of_groups = made.filter(session__study_group__in=groups).values_list("session__study_group")
    leader = "session__study_group__leaderships__practitioner"
    of_leaders = made.filter(**{f"{leader}__isnull": False}).values_list(leader)
    return (
        dict(of_groups.annotate(last=Max("visited_on"))),
        dict(of_leaders.annotate(last=Max("visited_on"))),
    )


def _scores(groups: set[int], now: datetime) -> dict[int, list[Score]]:
    """The scores of each study group's sessions, the oldest first."""
    held = StudyGroupSession.objects.held().filter(
        study_group__in=groups, starts_at__gte=now - LOOKS_BACK
    )
    rows = list(held.order_by("starts_at", "pk").values_list("pk", "study_group"))
    scores = session_scores([pk for pk, _ in rows])
    found: dict[int, list[Score]] = defaultdict(list)
    for pk, group in rows:
        if pk in scores:
            found[group].append(scores[pk])
    return found


def _say_when_seen(suggestion: Suggestion) -> None:
    if suggestion.last_seen is None:
        suggestion.add("This study group has never been visited.", 2)
    else:
        day = datetime.combine(suggestion.last_seen, datetime.min.time(), tzinfo=LONDON)
        suggestion.add(f"Last visited on {long_date(day)}.", 0)


def _say_unseen_leaders(suggestion: Suggestion, seen: dict[int, date]) -> None:
    leaderships = suggestion.session.study_group.leaderships.all()
    for leader in (each.practitioner for each in leaderships):
        if leader.pk not in seen:
            suggestion.add(f"{leader.name} has never been visited.")


def _say_scores(suggestion: Suggestion, scores: list[Score]) -> None:
    if not scores:
        return
    last = scores[-1]
    if last.share < LOW - _EXACT:
        suggestion.add(f"The last scores were low: {last}.", 2)
    if len(scores) > 1 and scores[-2].share - last.share >= FALL - _EXACT:
        suggestion.add(f"Scores fell from {scores[-2]} to {last}.", 2)
