"""Correcting a record of a visit whose paper is in: the termly return of its term has been
submitted or received, or its plan has been completed. The paper stays as it was, the record is put
right, and a dated correction with its reason stands beside the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import one_line
from core.templatetags.wording import long_date
from directory.models import Practitioner, School
from directory.outreach.letters import returns as letters
from directory.outreach.models import OutreachPlan, OutreachVisit, TermReturn, VisitCorrection
from directory.outreach.return_enums import UNWRITTEN
from directory.outreach.states.plan import FINISHED_STATES

LONGEST = 300


@dataclass(frozen=True)
class Papers:
    """The kept papers that tell of a visit."""

    returns: tuple[TermReturn, ...] = ()
    plan: OutreachPlan | None = None

    def __bool__(self) -> bool:
        return bool(self.returns or self.plan)

    @property
    def words(self) -> str:
        """Which they are, as the start of a sentence."""
        if self.returns:
            first = self.returns[0]
            day = long_date(first.received_on or first.submitted_at)
            done = "was received" if first.received_on else "was submitted"
            term = str(first.term)
            return f"The return of the {term[:1].lower()}{term[1:]} {done} on {day}"
        return f"The plan was completed on {long_date(self.plan.completed_on)}"


class CorrectionNeedsReason(Exception):
    """Nothing was kept: a paper that is in tells of the record."""

    def __init__(self, papers: Papers) -> None:
        super().__init__(papers)
        self.papers = papers

    def __str__(self) -> str:
        return f"{self.papers.words}. Say why its record is corrected."


@dataclass(frozen=True)
class Told:
    """What a visit says that its papers tell."""

    on: date
    half_days: int
    activity: str
    school: School | None
    plan: OutreachPlan | None

    @classmethod
    def by(cls, visit: OutreachVisit) -> "Told":
        return cls(visit.visited_on, visit.half_days, visit.activity, visit.school, visit.plan)


def papers_of(
    practitioner: Practitioner, day: date, plan: OutreachPlan | None, *, hold: bool = False
) -> Papers:
    """The papers in already that tell of a visit on the day. With `hold` the returns are held: of a
    return submitted and a visit recorded at the same moment one comes first."""
    rows = TermReturn.objects.select_for_update(of=("self",)) if hold else TermReturn.objects
    returns = (
        rows.filter(practitioner=practitioner, term__starts_on__lte=day, term__ends_on__gte=day)
        .select_related("term", "post__base_school", "post__subject", "practitioner")
        .order_by("pk")
    )
    done = plan if plan and plan.state in FINISHED_STATES else None
    return Papers(tuple(each for each in returns if each.state not in UNWRITTEN), done)


def correct(
    visit: OutreachVisit, *, was: Told | None, now: Told | None, reason: str, by: User | None
) -> list[VisitCorrection]:
    """A correction stands beside each paper that tells of the visit as it was or is, and those who
    have the return are told. A visit that moves from one term to another is taken from the one
    return and added to the other. Nothing is written where no paper is in, or where only the words
    of the record change, which no paper tells. Raises
    CorrectionNeedsReason."""
    if was == now:
        return []
    before, after = (
        papers_of(visit.practitioner, side.on, side.plan, hold=True) if side else Papers()
        for side in (was, now)
    )
    if (before or after) and not one_line(reason):
        raise CorrectionNeedsReason(before or after)
    made = []
    for paper, kind in _sides(before, after):
        fields = {} if kind == VisitCorrection.Kind.ADDED else _columns("was", was)
        fields |= {} if kind == VisitCorrection.Kind.REMOVED else _columns("now", now)
        of = {"plan": paper} if isinstance(paper, OutreachPlan) else {"term_return": paper}
        made.append(
            VisitCorrection.objects.create(
                kind=kind,
                visit=visit if now else None,
                school=(now or was).school,
                reason=one_line(reason)[:LONGEST],
                made_at=timezone.now(),
                made_by=by,
                **of,
                **fields,
            )
        )
        record(paper, "outreach_visit.corrected", by=by, kind=str(kind))
    for each in made:
        if each.term_return_id:
            letters.corrected(each)
    return made


def _sides(before: Papers, after: Papers) -> Iterable[tuple]:
    kinds = VisitCorrection.Kind
    for paper in (*before.returns, *filter(None, [before.plan])):
        stays = paper in (*after.returns, after.plan)
        yield paper, kinds.CHANGED if stays else kinds.REMOVED
    for paper in (*after.returns, *filter(None, [after.plan])):
        if paper not in (*before.returns, before.plan):
            yield paper, kinds.ADDED


def _columns(side: str, told: Told) -> dict:
    return {
        f"{side}_on": told.on,
        f"{side}_half_days": told.half_days,
        f"{side}_activity": told.activity,
    }
