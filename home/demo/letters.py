"""Letters in the demonstration: one whose words the office has changed, one that came back, and one
that the mail server refused."""

from django.utils import timezone

from core.models import Message, User
from core.models.message import Delivery
from core.services.deliveries import Report, note_delivery
from core.services.letter_words import change_words


def load_words(office: User) -> None:
    """The reminder of a session says two things in the office's own way."""
    change_words(
        "session_reminder",
        {
            "subject": "On {day}: {group}",
            "closing": "Please bring something your pupils have written.\n\nIf you cannot come"
            " after all, tell your school, so that somebody else can have the place.",
        },
        by=office,
    )


def load_what_did_not_arrive(to: User) -> None:
    """Of the messages to one account the first came back; the second was refused at the door."""
    returned, refused = Message.objects.filter(to_email=to.email).order_by("pk")[:2]
    returned.state, returned.sent_at = Message.State.SENT, timezone.now()
    returned.tries, returned.provider_id = 1, "demonstration-1"
    returned.save()
    reason = "550 5.1.1 There is no such mailbox"
    note_delivery(Report(returned.provider_id, Delivery.BOUNCED, timezone.now(), reason))
    refused.state, refused.tries = Message.State.FAILED, 1
    refused.error = refused.delivery_reason = "552 5.2.2 The mailbox is full"
    refused.delivery, refused.delivery_at = Delivery.REJECTED, timezone.now()
    refused.save()
