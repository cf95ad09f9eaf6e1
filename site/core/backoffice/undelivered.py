"""Messages that lately did not arrive, on the home page of the back office."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from core.backoffice.today import Waiting
from core.models import Message, User
from core.models.message import Delivery, MessageState

# What is older has been seen; it stays in the list of messages.
LATELY = timedelta(days=14)


def of_messages(user: User) -> Iterator[Waiting]:
    """For whoever may send them again."""
    if not user.has_perm("core.resend_message"):
        return
    listed, since = reverse("message:index"), timezone.now() - LATELY
    lately = Message.objects.filter(created_at__gte=since)
    yield Waiting(
        "message of two weeks failed,messages of two weeks failed",
        lately.standing(MessageState.FAILED),
        f"{listed}?state={MessageState.FAILED}",
    )
    yield Waiting(
        "message of two weeks came back,messages of two weeks came back",
        lately.standing(Delivery.BOUNCED),
        f"{listed}?state={Delivery.BOUNCED}",
    )
