"""The demonstration's study groups and their sessions, around today."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html_join
from django.utils.text import slugify

from core.models import User
from directory.models import KeyStage, Practitioner, School, Subject
from home.demo.calendar import slot
from home.demo.clock import as_of
from home.demo.groups import GROUPS
from home.demo.words import Group
from psg_catalogue.models import (
    CataloguePage,
    StudyGroupLeader,
    StudyGroupPage,
    StudyGroupSession,
)
from psg_catalogue.services.session_changes import (
    confirm_session,
)
from psg_catalogue.services.sessions import create_session

JOINING_LINK = "https://meet.example.org/small-changes"
ACCESS = "Step-free, with a hearing loop in the hall. Tea from half an hour before."
# Sessions are planned this long before they take place.
PLANNED_AHEAD = timedelta(weeks=8)


@dataclass
class Programme:
    """What was made: sessions in the order of GROUPS, by study group title."""

    sessions: dict[str, list[StudyGroupSession]]

    def session(self, title: str, number: int) -> StudyGroupSession:
        """Session `number` (from 1) of a study group, as it stands now."""
        return StudyGroupSession.objects.select_related("page", "study_group").get(
            pk=self.sessions[title][number - 1].pk
        )


def load_programme(practitioners: dict[str, Practitioner], office: User, today: date) -> Programme:
    """Fifteen study groups with thirty-one sessions, each planned by the office."""
    made = {}
    for number, group in enumerate(GROUPS, start=1):
        page = _study_group(group, number, practitioners)
        made[group.title] = [
            _session(group, page, position, office, today, weekday=number % 4)
            for position in range(len(group.sessions))
        ]
    return Programme(made)


def _study_group(group: Group, number: int, practitioners) -> StudyGroupPage:
    page = StudyGroupPage(
        title=group.title,
        slug=slugify(group.title),
        code=f"PSG{number:02d}",
        summary=group.summary,
        audience=group.audience,
        aims=_list(group.aims),
    )
    page.subjects = Subject.objects.filter(name__in=group.subjects)
    page.key_stages = KeyStage.objects.filter(slug__in=group.key_stages)
    for order, name in enumerate(group.leaders):
        page.leaderships.add(StudyGroupLeader(practitioner=practitioners[name], sort_order=order))
    CataloguePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def _session(
    group: Group, page: StudyGroupPage, position: int, office: User, today: date, *, weekday: int
) -> StudyGroupSession:
    starts_at, ends_at = slot(
        today, group.starts_in_weeks[position], weekday, daytime=group.daytime
    )
    with as_of(starts_at - PLANNED_AHEAD):
        session = create_session(
            page,
            title=group.sessions[position],
            starts_at=starts_at,
            ends_at=ends_at,
            capacity=group.capacity,
            venue=_venue(group),
            joining_link=JOINING_LINK if group.online else "",
            introduction=group.summary,
            bring=group.bring,
            access_notes="" if group.online else ACCESS,
            by=office,
        )
        if group.starts_in_weeks[position] <= 2:
            confirm_session(session, by=office)
    return session


def _venue(group: Group) -> School | None:
    """The named school; a three-digit venue is the first school of that authority."""
    if group.venue.isdigit():
        return School.objects.in_authority(group.venue).order_by("urn").first()
    return School.objects.get(name=group.venue) if group.venue else None


def _list(items: tuple[str, ...]) -> str:
    if not items:
        return ""
    return "<ul>" + format_html_join("", "<li>{}</li>", ((item,) for item in items)) + "</ul>"
