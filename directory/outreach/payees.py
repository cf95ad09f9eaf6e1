"""To whom the money of a post goes: never to the teacher (CB ¶3)."""

from directory.models import School
from directory.outreach.funding_enums import Payee
from directory.outreach.queries.schools import is_academy


def payee_of(school: School) -> tuple[Payee, str]:
    """The trust of an academy that has one (CB ¶9), otherwise the school (CB ¶3)."""
    if school.trust_name and is_academy(school):
        return Payee.TRUST, school.trust_name
    return Payee.SCHOOL, school.name
