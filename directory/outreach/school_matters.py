"""What of support waits for a lead's answer, on their school's page."""

from django.urls import reverse

from core.templatetags.wording import counted
from directory.enums import Role
from directory.models import School
from directory.outreach.request_permissions import offered_to
from directory.outreach.states.request import RequestState
from directory.permissions import has_school_role
from directory.waiting_matters import Matter, Waiting


def requests_to_answer(user, school: School) -> list[Waiting]:
    """Requests that an AST of the school has been offered."""
    if not has_school_role(user, school, Role.SCHOOL_LEAD):
        return []

    def lines(number: int) -> list[Matter]:
        words = f"{counted(number, 'request')} for your AST’s support to answer"
        return [Matter(words, reverse("outreach:school_support", args=[school.urn]))]

    return [Waiting(offered_to(school).filter(state=RequestState.OFFERED), lines)]
