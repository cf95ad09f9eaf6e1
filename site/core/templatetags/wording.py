"""How the site writes money, dates, times and counts. British English, London time.

{{ pence|pounds }}            £150, £13,333.34      {{ pence|pounds:"full" }}   £150.00
{{ moment|day }}              Tuesday 24 November 2026
{{ moment|day_month }}        24 November            {{ moment|weekday_day }}   Tuesday 24 November
{{ moment|short_day }}        Tue 24 Nov             {{ moment|short_date }}    9 Sep 2026
{{ moment|clock }}            16:15                  {{ start|clock_range:end }} 16:15 to 17:45
{{ n|counted:"place,places" }} 3 places              {{ n|in_words }}           three
{{ n|counted_in_words:"day" }} three days            {{ words|stated }}         {reminder} filled in
{{ n|ordinal }}               2nd                    {{ 2010|academic_year }}   2010-11
{{ words|join_words }}        a, b and c             {{ part|percent:whole }}   36%
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.links_for_some import show_links
from core.stated import state

register = template.Library()

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_london(moment: date | datetime) -> date | datetime:
    """The same moment on a London clock; a plain day stays as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return moment.astimezone(LONDON)
    return moment


@register.filter
def pounds(pence: int | None, style: str = "") -> str:
    """Integer pence as pounds; whole pounds go without their pence unless style is "full"."""
    if pence is None:
        return ""
    sign, whole, rest = "-" if pence < 0 else "", *divmod(abs(int(pence)), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest or style == "full" else "")


@register.filter
def day(moment: date | None) -> str:
    """Tuesday 24 November 2026."""
    return f"{weekday_day(moment)} {in_london(moment).year}" if moment else ""


@register.filter
def weekday_day(moment: date | None) -> str:
    """Tuesday 24 November."""
    return f"{DAYS[in_london(moment).weekday()]} {day_month(moment)}" if moment else ""


@register.filter
def day_month(moment: date | None) -> str:
    """24 November."""
    if not moment:
        return ""
    moment = in_london(moment)
    return f"{moment.day} {MONTHS[moment.month - 1]}"


@register.filter
def long_date(moment: date | None) -> str:
    """24 November 2026."""
    return f"{day_month(moment)} {in_london(moment).year}" if moment else ""


@register.filter
def short_day(moment: date | None) -> str:
    """Tue 24 Nov."""
    if not moment:
        return ""
    moment = in_london(moment)
    return f"{DAYS[moment.weekday()][:3]} {moment.day} {MONTHS[moment.month - 1][:3]}"


@register.filter
def short_date(moment: date | None) -> str:
    """9 Sep 2026."""
    if not moment:
        return ""
    moment = in_london(moment)
    return f"{moment.day} {MONTHS[moment.month - 1][:3]} {moment.year}"


@register.filter
def month_year(moment: date | None) -> str:
    """November 2026."""
    if not moment:
        return ""
    moment = in_london(moment)
    return f"{MONTHS[moment.month - 1]} {moment.year}"


@register.filter
def clock(moment: datetime | time | None) -> str:
    """16:15."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = in_london(moment)
    return f"{moment:%H:%M}"


@register.filter
def clock_range(start: datetime | time | None, end: datetime | time | None = None) -> str:
    """16:15 to 17:45; the start alone where there is no end."""
    return f"{clock(start)} to {clock(end)}" if start and end else clock(start)


@register.filter
def counted(number: int, words: str) -> str:
    """A number with its noun: words are "place,places"; one word takes an s."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@register.filter
def counted_in_words(number: int, words: str) -> str:
    """ "three days"; "one day"; from ten on the figures."""
    return f"{in_words(number)} {counted(number, words).partition(' ')[2]}"


@register.filter
def as_days(half_days: int | None) -> str:
    """ "2.5" for five half days; a dash where it is not known."""
    return "–" if half_days is None else f"{half_days / 2:g}"


@register.filter
def hours_and_minutes(lasting: timedelta) -> str:
    """1 hour 30 minutes; 2 hours; 45 minutes."""
    hours, minutes = divmod(round(lasting.total_seconds() / 60), 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join(parts + ([counted(minutes, "minute")] if minutes or not hours else []))


@register.filter
def in_words(number: int) -> str:
    """Three; from ten on the figures."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


@register.filter
def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


@register.filter
def join_words(words: Iterable, last: str = "and") -> str:
    """A list as a person says it: a, b and c."""
    said = [str(word) for word in words]
    return f" {last} ".join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else ""


@register.filter
def academic_year(start: int | None) -> str:
    """2010 as 2010-11."""
    return "" if start is None else str(AcademicYear(int(start)))


@register.filter
def percent(part: int, whole: int) -> str:
    """A whole percentage, half up: 36%. Empty where there is no whole."""
    if not whole:
        return ""
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal(1), rounding=ROUND_HALF_UP)}%"


@register.filter(is_safe=True)
def stated(words: str) -> str:
    """Editors' words with what the settings say in its place: {reminder}."""
    return state(str(words))


@register.filter(is_safe=True)
def links_for(words: str, user) -> str:
    """Editors' words with links to what opens for whoever reads them."""
    return show_links(str(words), user)


@register.filter
def short_weekday(moment: date) -> str:
    """Tue."""
    return DAYS[in_london(moment).weekday()][:3]


@register.filter
def day_number(moment: date) -> int:
    """24, in London."""
    return in_london(moment).day


@register.filter
def short_month(moment: date) -> str:
    """Nov."""
    return MONTHS[in_london(moment).month - 1][:3]


@register.filter
def iso(moment: date) -> str:
    """2026-11-24 or 2026-11-24T16:15, for a time element."""
    return f"{in_london(moment):{'%Y-%m-%dT%H:%M' if isinstance(moment, datetime) else '%Y-%m-%d'}}"
