"""Whether a lead of a school agrees to its colleagues' own bookings, and who that is."""

from core.models import User
from directory.enums import Role
from directory.models import RoleAssignment, School
from psg_catalogue.models import SchoolBookingRule


def a_lead_agrees(school: School) -> bool:
    """True where the school has settled it so and has a lead to ask: without one a request would
    only run out."""
    asks = SchoolBookingRule.objects.filter(school=school, asks_lead=True).exists()
    return asks and bool(leads_of(school))


def leads_of(school: School) -> list[User]:
    """The leads of a school today who can still sign in."""
    live = RoleAssignment.objects.live().filter(
        school=school, role=Role.SCHOOL_LEAD, user__is_active=True
    )
    return list({each.user.pk: each.user for each in live.select_related("user")}.values())
