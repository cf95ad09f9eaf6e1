"""What a session's page shows beside its words: the dated facts, leaders, what changed."""

from dataclasses import dataclass

from django.http import HttpRequest

from psg_catalogue.enums import Access, SessionState
from psg_catalogue.models import ChangeNote, SessionPage, StudyGroupPage, StudyGroupSession
from psg_catalogue.queries.addresses import ToUrl, addresses_near, crumb_above
from psg_catalogue.queries.event_data import EventData, event_data
from psg_catalogue.queries.leaders import Leader, leaders_of
from psg_catalogue.queries.place_price import session_price_words
from psg_catalogue.queries.programme import Listed, kept_group_words, sessions_of_group_year

_OPEN_TO = {
    Access.SUBSCRIBERS: (
        "Schools with a subscription book ahead. Colleagues from any other school are welcome at"
        " the door."
    ),
    Access.OPEN: "All schools, with or without a subscription.",
    Access.PAID: "All schools; those without a subscription at a price a place.",
}


@dataclass
class SessionLook:
    """A session as visitors see it. `session` is None where a page stands without its dated row, as
    a copied page does; `listed` is None too while the page or its study group is a draft."""

    crumbs: list[tuple[str, str]]
    group_title: str = ""
    group_url: str = ""
    session: StudyGroupSession | None = None
    listed: Listed | None = None
    others: tuple[Listed, ...] = ()
    leaders: tuple[Leader, ...] = ()
    who_for: str = ""
    place: str = ""
    postcode: str = ""
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def over_words(self) -> str:
        """After the study group's name: ", session 2 of 3"."""
        if self.listed is None or self.listed.of == 1:
            return ""
        return f", session {self.listed.number} of {self.listed.of}"

    @property
    def open_to(self) -> str:
        if self.session is None:
            return ""
        if price := session_price_words(self.session):
            return f"All schools: subscribers at no further cost, others at {price}."
        return _OPEN_TO[Access(self.session.access)]

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
    def event(self) -> EventData | None:
        """What search engines read; nothing of a draft."""
        return event_data(self.listed) if self.listed else None

    @property
    def said_heading(self) -> str:
        """“After session 1 you said”, or without a number where there is none before."""
        if self.listed and self.listed.number > 1:
            return f"After session {self.listed.number - 1} you said"
        return "You said"


def look_at(page: SessionPage, request: HttpRequest) -> SessionLook:
    """Everything the page needs: three queries, and two more once a minute."""
    to_url = addresses_near(page, request)
    crumbs = crumb_above(page, to_url, levels=2)
    session = StudyGroupSession.objects.filter(page=page).first()
    if session is None:
        group = StudyGroupPage.objects.parent_of(page).first()
        return (
            SessionLook(crumbs, group.title, to_url(group.url_path))
            if group
            else SessionLook(crumbs)
        )
    # Whoever asks the row for its page, or the page for its row, has them at hand already.
    session.page = page
    siblings = sessions_of_group_year(session.study_group_id, session.year, to_url)
    listed = next((each for each in siblings if each.pk == session.pk), None)
    look = (
        _of_listed(crumbs, listed, session, to_url)
        if listed
        else _of_draft(crumbs, session, to_url)
    )
    look.session = session
    look.others = tuple(each for each in siblings if each.pk != session.pk)
    notes = ChangeNote.objects.filter(session=session)
    look.changes = tuple(notes.values_list("you_said", "we_changed"))
    return look


def _of_listed(
    crumbs: list, listed: Listed, session: StudyGroupSession, to_url: ToUrl
) -> SessionLook:
    """A published session: the listing knows its study group and its place."""
    published = (listed.group_id, listed.published_at)
    words = kept_group_words({published})[listed.group_id]
    parts = [listed.place, listed.street, listed.town] if session.venue_id else []
    return SessionLook(
        crumbs=crumbs,
        group_title=listed.group_title,
        group_url=listed.group_url,
        listed=listed,
        leaders=tuple(leaders_of(*published, to_url)),
        who_for=_who_for(listed.audience, words.stage_words),
        place=", ".join(filter(None, parts)),
        postcode=listed.postcode,
    )


def _of_draft(crumbs: list, session: StudyGroupSession, to_url: ToUrl) -> SessionLook:
    """A session whose page is not published yet: what its preview needs, read as it stands."""
    group, venue = session.study_group, session.venue
    published = (group.pk, group.last_published_at)
    words = kept_group_words({published})[group.pk]
    return SessionLook(
        crumbs=crumbs,
        group_title=group.title,
        group_url=to_url(group.url_path),
        leaders=tuple(leaders_of(*published, to_url)),
        who_for=_who_for(group.audience, words.stage_words),
        place=", ".join(filter(None, [venue.name, venue.street, venue.town])) if venue else "",
        postcode=venue.postcode if venue else "",
    )


def _who_for(audience: str, stages: str) -> str:
    """Teachers and teaching assistants, key stages 1 and 2."""
    if audience and stages:
        return f"{audience}, {stages[:1].lower()}{stages[1:]}"
    return audience or stages
