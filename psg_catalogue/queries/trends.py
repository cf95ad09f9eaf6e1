"""How answers to one question changed from session to session and from year to year, also where its
form has had several versions since. Made of the same cells as every result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.academic_year import AcademicYear
from core.templatetags.wording import short_date
from psg_catalogue.models import EvaluationQuestion, StudyGroupSession
from psg_catalogue.queries.evaluation_cells import Cells
from psg_catalogue.queries.results import Distribution, distributions


@dataclass(frozen=True)
class Moment:
    """Some sessions that are one point of a trend: its sign below the chart, and its words."""

    sign: str
    words: str
    sessions: tuple[int, ...]


@dataclass(frozen=True)
class Trend:
    """One question over at least two moments at which enough people answered it."""

    question: EvaluationQuestion
    moments: tuple[tuple[Moment, Distribution], ...]

    @property
    def is_scale(self) -> bool:
        return self.moments[0][1].is_scale

    @property
    def options(self) -> list[tuple[str, str]]:
        """Signs and words of a choice's answers, the same at each moment."""
        return [(line.sign, line.words) for line in self.moments[0][1].lines]

    @property
    def rows(self) -> list[tuple[str, int, list[str]]]:
        """Moment, people, and the mean; of a choice, the share of each answer."""
        return [
            (moment.words, each.answered, [f"{value:.1f}" if self.is_scale else f"{value:.0f}%"
                                           for value in self._values(each)])
            for moment, each in self.moments
        ]  # fmt: skip

    @property
    def lines(self) -> tuple[tuple[str, tuple[float, ...]], ...]:
        """What a chart draws: a line for the mean, or one for each answer."""
        values = [self._values(each) for _, each in self.moments]
        signs = [""] if self.is_scale else [sign for sign, _ in self.options]
        return tuple((sign, tuple(row[at] for row in values)) for at, sign in enumerate(signs))

    @property
    def signs(self) -> tuple[str, ...]:
        return tuple(moment.sign for moment, _ in self.moments)

    @property
    def span(self) -> tuple[int, int]:
        """What the chart runs from and to."""
        return (1, self.question.points) if self.is_scale else (0, 100)

    @property
    def label(self) -> str:
        what = f"Means, from 1 to {self.question.points}" if self.is_scale else "Shares in percent"
        return f"{what}, at {len(self.moments)} points in time."

    def _values(self, each: Distribution) -> list[float]:
        if self.is_scale:
            return [each.mean or 0]
        return [100 * line.people / each.answered for line in each.lines]


def trends_over(cells: Cells, moments: Sequence[Moment]) -> list[Trend]:
    """Each question that has a cell at two moments or more."""
    found: dict[int, list[tuple[Moment, Distribution]]] = {}
    questions: dict[int, EvaluationQuestion] = {}
    for moment in moments:
        for each in distributions(cells, moment.sessions):
            questions[each.question.pk] = each.question
            found.setdefault(each.question.pk, []).append((moment, each))
    in_order = [group[0].pk for group in cells.questions.values()]
    return [Trend(questions[pk], tuple(found[pk])) for pk in in_order if len(found.get(pk, ())) > 1]


def session_moments(sessions: Iterable[StudyGroupSession]) -> list[Moment]:
    """Each session by its place in the row, its day and its title."""
    return [
        Moment(
            str(number), f"{number}. {short_date(each.starts_at)}, {each.page.title}", (each.pk,)
        )
        for number, each in enumerate(sessions, start=1)
    ]


def year_moments(sessions: Sequence[StudyGroupSession]) -> list[Moment]:
    """The sessions of each academic year; they come in the order of their days."""
    years = groupby(sessions, key=lambda each: AcademicYear.of(each.starts_at))
    return [Moment(str(year), str(year), tuple(each.pk for each in those)) for year, those in years]
