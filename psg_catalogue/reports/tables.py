"""A report as columns and rows: the one shape that is a page, a chart, a file and a frozen copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.templatetags.wording import pounds

WORDS, NUMBER, PERCENT, POUNDS, LEADER = "words", "number", "percent", "pounds", "leader"
# As many bars as a chart can show that still fits a page.
MOST_BARS = 15
UNKNOWN = "–"
NO_LEADER = "No leader yet"
FORMER = "A former leader"


@dataclass(frozen=True)
class Column:
    """`kind` says how a cell reads: words, a number, whole percent, pence shown as pounds, or the
    number of a practitioner whose name is looked up when it is shown."""

    heading: str
    kind: str = NUMBER

    @property
    def is_figure(self) -> bool:
        return self.kind in (NUMBER, PERCENT, POUNDS)


@dataclass(frozen=True)
class Report:
    """`total` is the last row, over everything once; `chart` is the place of the column that is
    drawn. Cells are words, whole numbers or None for what is not known."""

    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]
    total: tuple | None = None
    headlines: tuple[tuple[str, str], ...] = ()
    chart: int | None = None
    notes: tuple[str, ...] = ()
    names: dict[int, str] = field(default_factory=dict)

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    @property
    def cards(self) -> list[list[tuple[Column, str]]]:
        """Each row's cells in words, beside their columns."""
        return [self._in_words(row) for row in self.rows]

    @property
    def total_cells(self) -> list[tuple[Column, str]]:
        return self._in_words(self.total) if self.total else []

    @property
    def bars(self) -> list[tuple[str, int]]:
        """The rows of the chart, the longest first where there are more than it holds."""
        if self.chart is None:
            return []
        rows = [(self._words(0, row), row[self.chart] or 0) for row in self.rows]
        if len(rows) > MOST_BARS:
            rows = sorted(rows, key=lambda row: -row[1])[:MOST_BARS]
        return [row for row in rows if row[1] > 0]

    @property
    def chart_heading(self) -> str:
        if self.chart is None:
            return ""
        column = self.columns[self.chart]
        return f"{column.heading}, %" if column.kind == PERCENT else column.heading

    def file_rows(self) -> Iterable[list]:
        """The rows and the total for a file: amounts in pounds, percent as a number."""
        for row in [*self.rows, *([self.total] if self.total else [])]:
            yield [self._in_a_file(place, row) for place in range(len(self.columns))]

    def leaders(self) -> set[int]:
        """The numbers of the practitioners whose names the rows want."""
        places = [place for place, column in enumerate(self.columns) if column.kind == LEADER]
        return {row[place] for row in self.rows for place in places if row[place] is not None}

    def as_json(self) -> dict:
        """Everything but names of people."""
        return {
            "columns": [[column.heading, column.kind] for column in self.columns],
            "rows": [list(row) for row in self.rows],
            "total": list(self.total) if self.total else None,
            "headlines": [list(pair) for pair in self.headlines],
            "chart": self.chart,
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, kept: dict, names: dict[int, str] | None = None) -> "Report":
        return cls(
            columns=tuple(Column(*column) for column in kept["columns"]),
            rows=tuple(tuple(row) for row in kept["rows"]),
            total=tuple(kept["total"]) if kept["total"] else None,
            headlines=tuple((figure, words) for figure, words in kept["headlines"]),
            chart=kept["chart"],
            notes=tuple(kept["notes"]),
            names=names or {},
        )

    def _in_words(self, row: Sequence) -> list[tuple[Column, str]]:
        return [(column, self._words(place, row)) for place, column in enumerate(self.columns)]

    def _words(self, place: int, row: Sequence) -> str:
        value, kind = row[place], self.columns[place].kind
        if kind == LEADER and not isinstance(value, str):
            return NO_LEADER if value is None else self.names.get(value, FORMER)
        if value is None:
            return UNKNOWN
        if kind == POUNDS:
            return pounds(value, "full")
        return f"{value}%" if kind == PERCENT else str(value)

    def _in_a_file(self, place: int, row: Sequence):
        value, kind = row[place], self.columns[place].kind
        if kind == POUNDS and value is not None:
            return Decimal(value) / 100
        return self._words(place, row) if kind == LEADER else value
