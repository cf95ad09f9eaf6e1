"""Study groups on pages of other parts of the site, and one session in a list.

{% session_entry session by="group" book=False level=3 %}   an <li> of <ol class="diary">
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import markup
from directory.models import Practitioner
from psg_catalogue.queries.led import groups_led
from psg_catalogue.queries.programme import Listed

register = template.Library()


@register.simple_tag
def session_entry(
    session: Listed, by: str = "group", book: bool = False, level: int = 3
) -> SafeString:
    """A session as a diary entry. `by` "group": its study group's title, who leads it; "leader":
    the same without who leads it; "session": its own title, where the study group is known. `book`
    adds the way to book."""
    beside = markup.places(
        session.taken,
        session.capacity,
        str(session.pk),
        session.waiting,
        session.places_state,
        session.came,
    )
    if book and session.is_bookable:
        beside = _with_button(beside, session)
    note = session.note
    lines = {"group": session.line, "leader": session.short_line}
    return markup.entry(
        session.numbered_title if by == "session" else session.group_title,
        session.url,
        session.starts_at,
        session.ends_at,
        place=session.place,
        line=lines.get(by, ""),
        state=session.entry_state,
        note=note.words,
        note_kind=note.kind,
        note_icon=note.sign,
        beside=beside,
        level=level,
    )


@register.inclusion_tag("psg_catalogue/tags/study_groups_led.html", takes_context=True)
def study_groups_led(
    context, practitioner: Practitioner | None, title: str = "Study groups"
) -> dict:
    """The study groups somebody leads, each by its next session or by its last one."""
    led = groups_led(practitioner, context.get("request")) if practitioner else None
    return {"led": led, "title": title}


def _with_button(drawn: SafeString, session: Listed) -> SafeString:
    return format_html(
        '<div class="stack-s">{}<a class="button button--small" href="{}">{}'
        '<span class="visually-hidden"> {} {}</span></a></div>',
        drawn,
        reverse("psg_catalogue:book", args=[session.pk]),
        "Join the waiting list" if session.is_full else "Book colleagues",
        "for" if session.is_full else "on",
        f"session {session.number}",
    )
