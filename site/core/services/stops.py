"""Letters that nobody needs to have can be stopped, by a link in each of them and without log-in.
A stop is of one kind for one address, and `queue_message` keeps to it."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models.functions import Lower
from django.urls import reverse

from core.audit import record
from core.letters import letter_of
from core.models import MailStop, Message

_SALT = "core.stop_letters"


def is_stopped(email: str, kind: str) -> bool:
    """Whether this address wants no more letters of a kind that may be stopped."""
    return letter_of(kind).may_stop and _stops(email, kind).exists()


def stop_address(message: Message) -> str:
    """The whole address that stops letters like this one. It is made of the message's number, so
    that no email address stands in it, and works as long as the message is kept."""
    token = signing.Signer(salt=_SALT).sign(message.pk)
    return settings.SITE_URL + reverse("core:stop_letters", args=[token])


def letter_stopped_by(token: str) -> Message | None:
    """The letter that a token came with, if we made the token and its kind may be stopped."""
    try:
        pk = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    message = Message.objects.filter(pk=pk).first()
    return message if message and letter_of(message.kind).may_stop else None


@transaction.atomic
def stop_letters(message: Message) -> MailStop:
    """No more letters of this message's kind go to its address. Twice is once."""
    return stop_kind(message.to_email, message.kind)


def stop_kind(email: str, kind: str) -> MailStop:
    """No more letters of this kind go to the address. Of two at once the constraint makes one."""
    stop, made = MailStop.objects.get_or_create(email=email.strip().lower(), kind=kind)
    if made:
        record(stop, "letters.stopped", kind=kind)
    return stop


@transaction.atomic
def take_up_letters(message: Message) -> None:
    """The address has such letters again. Twice is once."""
    take_up_kind(message.to_email, message.kind)


@transaction.atomic
def take_up_kind(email: str, kind: str) -> None:
    """The same, for an address that asks for letters of a kind anew."""
    for stop in _stops(email, kind):
        record(stop, "letters.taken_up", kind=kind)
        stop.delete()


def _stops(email: str, kind: str):
    stops = MailStop.objects.annotate(address=Lower("email"))
    return stops.filter(address=email.strip().lower(), kind=kind)
