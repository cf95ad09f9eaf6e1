"""Made-up messages."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.models import Message


class MessageFactory(DjangoModelFactory):
    """A message that waits to be sent, to nobody real."""

    kind = "hello"
    to_email = factory.Sequence(lambda n: f"colleague{n}@example.org")
    to_name = "Nell Hatherley"
    subject = "Your place is booked"
    text_body = "You are coming.\n"
    html_body = "<p>You are coming.</p>\n"

    class Meta:
        model = Message

    class Params:
        sent = factory.Trait(
            state=Message.State.SENT, tries=1, sent_at=factory.LazyFunction(timezone.now)
        )
        failed = factory.Trait(
            state=Message.State.FAILED, tries=1, error="550 5.1.1 No such mailbox"
        )
        returned = factory.Trait(
            sent=True,
            delivery=Message.Delivery.BOUNCED,
            delivery_at=factory.LazyFunction(timezone.now),
            delivery_reason="550 5.1.1 No such mailbox",
        )
