"""The deployment report in words, and in rows for a program."""

from core.percent import half_up_percent
from core.templatetags.wording import counted, pounds
from directory.outreach.queries.deployment import DeploymentFigures

_NOT_A_FIGURE = ("posts", "category", "by_school", "streams")


def rows_of(figures: DeploymentFigures) -> list[tuple[str, str | int | None]]:
    """Each figure with its machine-readable name; days in ISO form, protected ones None."""
    plain = [
        (name, getattr(figures, name))
        for name in figures.__dataclass_fields__
        if name not in _NOT_A_FIGURE
    ]
    plain = [(name, v.isoformat() if name == "as_at" else v) for name, v in plain]
    category = figures.category
    return [
        *plain,
        ("schools_in_category", category.schools_in),
        ("half_days_in_category", category.half_days_in),
        ("schools_elsewhere", category.schools_elsewhere),
        ("half_days_elsewhere", category.half_days_elsewhere),
        ("stream_pence", figures.stream_pence),
        ("released_pence", figures.released_pence),
    ]


def in_words(figures: DeploymentFigures) -> list[str]:
    """The report as sentences."""
    return [
        _posts(figures),
        _academies(figures),
        f"ASTs gave {_days(figures.outreach_half_days)} of outreach to"
        f" {counted(figures.schools_supported, 'school')} in"
        f" {counted(figures.visits, 'visit')}.",
        f"{counted(figures.plans_agreed, 'plan')} were agreed and {figures.plans_completed}"
        f" completed; {figures.evaluations_answered} of {figures.evaluations_asked} evaluations"
        f" asked for are answered.",
        _returns(figures),
        _money(figures),
    ]


def _returns(figures: DeploymentFigures) -> str:
    nil, overdue = figures.returns_nil, figures.returns_overdue
    return (
        f"{figures.returns_received} of {figures.returns_due} termly returns are received,"
        f" {nil} of those submitted {_are(nil)} nil, {overdue} {_are(overdue)} overdue."
        f"{_corrections(figures)}"
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _posts(figures: DeploymentFigures) -> str:
    number, vacant = figures.posts_in_force, figures.posts_vacant
    there = f"On {figures.as_at:%-d %B %Y} there {'was' if number == 1 else 'were'}"
    if not number:
        return f"{there} no posts."
    were = "was" if vacant == 1 else "were"
    return f"{there} {counted(number, 'post')} ({figures.posts_in_words}); {vacant} {were} vacant."


def _corrections(figures: DeploymentFigures) -> str:
    """Days are counted as corrected, and a reader who lays returns beside them has to know."""
    number = figures.records_corrected
    if not number:
        return ""
    were = "was" if number == 1 else "were"
    return f" {counted(number, 'record of a visit,records of visits')} {were} corrected afterwards."


def _academies(figures: DeploymentFigures) -> str:
    number = figures.academies_releasing
    goes_on = "continues" if number == 1 else "continue"
    return f"{counted(number, 'academy,academies')} {goes_on} to release ASTs for outreach."


def _days(half_days: int) -> str:
    days = half_days / 2
    return f"{days:g} day{'' if days == 1 else 's'}"


def _money(figures: DeploymentFigures) -> str:
    if not figures.streams:
        return "No funding stream is on record for the year."
    released, whole = figures.released_pence, figures.stream_pence
    share = f" ({half_up_percent(released, whole)}%)" if whole else ""
    return f"{pounds(released, 'full')} of {pounds(whole, 'full')} is released{share}."
