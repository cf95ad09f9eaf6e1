"""What of outreach waits for somebody's decision, on the home page of the back office. The AST
coordinator has a desk of their own."""

from collections.abc import Iterator

from django.urls import reverse

from core.backoffice.today import Waiting
from core.models import User
from directory.outreach.queries.decisions import to_decide


def of_outreach(user: User) -> Iterator[Waiting]:
    """Each kind of decision that is the person's, with the way to all of them."""
    here = reverse("outreach:decisions")
    for each in to_decide(user):
        yield Waiting(each.counted, each.rows, each.url or here)
