"""Who came, by what the sessions were about, who led them and where they were."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from core.academic_year import AcademicYear
from core.percent import half_up_percent
from directory.models import KeyStage, Practitioner, School, Subject
from directory.queries.schools_then import schools_on
from psg_catalogue.enums import Attendance
from psg_catalogue.models import RegisterEntry, StudyGroupLeader, StudyGroupPage
from psg_catalogue.queries.forum_report import held_sessions
from psg_catalogue.queries.programme_reports.facts import Facts, Tally
from psg_catalogue.reports.tables import LEADER, PERCENT, WORDS, Column, Report

_COUNTED = (
    Column("Study groups"),
    Column("Sessions held"),
    Column("Attendances"),
    Column("Schools"),
)
ATTENDANCES = 3
NOT_SAID, ONLINE, ELSEWHERE = "Not said", "Online", "Elsewhere"


def by_subject(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a subject; a study group of several stands under each, and once in the total."""
    return _by_tag(year, as_at, "subjects", "Subject", Subject.objects.order_by("name"))


def by_key_stage(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a key stage; a study group of several stands under each, and once in the total."""
    return _by_tag(year, as_at, "key_stages", "Key stage", KeyStage.objects.all())


def _by_tag(year, as_at, name: str, heading: str, tags) -> Report:
    facts = Facts(year, as_at)
    groups = {session.study_group for session in facts.sessions}
    pages = StudyGroupPage.objects.filter(pk__in=groups, **{f"{name}__isnull": False})
    tags_of: dict[int, list[int]] = defaultdict(list)
    for group, tag in pages.order_by().values_list("pk", name):
        tags_of[group].append(tag)
    tallies = facts.tally(lambda session: tags_of.get(session.study_group) or [None])
    rows = [(str(tag), tallies[tag.pk]) for tag in tags if tag.pk in tallies]
    if None in tallies:
        rows.append((NOT_SAID, tallies[None]))
    return _counted(Column(heading, WORDS), rows, facts)


def by_leader(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a leader; what two lead together counts for each, and once in the total (P25)."""
    facts = Facts(year, as_at)
    groups = {session.study_group for session in facts.sessions}
    leads: dict[int, list[int]] = defaultdict(list)
    leaderships = StudyGroupLeader.objects.filter(page__in=groups)
    for group, leader in leaderships.values_list("page", "practitioner").distinct():
        leads[group].append(leader)
    tallies = facts.tally(lambda session: leads.get(session.study_group) or [None])
    names = leader_names(key for key in tallies if key is not None)
    order = sorted(names, key=lambda pk: (names[pk].casefold(), pk))
    rows = [(pk, tallies[pk]) for pk in order]
    if None in tallies:
        rows.append((None, tallies[None]))
    return _counted(Column("Leader", LEADER), rows, facts, names)


def leader_names(leaders: Iterable[int]) -> dict[int, str]:
    """Names by number. Nobody's name is kept with a frozen report: it is asked for when shown."""
    return dict(Practitioner.objects.filter(pk__in=set(leaders)).values_list("pk", "name"))


def by_venue(year: AcademicYear, as_at: date | None = None) -> Report:
    """A row a place: each school that hosted, online, and what a note alone names."""
    facts = Facts(year, as_at)

    def place(session) -> list:
        if session.venue is not None:
            return [facts.same(session.venue)]
        return [ONLINE if session.is_online else ELSEWHERE]

    tallies = facts.tally(place)
    hosts = {facts.same(each.venue): each.venue for each in facts.sessions if each.venue}
    then = schools_on(facts.day, School.objects.filter(pk__in=hosts.values()))
    names = {school.pk: school.name for school in then}
    named = {family: names[pk] for family, pk in hosts.items()}
    schools = sorted(named, key=lambda family: (named[family].casefold(), family))
    rows = [(named[family], tallies[family]) for family in schools]
    rows += [(words, tallies[words]) for words in (ONLINE, ELSEWHERE) if words in tallies]
    return _counted(Column("Place", WORDS), rows, facts)


def _counted(first: Column, rows: list[tuple], facts: Facts, names: dict | None = None) -> Report:
    return Report(
        columns=(first, *_COUNTED),
        rows=tuple((key, *_figures(tally)) for key, tally in rows),
        total=("All sessions, each once", *_figures(facts.total())),
        chart=ATTENDANCES,
        names=names or {},
    )


def _figures(tally: Tally) -> tuple[int, ...]:
    return len(tally.study_groups), tally.sessions, tally.attendances, len(tally.schools)


def no_shows(year: AcademicYear, as_at: date | None = None) -> Report:
    """Of those who were booked: who came, who sent apologies, who did not come; a row a study
    group. Walk-ins were not booked and are left out."""
    Facts(year, as_at)
    held = held_sessions(year, as_at)
    entries = RegisterEntry.objects.filter(session__in=held, booking__isnull=False)
    counted = entries.order_by().values("session__study_group__title", "session__study_group")
    rows = [
        (row["session__study_group__title"], row["came"], row["apologies"], row["absent"])
        for row in counted.annotate(
            **{
                name: Count("pk", filter=Q(attendance=attendance))
                for name, attendance in (
                    ("came", Attendance.PRESENT),
                    ("apologies", Attendance.APOLOGIES),
                    ("absent", Attendance.ABSENT),
                )
            }
        ).order_by("session__study_group__title", "session__study_group")
    ]
    sums = tuple(sum(row[place] for row in rows) for place in (1, 2, 3))
    return Report(
        columns=(
            Column("Study group", WORDS),
            Column("Booked"),
            Column("Came"),
            Column("Sent apologies"),
            Column("Did not come"),
            Column("No-show rate", PERCENT),
        ),
        rows=tuple((title, *_no_show(*figures)) for title, *figures in rows),
        total=("All study groups", *_no_show(*sums)),
        chart=5,
    )


def _no_show(came: int, apologies: int, absent: int) -> tuple[int | None, ...]:
    booked = came + apologies + absent
    rate = half_up_percent(absent, booked) if booked else None
    return booked, came, apologies, absent, rate
