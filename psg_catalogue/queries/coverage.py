"""Subject by key stage: how many sessions the year has for each, and where there is none (CB ¶1:
the authority decides which expertise there is; P24: a study group may straddle several)."""

from collections import defaultdict
from dataclasses import dataclass

from directory.models import KeyStage, Subject
from psg_catalogue.queries.planned import Planned


@dataclass(frozen=True)
class CoverageCell:
    """One subject at one key stage; `sessions` is 0 for a gap."""

    subject: str
    stage: str
    stage_name: str
    sessions: int
    groups: int
    is_chosen: bool = False


@dataclass(frozen=True)
class CoverageRow:
    subject: str
    slug: str
    cells: list[CoverageCell]
    groups: int

    @property
    def gaps(self) -> int:
        return sum(not cell.sessions for cell in self.cells)


@dataclass(frozen=True)
class Coverage:
    """The grid, and the sessions of the cell that was chosen, with its words."""

    stages: list[tuple[str, str]]
    rows: list[CoverageRow]
    chosen: list[Planned]
    chosen_words: str = ""

    @property
    def gaps(self) -> int:
        return sum(row.gaps for row in self.rows)

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.stages)


def coverage_of(sessions: list[Planned], subject: str = "", stage: str = "") -> Coverage:
    """The grid of every subject and key stage the office keeps. Two queries. A session counts in
    each cell that its study group is for, so the grid adds up to more than there are."""
    found: dict[tuple[str, str], list[Planned]] = defaultdict(list)
    groups: dict[str, set[int]] = defaultdict(set)
    for each in sessions:
        for its_subject in each.subjects:
            groups[its_subject].add(each.group_id)
            for its_stage in each.stages:
                found[its_subject, its_stage].append(each)
    stages = list(KeyStage.objects.values_list("slug", "short_name", "name"))
    subjects = list(Subject.objects.values_list("slug", "name"))
    rows = [
        CoverageRow(
            name,
            slug,
            [
                _cell(slug, code, stage_name, found[slug, code], (slug, code) == (subject, stage))
                for code, _, stage_name in stages
            ],
            len(groups[slug]),
        )
        for slug, name in subjects
    ]
    words = ", ".join(
        [name for slug, name in subjects if slug == subject]
        + [name for code, _, name in stages if code == stage]
    )
    chosen = found[subject, stage] if subject and stage else []
    return Coverage([(code, short) for code, short, _ in stages], rows, chosen, words)


def _cell(
    subject: str, stage: str, name: str, sessions: list[Planned], is_chosen: bool
) -> CoverageCell:
    groups = len({each.group_id for each in sessions})
    return CoverageCell(subject, stage, name, len(sessions), groups, is_chosen)
