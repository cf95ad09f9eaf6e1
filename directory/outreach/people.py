"""Whom outreach writes to: the coordinator, a school's leads, the AST."""

from dataclasses import dataclass

from core.models import PartnershipSettings, User
from directory.enums import Role
from directory.models import Practitioner, RoleAssignment, School
from directory.services.claims import leads_of


@dataclass(frozen=True)
class Addressee:
    """One person, or one role's address."""

    email: str
    name: str


def coordinator() -> Addressee:
    """The AST coordinator's address; the office's while there is none (CA L102)."""
    partnership = PartnershipSettings.load()
    if partnership.coordinator_email:
        return Addressee(partnership.coordinator_email, "AST coordinator")
    return Addressee(partnership.office_email, partnership.office_name)


def school_leads(school: School, *, but_not: str = "") -> list[Addressee]:
    """The school's leads, without the one whose address is given: who did it knows of it."""
    found = (Addressee(lead.email, str(lead)) for lead in leads_of(school))
    return [each for each in found if each.email.lower() != but_not.lower()]


def email_of(practitioner: Practitioner) -> str:
    """Where the AST reads letters: the account's address, or the one the office keeps."""
    return practitioner.user.email if practitioner.user else practitioner.email


def the_ast(practitioner: Practitioner) -> Addressee:
    return Addressee(email_of(practitioner), practitioner.name)


def advisers():
    """Those who may be consulted today."""
    live = RoleAssignment.objects.live().filter(role=Role.ADVISER)
    return User.objects.filter(pk__in=live.values("user"), is_active=True).order_by("last_name")
