"""What a study group's page shows beside its words: its sessions, its leaders, what changed."""

from dataclasses import dataclass

from django.http import HttpRequest

from core.academic_year import AcademicYear
from psg_catalogue.models import ChangeNote, StudyGroupPage
from psg_catalogue.queries.addresses import ToUrl, addresses_near, crumb_above
from psg_catalogue.queries.leaders import Leader, leaders_in, leaders_of
from psg_catalogue.queries.programme import (
    Listed,
    add_counts,
    kept_group_words,
    sessions_of_years,
)

_FIRST = AcademicYear(1990)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass
class GroupLook:
    """A study group as visitors see it. `earlier` are the sessions of years gone by."""

    sessions: list[Listed]
    earlier: list[Listed]
    leaders: list[Leader]
    tags: list[str]
    changes: list[tuple[str, str]]
    crumbs: list[tuple[str, str]]

    @property
    def may_book_all(self) -> bool:
        """True where several sessions can be booked in one go."""
        return sum(each.is_bookable for each in self.sessions) > 1

    @property
    def catalogue_url(self) -> str:
        return self.crumbs[0][1] if self.crumbs else "/"

    @property
    def own_words(self) -> list[Leader]:
        """The leaders whose published portrait has words of their own."""
        return [leader for leader in self.leaders if leader.own_words]

    @property
    def kind(self) -> str:
        """Study group of three sessions."""
        number = len(self.sessions)
        if not number:
            return "Study group"
        words = _WORDS[number - 1] if number <= len(_WORDS) else str(number)
        return f"Study group of {words} session{'s' * (number > 1)}"


def look_at(page: StudyGroupPage, request: HttpRequest) -> GroupLook:
    """Everything the page needs, in the same number of queries however many sessions there are."""
    to_url = addresses_near(page, request)
    every = sessions_of_years(_FIRST, None, to_url, study_group=page.pk)
    current = _current(every)
    sessions = [each for each in every if AcademicYear.of(each.day) >= current]
    earlier = [each for each in every if AcademicYear.of(each.day) < current]
    add_counts(every)
    tags, leaders = _words(page, request, to_url)
    return GroupLook(
        sessions=sessions,
        earlier=earlier,
        leaders=leaders,
        tags=[*tags, *filter(None, [page.audience])],
        changes=_changes([each.pk for each in sessions]),
        crumbs=crumb_above(page, to_url),
    )


def _words(
    page: StudyGroupPage, request: HttpRequest, to_url: ToUrl
) -> tuple[list[str], list[Leader]]:
    """Subjects and key stages, and leaders: as published, or as the draft that is previewed."""
    if getattr(request, "is_preview", False):
        names = [str(each) for each in (*page.subjects.all(), *page.key_stages.all())]
        return names, leaders_in(page)
    words = kept_group_words({(page.pk, page.last_published_at)})[page.pk]
    names = [name for _, name in (*words.subjects, *words.stages)]
    return names, leaders_of(page.pk, page.last_published_at, to_url)


def _current(every: list[Listed]) -> AcademicYear:
    """This academic year, or the last one with sessions when nothing is planned any more."""
    this = AcademicYear.current()
    years = [AcademicYear.of(each.day) for each in every]
    return this if not years or max(years) >= this else max(years)


def _changes(sessions: list[int]) -> list[tuple[str, str]]:
    """What feedback changed, in the order of the sessions it changed (CB ¶8)."""
    notes = ChangeNote.objects.filter(session__in=sessions).order_by("session__starts_at", "order")
    return list(notes.values_list("you_said", "we_changed"))
