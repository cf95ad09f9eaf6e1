"""What of schools and people waits for the office, on the home page of the back office."""

from collections.abc import Iterator

from django.urls import reverse

from core.backoffice.today import Waiting
from core.models import User
from directory.backoffice.claims import schools_without_lead
from directory.enums import ClaimState
from directory.models import SchoolClaim


def of_people(user: User) -> Iterator[Waiting]:
    """A claim is the school's lead's to answer; where there is none, the office does."""
    if not user.has_perm("directory.manage_people"):
        return
    yield Waiting(
        "claim to a school that is not answered,claims to a school that are not answered",
        SchoolClaim.objects.filter(state=ClaimState.PENDING),
        f"{reverse('people_claims:index')}?state={ClaimState.PENDING}",
    )
    yield Waiting(
        "school without a lead,schools without a lead",
        schools_without_lead(),
        reverse("schools_without_lead:index"),
    )
