"""Markup of the components a listing prints many times: icon, mark, places, plate, entry, person.

These are made in Python and kept by their arguments, since thirty of them must cost next to
nothing. Every word that comes from outside passes through escape().
"""

from datetime import date, datetime
from functools import lru_cache

from django.utils.html import conditional_escape as plain
from django.utils.html import escape
from django.utils.safestring import SafeString

from core import drawing
from core.icons import ICONS
from core.templatetags.wording import DAYS, MONTHS, clock_range, in_london

FEW_PLACES = 3
MARK_ICONS = {"good": "tick", "warn": "clock", "stop": "cross", "note": "info"}
PLACES_OFF = {"cancelled": "Cancelled", "postponed": "Postponed"}


@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> SafeString:
    """An inline drawing. With a label it speaks; without one it is left out for a screen reader."""
    heard = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return SafeString(
        f'<svg class="icon" viewBox="0 0 24 24" {heard} focusable="false">{ICONS[name]}</svg>'
    )


@lru_cache(maxsize=2048)
def mark(words: str, kind: str = "", sign: str = "", filled: bool = False) -> SafeString:
    """A short state: a drawn sign and words, never colour alone."""
    classes = "mark" + (f" mark--{kind}" if kind else "") + (" mark--filled" if filled else "")
    sign = sign or MARK_ICONS.get(kind, "stroke")
    return SafeString(f'<span class="{classes}">{icon(sign)}{escape(words)}</span>')


@lru_cache(maxsize=4096)
def places(
    taken: int,
    capacity: int | None,
    seed: str = "",
    waiting: int = 0,
    state: str = "",
    came: int | None = None,
) -> SafeString:
    """Ten cells to a row and the words below. `came` is the number present once it is held."""
    kind, words = _places_words(taken, capacity, waiting, state, came)
    svg = ""
    if capacity:
        d = drawing.places(taken if came is None else came, capacity, seed)
        svg = (
            f'<svg width="{d.width}" height="{d.height}" viewBox="0 0 {d.width} {d.height}"'
            f' aria-hidden="true" focusable="false"><path class="places__cell" d="{d.cells}"/>'
            + (f'<path class="places__stroke" d="{d.strokes}"/>' if d.strokes else "")
            + "</svg>"
        )
    modifier = f" places--{kind}" if kind else ""
    return SafeString(
        f'<div class="places{modifier}">{svg}<p class="places__text">{words}</p></div>'
    )


def _places_words(
    taken: int, capacity: int | None, waiting: int, state: str, came: int | None
) -> tuple[str, str]:
    if state in PLACES_OFF:
        return "off", f"<strong>{PLACES_OFF[state]}</strong>"
    if came is not None:
        of = f" of {capacity} place{'s' * (capacity != 1)}" if capacity else ""
        return "", f"<strong>{came} came</strong>{of}"
    if not capacity:
        return "", f"<strong>{taken} booked</strong>"
    left = capacity - taken
    queue = f" {waiting} waiting" if waiting else ""
    if left <= 0:
        return "full", f"<strong>Full{'.' if waiting else ''}</strong>{queue}"
    kind = "few" if left <= FEW_PLACES else ""
    words = f"<strong>{left} place{'s' * (left != 1)} left</strong> of {capacity}"
    return kind, words + (f".{queue}" if waiting else "")


