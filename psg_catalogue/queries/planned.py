"""The year as it is planned, drafts included, and where two sessions get in each other's way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations

from django.db.models import F
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.templatetags.wording import clock_range, join_words
from psg_catalogue.enums import SessionState
from psg_catalogue.models import StudyGroupLeader, StudyGroupPage, StudyGroupSession
from psg_catalogue.queries.programme import place_words

VENUE, LEADER, AUDIENCE = "venue", "leader", "audience"
_COLUMNS = (
    "pk", "state", "starts_at", "ends_at", "capacity", "places_taken", "joining_link", "venue_id",
    "venue__name", "venue_note", "page__title", "page__live", "study_group_id",
    "study_group__title", "study_group__live",
)  # fmt: skip


@dataclass(frozen=True)
class Clash:
    """What one session has in common with another at the same time. `what` is the venue, the
    leader or the audience; `words` say which, and `other` is the other session."""

    what: str
    words: str
    other: "Planned"

    @property
    def label(self) -> str:
        return {VENUE: "Same place", LEADER: "Same leader", AUDIENCE: "Same audience"}[self.what]


@dataclass
class Planned:
    """One session of the plan; times are London's. Subjects and key stages by slug, leaders by
    number, since two may have one name."""

    pk: int
    state: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    is_online: bool
    venue_id: int | None
    venue_note: str
    place: str
    title: str
    group_id: int
    group_title: str
    is_draft: bool
    is_over: bool
    leaders: dict[int, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def is_postponed(self) -> bool:
        return self.state == SessionState.POSTPONED

    @property
    def has_one_title(self) -> bool:
        """True where a study group's only session is called as the group is."""
        return self.title.casefold() == self.group_title.casefold()

    @property
    def booked_words(self) -> str:
        return f"{self.taken} of {self.capacity} booked"

    @property
    def may_clash(self) -> bool:
        return not (self.is_over or self.is_postponed)


def planned_in(year: AcademicYear) -> list[Planned]:
    """Every session of the year but the cancelled ones, in order of date, with its clashes: four
    queries however many there are."""
    rows = StudyGroupSession.objects.in_year(year).exclude(state=SessionState.CANCELLED)
    now = timezone.now()
    found = [_planned(row, now) for row in rows.order_by("starts_at", "pk").values_list(*_COLUMNS)]
    _add_groups(found)
    _add_clashes(found)
    return found


def clashes_of(one: Planned, sessions: Iterable[Planned]) -> list[Clash]:
    """What a session that is not in the plan yet would share with those at its time."""
    return [
        clash
        for other in sessions
        if other.may_clash and _overlap(one, other)
        for clash in _shared(one, other)
    ]


def clashing_pairs(sessions: Iterable[Planned]) -> list[tuple[Planned, Planned, list[Clash]]]:
    """Each pair once, the earlier first, with everything they share."""
    pairs = []
    for session in sessions:
        shared: dict[int, list[Clash]] = defaultdict(list)
        for clash in session.clashes:
            if (clash.other.starts_at, clash.other.pk) > (session.starts_at, session.pk):
                shared[clash.other.pk].append(clash)
        pairs += [(session, clashes[0].other, clashes) for clashes in shared.values()]
    return pairs


def _planned(row: tuple, now: datetime) -> Planned:
    pk, state, starts_at, ends_at, capacity, taken, link, venue, name, note, *rest = row
    title, page_live, group, group_title, group_live = rest
    is_online = bool(link) and venue is None
    return Planned(
        pk=pk,
        state=state,
        starts_at=starts_at.astimezone(LONDON),
        ends_at=ends_at.astimezone(LONDON),
        capacity=capacity,
        taken=taken,
        is_online=is_online,
        venue_id=venue,
        venue_note=note,
        place=place_words(is_online, name, note),
        title=title,
        group_id=group,
        group_title=group_title,
        is_draft=not (page_live and group_live) and state != SessionState.HELD,
        is_over=ends_at < now,
    )


def _add_groups(sessions: list[Planned]) -> None:
    """Leaders, subjects and key stages of their study groups: a query each."""
    groups = {each.group_id for each in sessions}
    leaders, subjects, stages = defaultdict(dict), defaultdict(dict), defaultdict(dict)
    led = StudyGroupLeader.objects.filter(page__in=groups).order_by("sort_order")
    for group, pk, name in led.values_list("page_id", "practitioner_id", "practitioner__name"):
        leaders[group][pk] = name
    of_subject = StudyGroupPage.subjects.through.objects.filter(studygrouppage__in=groups)
    for group, slug, name in of_subject.order_by("subject__name").values_list(
        "studygrouppage_id", "subject__slug", "subject__name"
    ):
        subjects[group][slug] = name
    of_stage = StudyGroupPage.key_stages.through.objects.filter(studygrouppage__in=groups)
    for group, slug, name in of_stage.order_by(F("keystage__order")).values_list(
        "studygrouppage_id", "keystage__slug", "keystage__name"
    ):
        stages[group][slug] = name
    for each in sessions:
        each.leaders = leaders[each.group_id]
        each.subjects, each.stages = subjects[each.group_id], stages[each.group_id]


def _add_clashes(sessions: list[Planned]) -> None:
    """Each session to come knows those at the same time that share something with it."""
    by_day: dict[date, list[Planned]] = defaultdict(list)
    for each in sessions:
        if each.may_clash:
            by_day[each.day].append(each)
    for same_day in by_day.values():
        for one, other in combinations(same_day, 2):
            if _overlap(one, other):
                one.clashes += _shared(one, other)
                other.clashes += _shared(other, one)


def _overlap(one: Planned, other: Planned) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _shared(one: Planned, other: Planned) -> list[Clash]:
    """What `one` shares with `other`, in words to stand beside it."""
    then = f"“{other.group_title}”, {clock_range(other.starts_at, other.ends_at)}"
    found = []
    if _same_room(one, other):
        found.append(Clash(VENUE, f"{one.place} also has {then}", other))
    if names := [name for pk, name in one.leaders.items() if pk in other.leaders]:
        led = "leads" if len(names) == 1 else "lead"
        found.append(Clash(LEADER, f"{join_words(names)} also {led} {then}", other))
    subjects = [name for slug, name in one.subjects.items() if slug in other.subjects]
    stages = [name for slug, name in one.stages.items() if slug in other.stages]
    if subjects and stages and one.group_id != other.group_id:
        people = f"{join_words(subjects)}, {join_words(stages)}"
        found.append(Clash(AUDIENCE, f"{people}: also {then}", other))
    return found


def _same_room(one: Planned, other: Planned) -> bool:
    """The same school, unless both name a room and the rooms differ."""
    if one.venue_id is None or one.venue_id != other.venue_id:
        return False
    rooms = {one.venue_note.strip().casefold(), other.venue_note.strip().casefold()}
    return len(rooms) == 1 or "" in rooms
