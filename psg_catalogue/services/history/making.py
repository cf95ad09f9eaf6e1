"""Making what a brought register needs and the site has not: study group, session, practitioner."""

from django.utils.dateformat import format as format_date
from django.utils.text import slugify
from wagtail.models import Page, Site

from directory.models import Practitioner, PractitionerKind
from psg_catalogue.enums import Access, SessionSource, SessionState
from psg_catalogue.models import (
    CataloguePage,
    SessionPage,
    StudyGroupLeader,
    StudyGroupPage,
    StudyGroupSession,
)
from psg_catalogue.person_key import same_name
from psg_catalogue.services.history.reading import Gathering

SUMMARY = "Brought in from earlier records."


class Maker:
    """Finds study groups, sessions and leaders by name, and makes those that are missing. Its pages
    are drafts: an editor decides whether the public sees them."""

    def __init__(self) -> None:
        self.study_groups = 0
        self.practitioners = 0
        self._groups = {same_name(page.title): page for page in StudyGroupPage.objects.all()}
        self._leaders = {same_name(each.name): each for each in Practitioner.objects.all()}

    def find(self, gathering: Gathering) -> StudyGroupSession | None:
        """The site's session of this study group and time."""
        group = self._groups.get(same_name(gathering.group))
        if group is None:
            return None
        return StudyGroupSession.objects.filter(
            study_group=group, starts_at=gathering.starts_at
        ).first()

    def make(self, gathering: Gathering) -> StudyGroupSession:
        """A held session with its page, its study group and that group's leaders."""
        group = self.lead(gathering)
        page = SessionPage(
            title=format_date(gathering.day, "j F Y"),
            slug=slugify(f"{gathering.day.isoformat()}-{gathering.start:%H%M}"),
            live=False,
        )
        group.add_child(instance=page)
        return StudyGroupSession.objects.create(
            page=page,
            study_group=group,
            state=SessionState.HELD,
            starts_at=gathering.starts_at,
            ends_at=gathering.ends_at,
            venue=gathering.venue,
            capacity=len(gathering.people),
            access=Access.OPEN,
            source=SessionSource.HISTORY,
            register_closed_at=gathering.ends_at,
        )

    def _group(self, title: str) -> StudyGroupPage:
        key = same_name(title)
        if key not in self._groups:
            page = StudyGroupPage(title=title, summary=SUMMARY, live=False)
            _catalogue().add_child(instance=page)
            self._groups[key] = page
            self.study_groups += 1
        return self._groups[key]

    def lead(self, gathering: Gathering) -> StudyGroupPage:
        """The session's study group, led by everyone whom the file names."""
        group = self._group(gathering.group)
        for name in gathering.leaders.values():
            StudyGroupLeader.objects.get_or_create(
                page=group,
                practitioner=self._practitioner(name),
                defaults={"sort_order": group.leaderships.count},
            )
        return group

    def _practitioner(self, name: str) -> Practitioner:
        key = same_name(name)
        if key not in self._leaders:
            kind, _ = PractitionerKind.objects.get_or_create(
                slug="outstanding-practitioner",
                defaults={
                    "name": "Outstanding practitioner",
                    "plural": "Outstanding practitioners",
                },
            )
            self._leaders[key] = Practitioner.objects.create(name=name, kind=kind)
            self.practitioners += 1
        return self._leaders[key]


def _catalogue() -> CataloguePage:
    """The catalogue; a site whose catalogue was deleted gets a new one below its home page."""
    catalogue = CataloguePage.objects.first()
    if catalogue is None:
        site = Site.objects.filter(is_default_site=True).first()
        parent = site.root_page if site else Page.objects.get(depth=1)
        catalogue = parent.add_child(
            instance=CataloguePage(title="Study groups", slug="study-groups")
        )
    return catalogue
