"""Tags for what is listed: icon, mark, places, plate, diary entry, person, weeks and months."""

from datetime import date, datetime

from core import drawing, markup
from core.components import CalendarDay, TermWeek
from core.templatetags.components.library import register
from core.templatetags.wording import DAYS, MONTHS


@register.simple_tag
def icon(name: str, label: str = ""):
    return markup.icon(name, str(label))


@register.simple_tag
def mark(words: str, kind: str = "", icon: str = "", filled: bool = False):
    return markup.mark(str(words), kind, icon, filled)


@register.simple_tag
def places(
    taken: int,
    capacity: int | None,
    seed: str = "",
    waiting: int = 0,
    state: str = "",
    came: int | None = None,
):
    return markup.places(taken, capacity, str(seed), waiting, str(state), came)


@register.simple_tag
def plate(name: str, size: str = "", photo=None, alt: str | None = None):
    return markup.plate(str(name), size, photo, alt)


@register.simple_tag
def entry(
    title: str,
    url: str,
    start: date | datetime,
    end: datetime | None = None,
    place: str = "",
    line: str = "",
    state: str = "",
    note: str = "",
    note_kind: str = "note",
    note_icon: str = "",
    beside: str = "",
    level: int = 3,
):
    return markup.entry(
        title,
        url,
        start,
        end,
        place=place,
        line=line,
        state=state,
        note=note,
        note_kind=note_kind,
        note_icon=note_icon,
        beside=beside,
        level=level,
    )


@register.inclusion_tag("components/bigdate.html")
def bigdate(day: date | datetime):
    return {"day": day}


@register.inclusion_tag("components/term_strip.html")
def term_strip(weeks: list[TermWeek], key: bool = True):
    return {"weeks": [_week(week, i) for i, week in enumerate(weeks)], "key": key}


def _week(week: TermWeek, position: int) -> dict:
    monday = week.monday
    named = position == 0 or monday.day <= 7
    counted = "no sessions" if not week.sessions else f"{week.sessions} session"
    return {
        "state": week.state,
        "words": f"{monday.day} {MONTHS[monday.month - 1][:3]}" if named else str(monday.day),
        "heard": counted
        + "s" * (week.sessions > 1)
        + ", this week" * (week.state == "now")
        + ", half term" * (week.state == "break"),
        "drawing": drawing.week_strokes(week.sessions, monday.isoformat())
        if week.sessions
        else None,
    }


@register.inclusion_tag("components/calendar_month.html")
def calendar_month(weeks: list[list[CalendarDay]], caption: str):
    return {"weeks": weeks, "caption": caption, "days": DAYS[: len(weeks[0])] if weeks else []}


@register.simple_tag
def person(
    name: str,
    url: str,
    line: str = "",
    school: str = "",
    state: str = "",
    state_kind: str = "",
    state_icon: str = "calendar",
    photo=None,
    level: int = 2,
):
    return markup.person(
        name,
        url,
        line=line,
        school=school,
        state=markup.mark(str(state), state_kind, state_icon) if state else "",
        photo=photo,
        level=level,
    )
