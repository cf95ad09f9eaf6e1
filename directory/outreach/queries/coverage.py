"""How well the county is served without one post: what a review holds against the four priorities
(CA L85 to L88). It says numbers; whether a phase, subject or area is under-represented, a person
decides."""

from dataclasses import dataclass
from datetime import date

from core.templatetags.wording import counted
from directory.models import School
from directory.outreach.enums import FundingType, Phase, Priority
from directory.outreach.models import ASTPost
from directory.outreach.queries.register import SPECIAL, RegisterLine, register_on
from directory.outreach.queries.schools import ofsted_category_on

_KEPT = FundingType.ACADEMY_KEPT


@dataclass(frozen=True)
class Evidence:
    """What the register says about one priority."""

    priority: Priority
    words: str

    @property
    def label(self) -> str:
        return self.priority.label


def evidence_for(
    post: ASTPost, day: date, lines: list[RegisterLine] | None = None
) -> list[Evidence]:
    """A sentence for each of the four, counted from the other posts that serve the county: those of
    `lines` where the register of the day has been read already."""
    lines = register_on(day) if lines is None else lines
    others = [line for line in lines if line.post.pk != post.pk and line.funding != _KEPT]
    return [
        Evidence(Priority.PHASE, _phase(post, others)),
        Evidence(Priority.CATEGORY, _category(post.base_school, day)),
        Evidence(Priority.SUBJECT, _subject(post, others)),
        Evidence(Priority.AREA, _area(post, others)),
    ]


@dataclass(frozen=True)
class CoverageRow:
    """One subject, and how many posts it has in each phase and area."""

    subject: str
    by_phase: list[int]
    by_area: list[int]
    total: int


def coverage(lines: list[RegisterLine]) -> tuple[list[str], list[str], list[CoverageRow]]:
    """The grid of subject, phase and area with its gaps (CB ¶1): the headings of phases, of areas,
    and a row a subject."""
    serving = [line for line in lines if line.funding != _KEPT]
    phases = [*Phase.values, SPECIAL]
    areas = sorted({line.then.area for line in serving if line.then.area})
    rows = []
    for subject in sorted({line.post.subject.name for line in serving}):
        own = [line for line in serving if line.post.subject.name == subject]
        rows.append(
            CoverageRow(
                subject,
                [sum(line.counted_as == phase for line in own) for phase in phases],
                [sum(line.then.area == area for line in own) for area in areas],
                len(own),
            )
        )
    return [phase.capitalize() for phase in phases], areas, rows


def _phase(post: ASTPost, others: list[RegisterLine]) -> str:
    same = sum(line.post.phase == post.phase for line in others)
    return (
        f"{_posts(same)} of {len(others)} others {_are(same)} {post.get_phase_display().lower()}."
    )


def _subject(post: ASTPost, others: list[RegisterLine]) -> str:
    same = sum(line.post.subject_id == post.subject_id for line in others)
    return f"{_posts(same)} of {len(others)} others {_are(same)} for {post.subject}."


def _area(post: ASTPost, others: list[RegisterLine]) -> str:
    if not post.area:
        return "The school has no area in the list of schools, so this cannot be counted."
    same = sum(line.then.area == post.area for line in others)
    schools = School.objects.open().filter(authority=post.base_school.authority_id, area=post.area)
    return (
        f"{_posts(same)} of {len(others)} others {_are(same)} in {post.area},"
        f" an area of {counted(schools.count(), 'school')}."
    )


def _category(school: School, day: date) -> str:
    row = ofsted_category_on(school, day)
    if row is None:
        return "The school is in no Ofsted category."
    return f"Ofsted has the school in a category: {row.get_category_display().lower()}."


def _posts(count: int) -> str:
    return "None" if count == 0 else str(count)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