@lru_cache(maxsize=1024)
def _drawn_plate(name: str, size: str) -> tuple[SafeString, SafeString]:
    d = drawing.plate(name)
    first, last = (escape(letter) for letter in d.initials)
    band = "".join(f'<use href="#§a" x="{x:g}" y="{y:g}"/>' for x, y in d.band)
    lines = "".join(f'<use href="#§b" x="{x:g}" y="{y:g}"/>' for x, y in d.bands)
    letters = (
        f'<text x="12" y="140">{first}</text><text x="228" y="276" text-anchor="end">{last}</text>'
    )
    modifier = f" plate--{size}" if size else ""
    return (
        SafeString(
            f'<span class="plate plate--{d.paper}{modifier}"><svg viewBox="0 0 240 300"'
            ' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><defs>'
            f'<path id="§a" d="{d.line}"/><g id="§b">{band}</g>'
            f'<g id="§l" transform="rotate({d.slant} 120 150)">{lines}</g>'
            f'<mask id="§m"><g fill="#fff">{letters}</g></mask></defs>'
            f'<use href="#§l" class="plate__fine"/><g class="plate__wash">{letters}</g>'
            '<g mask="url(#§m)"><use href="#§l" class="plate__bold"/></g></svg></span>'
        ),
        d.key,
    )


def plate(name: str, size: str = "", photo=None, alt: str | None = None) -> SafeString:
    """A portrait frame: the photograph's rendition in it, or the drawing made from the name.

    `size` is "", "small" or "square". The drawing is silent: its name stands beside it.
    """
    if photo is None:
        svg, key = _drawn_plate(name, size)
        return SafeString(svg.replace("§", f"p{key}{size[:2]}"))
    modifier = f" plate--{size}" if size else ""
    words = photo.alt if alt is None else alt
    return SafeString(
        f'<span class="plate plate--photo{modifier}"><img src="{escape(photo.url)}"'
        f' width="{photo.width}" height="{photo.height}" alt="{escape(words)}"'
        ' loading="lazy" decoding="async"></span>'
    )


@lru_cache(maxsize=2048)
def entry_date(day: date) -> SafeString:
    """The date that hangs in the margin of a diary entry."""
    return SafeString(
        f'<time class="aside entry__when" datetime="{day:%Y-%m-%d}">'
        f'<span>{DAYS[day.weekday()][:3]}</span> <span class="entry__day">{day.day}</span>'
        f" <span>{MONTHS[day.month - 1][:3]}</span></time>"
    )


def entry(
    title: str,
    url: str,
    start: date | datetime,
    end: datetime | None = None,
    *,
    place: str = "",
    line: str = "",
    state: str = "",
    note: str = "",
    note_kind: str = "note",
    note_icon: str = "",
    beside: str = "",
    level: int = 3,
) -> SafeString:
    """A diary entry: date in the margin, title and lines on the rule, `beside` at the far end.

    `state` is "", "off" (cancelled, postponed: struck through) or "past".
    """
    when = clock_range(start, end) if isinstance(start, datetime) else ""
    where = f"<b>{plain(place)}</b>" if place else ""
    whole = ", ".join(filter(None, (when, where)))
    lines = "<br>".join(filter(None, (whole, plain(line))))
    return SafeString(
        f'<li class="entry hang{f" entry--{state}" if state else ""}">'
        f'{entry_date(in_london(start))}<div class="entry__body"><div>'
        f'<h{level} class="entry__title"><a href="{escape(url)}">{plain(title)}</a></h{level}>'
        + (f'<p class="entry__line">{lines}</p>' if lines else "")
        + (_entry_note(str(note), note_kind, note_icon) if note else "")
        + f"</div>{plain(beside)}</div></li>"
    )


@lru_cache(maxsize=1024)
def _entry_note(words: str, kind: str, sign: str) -> SafeString:
    return SafeString(f'<div class="entry__note">{mark(words, kind, sign)}</div>')


def person(
    name: str,
    url: str,
    *,
    line: str = "",
    school: str = "",
    state: str = "",
    photo=None,
    level: int = 2,
) -> SafeString:
    """One card of the directory, all of it one link. `state` is a mark, or ""."""
    return SafeString(
        f'<li class="person">{plate(name, "", photo, "")}<div>'
        f'<h{level}><a href="{escape(url)}">{plain(name)}</a></h{level}>'
        + (f"<p>{plain(line)}</p>" if line else "")
        + "</div><div>"
        + (f'<p class="small">{plain(school)}</p>' if school else "")
        + f"{plain(state)}</div></li>"
    )
