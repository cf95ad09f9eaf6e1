"""What a session's page shows beside its words: the dated facts, leaders, what changed."""

from dataclasses import dataclass

from django.http import HttpRequest

from psg_catalogue import key_stages
from psg_catalogue.enums import Access, SessionState
from psg_catalogue.models import ChangeNote, SessionPage, StudyGroupPage, StudyGroupSession
from psg_catalogue.queries.addresses import addresses_near, crumb_above
from psg_catalogue.queries.leaders import Leader, leaders_of
from psg_catalogue.queries.programme import Listed, sessions_of_group_year

_OPEN_TO = {
    Access.SUBSCRIBERS: (
        "Schools with a subscription book ahead. Colleagues from any other school are welcome at"
        " the door."
    ),
    Access.OPEN: "All schools, with or without a subscription.",
}


@dataclass
class SessionLook:
    """A session as visitors see it. `session` is None where a page stands without its dated row,
    as a copied page does."""

    group: StudyGroupPage | None
    group_url: str
    crumbs: list[tuple[str, str]]
    session: StudyGroupSession | None = None
    listed: Listed | None = None
    others: tuple[Listed, ...] = ()
    leaders: tuple[Leader, ...] = ()
    who_for: str = ""
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def over_words(self) -> str:
        """After the study group's name: ", session 2 of 3"."""
        if self.listed is None or self.listed.of == 1:
            return ""
        return f", session {self.listed.number} of {self.listed.of}"

    @property
    def place(self) -> str:
        """School, street and town, without the postcode."""
        venue = self.session.venue if self.session else None
        return ", ".join(filter(None, [venue.name, venue.street, venue.town])) if venue else ""

    @property
    def open_to(self) -> str:
        return _OPEN_TO[Access(self.session.access)] if self.session else ""

    @property
    def is_cancelled(self) -> bool:
        return bool(self.session) and self.session.state == SessionState.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return bool(self.session) and self.session.state == SessionState.POSTPONED

    @property
    def next_one(self) -> Listed | None:
        """The study group's next session that is still to come and goes ahead."""
        return next((each for each in self.others if not each.is_off and not each.is_over), None)

    @property
    def said_heading(self) -> str:
        """“After session 1 you said”, or without a number where there is none before."""
        if self.listed and self.listed.number > 1:
            return f"After session {self.listed.number - 1} you said"
        return "You said"


def look_at(page: SessionPage, request: HttpRequest) -> SessionLook:
    """Everything the page needs."""
    to_url = addresses_near(page, request)
    session = (
        StudyGroupSession.objects.filter(page=page).select_related("venue", "study_group").first()
    )
    crumbs = crumb_above(page, to_url, levels=2)
    if session is None:
        group = StudyGroupPage.objects.parent_of(page).first()
        return SessionLook(group, to_url(group.url_path) if group else "", crumbs)
    # Whoever asks the row for its page, or the page for its row, has them at hand already.
    session.page = page
    group = session.study_group
    siblings = sessions_of_group_year(group.pk, session.year, to_url)
    listed = next((each for each in siblings if each.pk == session.pk), None)
    stages = [(stage.slug, stage.name) for stage in group.key_stages.all()]
    return SessionLook(
        group=group,
        group_url=to_url(group.url_path),
        crumbs=crumbs,
        session=session,
        listed=listed,
        others=tuple(each for each in siblings if each.pk != session.pk),
        leaders=tuple(leaders_of(group, to_url)),
        who_for=_who_for(group.audience, key_stages.in_words(stages)),
        changes=tuple(
            ChangeNote.objects.filter(session=session).values_list("you_said", "we_changed")
        ),
    )


def _who_for(audience: str, stages: str) -> str:
    """Teachers and teaching assistants, key stages 1 and 2."""
    if audience and stages:
        return f"{audience}, {stages[:1].lower()}{stages[1:]}"
    return audience or stages
