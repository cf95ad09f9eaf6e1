"""The programme of a term to print: every study group with its sessions, and who leads what."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import md5

from core.academic_year import AcademicYear
from core.models import PartnershipSettings
from psg_catalogue.enums import SessionState
from psg_catalogue.models import StudyGroupPage
from psg_catalogue.queries.addresses import addresses
from psg_catalogue.queries.programme import GroupWords, Listed, add_groups, sessions_of_years
from psg_catalogue.queries.terms import HostTerm, host_terms, term_around


@dataclass(frozen=True)
class BookletGroup:
    """A study group and its sessions of the term, cancelled ones apart."""

    pk: int
    title: str
    url: str
    summary: str
    aims: str
    audience: str
    words: GroupWords
    sessions: list[Listed]

    @property
    def anchor(self) -> str:
        return f"group-{self.pk}"


@dataclass(frozen=True)
class Booklet:
    """One term on paper. `terms` are those that have something to print, to choose from."""

    partnership: PartnershipSettings
    term: HostTerm
    terms: list[HostTerm]
    groups: list[BookletGroup]

    @property
    def session_count(self) -> int:
        return sum(len(group.sessions) for group in self.groups)

    @property
    def by_leader(self) -> list[tuple[str, list[BookletGroup]]]:
        return _indexed(self.groups, lambda group: group.words.leaders, _last_name)

    @property
    def by_subject(self) -> list[tuple[str, list[BookletGroup]]]:
        return _indexed(self.groups, lambda group: [name for _, name in group.words.subjects])

    @property
    def fingerprint(self) -> str:
        """Changes when anything that is printed does; how many have booked is not."""
        shown = [
            self.partnership.display_name, self.partnership.office_name,
            self.partnership.organisation, self.partnership.office_email,
            self.partnership.office_telephone, self.term,
        ]  # fmt: skip
        for each in self.groups:
            words = each.words
            shown += [each.pk, each.title, each.url, each.summary, each.aims, each.audience]
            shown += [words.leaders, words.subjects, words.stages]
            shown += [
                (session.starts_at, session.ends_at, session.state, session.place, session.town,
                 session.postcode, session.numbered_title)
                for session in each.sessions
            ]  # fmt: skip
        return md5(repr(shown).encode(), usedforsecurity=False).hexdigest()


def booklet_of(partnership: PartnershipSettings, day, code: str = "") -> Booklet | None:
    """The term named, or without a name that of the day or the next that has something on; None
    where there is none such. The same queries however many sessions there are."""
    this_year = AcademicYear.of(day)
    to_url = addresses()
    sessions = [
        each
        for each in sessions_of_years(this_year, None, to_url)
        if each.state != SessionState.CANCELLED
    ]
    terms = [
        term
        for term in host_terms(partnership, this_year)
        if any(each.day in term for each in sessions)
    ]
    if code:
        term = next((each for each in terms if each.code == code), None)
    else:
        term = term_around(terms, day) or (terms[-1] if terms else None)
    if term is None:
        return None
    shown = [each for each in sessions if each.day in term]
    add_groups(shown)
    return Booklet(partnership, term, terms, _groups(shown))


def _groups(sessions: Iterable[Listed]) -> list[BookletGroup]:
    """By title, each with its sessions in order of date."""
    by_group: dict[int, list[Listed]] = defaultdict(list)
    for each in sessions:
        by_group[each.group_id].append(each)
    aims = dict(StudyGroupPage.objects.filter(pk__in=by_group).values_list("pk", "aims"))
    groups = [
        BookletGroup(
            pk=pk,
            title=first.group_title,
            url=first.group_url,
            summary=first.summary,
            aims=aims.get(pk, ""),
            audience=first.audience,
            words=first.group,
            sessions=rows,
        )
        for pk, rows in by_group.items()
        for first in rows[:1]
    ]
    return sorted(groups, key=lambda group: group.title.casefold())


def _indexed(
    groups: Iterable[BookletGroup],
    under: Callable[[BookletGroup], Iterable[str]],
    order: Callable[[str], str] = str.casefold,
) -> list[tuple[str, list[BookletGroup]]]:
    index: dict[str, list[BookletGroup]] = defaultdict(list)
    for group in groups:
        for heading in under(group):
            index[heading].append(group)
    return sorted(index.items(), key=lambda line: order(line[0]))


def _last_name(name: str) -> str:
    return " ".join(reversed(name.rsplit(" ", 1))).casefold()
