"""Results of evaluations as the rows of a spreadsheet: counts of people, never a row a person. What
people wrote stands below, without anything that says which answers it came with."""

from collections.abc import Iterator, Sequence

from core.templatetags.wording import short_date
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.evaluation_cells import cells_of
from psg_catalogue.queries.results import (
    Comments,
    Distribution,
    comments_by_session,
    distributions,
)

HEADINGS = (
    "Sessions", "Study group", "Day", "Question", "Kind", "Answer", "People", "Answered",
    "Share in %", "Mean",
)  # fmt: skip
ALL = "All together"


def rows_of_results(sessions: Sequence[StudyGroupSession], *, words: bool) -> Iterator[tuple]:
    """Each session that shows answers, then all of them together where there are several. The same
    whole steps of five as on the pages, cell by cell."""
    cells = cells_of(list(sessions))
    comments = comments_by_session(list(sessions)) if words else {}
    for session in sessions:
        about = (session.page.title, session.study_group.title, short_date(session.starts_at))
        yield from _rows(about, distributions(cells, [session.pk]))
        yield from _comments(about, comments.get(session.pk, []))
    if len(sessions) > 1:
        yield from _rows((ALL, "", ""), distributions(cells))


def _rows(about: tuple, found: list[Distribution]) -> Iterator[tuple]:
    for each in found:
        kind, mean = each.question.get_kind_display(), each.mean
        for answer, people, share in each.rows:
            yield (*about, each.question.text, kind, answer, people, each.answered, share,
                   round(mean, 1) if mean is not None else "")  # fmt: skip


def _comments(about: tuple, comments: list[Comments]) -> Iterator[tuple]:
    for each in comments:
        for comment in each.words:
            yield (*about, each.question.text, "Comment", comment, "", "", "", "")
