"""Where the roles of the contact form are reached, as the settings say it now."""

from dataclasses import dataclass

from core.models import PartnershipSettings
from home.enums import ContactRole
from subscriptions.models import FinanceSettings


@dataclass(frozen=True)
class ContactPoint:
    """A role with its addresses; blank where the settings have none."""

    title: str
    organisation: str
    address: str
    email: str
    telephone: str


def contact_point(role: str) -> ContactPoint:
    """How to reach a role today. Whoever has no address of their own is reached at the office."""
    partnership = PartnershipSettings.load()
    office = ContactPoint(
        partnership.office_name,
        partnership.organisation,
        partnership.office_address,
        partnership.office_email,
        partnership.office_telephone,
    )
    if role == ContactRole.COORDINATOR:
        return ContactPoint(
            ContactRole.COORDINATOR.label,
            partnership.display_name,
            "",
            partnership.coordinator_email or office.email,
            partnership.coordinator_telephone or office.telephone,
        )
    if role == ContactRole.PD_HEAD:
        return ContactPoint(
            ContactRole.PD_HEAD.label,
            partnership.display_name,
            "",
            partnership.pd_head_email or partnership.coordinator_email or office.email,
            partnership.pd_head_telephone or office.telephone,
        )
    if role == ContactRole.FINANCE:
        email = FinanceSettings.load().finance_email or office.email
        return ContactPoint(
            ContactRole.FINANCE.label, office.organisation, office.address, email, office.telephone
        )
    return office
