"""The Schools Forum report in words, as a paper to the Forum puts it, and in rows."""

from dataclasses import asdict
from datetime import date

from psg_catalogue.queries.forum_report import ForumFigures


def rows_of(figures: ForumFigures) -> list[tuple[str, str | int | None]]:
    """Each figure with its machine-readable name; days in ISO form, what is not known as None."""
    return [
        (name, value.isoformat() if isinstance(value, date) else value)
        for name, value in asdict(figures).items()
    ]


def in_words(figures: ForumFigures) -> list[str]:
    """The report as sentences."""
    return [
        sentence
        for sentence in (
            _subscribing(figures),
            _attending(figures),
            _change(figures),
            _evaluated(figures),
            _assured(figures),
        )
        if sentence
    ]


def _subscribing(figures: ForumFigures) -> str:
    when = f" (as at {figures.as_at:%-d %B %Y})" if figures.as_at else ""
    elsewhere = figures.subscribing_schools_other_la
    return (
        f"In {figures.year}{when}, {_count(figures.subscribing_schools, 'school')} subscribed,"
        f" including {elsewhere} from other local authorities."
    )


def _attending(figures: ForumFigures) -> str:
    return (
        f"{_count(figures.sessions_held, 'session')} took place, with"
        f" {_count(figures.attendances, 'attendance')} from"
        f" {_count(figures.schools_attending, 'school')};"
        f" {figures.schools_attending_without_subscription} of these schools held no subscription."
    )


def _change(figures: ForumFigures) -> str:
    percent, before = figures.attendance_change_percent, figures.attendances_previous_year
    if percent is None:
        return "There is no previous year to compare attendance with."
    if percent == 0:
        return f"Attendance is about the same as in the previous year ({before})."
    moved = "more" if percent > 0 else "fewer"
    return f"That is {abs(percent)}% {moved} attendances than in the previous year ({before})."


def _evaluated(figures: ForumFigures) -> str:
    if figures.sessions_evaluated is None:
        return "Evaluations of this year were not brought in."
    answered = f"{figures.sessions_evaluated} of {figures.sessions_held} sessions were evaluated."
    if figures.evaluation_response_percent is None:
        return answered
    return f"{answered} {figures.evaluation_response_percent}% of those asked answered."


def _assured(figures: ForumFigures) -> str:
    if figures.sessions_quality_assured is None:
        return ""
    percent = figures.quality_assured_percent
    return (
        f"{figures.sessions_quality_assured} of {figures.sessions_held} sessions"
        f"{f' ({percent}%)' if percent is not None else ''} were quality assured."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
