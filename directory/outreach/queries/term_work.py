"""What is on record of one AST's term, for the return and the evidence (CA L37, L49)."""

from dataclasses import dataclass, field

from directory.models import Practitioner, Term
from directory.outreach.models import OutreachVisit
from directory.outreach.models.visit import Activity
from directory.outreach.sessions_led import LedSession, sessions_led


@dataclass(frozen=True)
class TermWork:
    """The visits and the sessions led of one term, and their totals."""

    visits: list[OutreachVisit] = field(default_factory=list)
    sessions: list[LedSession] = field(default_factory=list)

    @property
    def half_days(self) -> int:
        """Half days of outreach; work in the own school is counted apart (CA L30)."""
        return sum(each.half_days for each in self.visits if each.activity != Activity.INREACH)

    @property
    def inreach_half_days(self) -> int:
        return sum(each.half_days for each in self.visits if each.activity == Activity.INREACH)

    @property
    def schools(self) -> int:
        return len({each.school_id for each in self.visits if each.school_id})

    @property
    def is_empty(self) -> bool:
        return not self.visits and not self.sessions

    @property
    def totals(self) -> dict[str, int]:
        """As a return keeps them."""
        return {
            "half_days": self.half_days,
            "inreach_half_days": self.inreach_half_days,
            "visits": len(self.visits),
            "schools": self.schools,
            "sessions_led": len(self.sessions),
        }


def work_of(practitioner: Practitioner, term: Term) -> TermWork:
    """Two queries, however much there is."""
    visits = OutreachVisit.objects.of(practitioner).in_term(term).select_related("school")
    return TermWork(
        visits=list(visits.order_by("visited_on", "pk")),
        sessions=sessions_led(practitioner, term.starts_on, term.ends_on),
    )
