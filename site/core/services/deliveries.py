"""What became of a message after it was sent, as the mail provider reports it: delivered, refused,
come back, or reported as unwanted. A mail server that will not take it for its address says so at
once (core.services.sending).

Reports come late, twice and in any order. The weightiest one counts, and of two alike the earlier,
so every order of the same reports ends in the same state."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lower, RowNumber
from django.utils import timezone

from core.letters import letters
from core.letters.writing import one_line
from core.models import Message
from core.models.message import DID_NOT_ARRIVE, Delivery
from core.services.stops import stop_kind
from core.templatetags.wording import long_date

# A message that was delivered may still come back, and only what arrived can be complained of.
_WEIGHT = {
    "": 0,
    Delivery.DELIVERED: 1,
    Delivery.REJECTED: 2,
    Delivery.BOUNCED: 3,
    Delivery.COMPLAINED: 4,
}


@dataclass(frozen=True)
class Report:
    """One report: `provider_id` is the provider's number of the message. The address that a report
    names is not in here, since nobody vouches for it."""

    provider_id: str
    delivery: Delivery
    at: datetime | None = None
    reason: str = ""


@transaction.atomic
def note_delivery(report: Report) -> Message | None:
    """The message says what became of it; a complaint stops, for its address, every kind of letter
    that may be stopped. Returns the message, or None for a number that is none of ours."""
    provider_id = plain_id(report.provider_id)
    found = Message.objects.select_for_update().filter(provider_id=provider_id)
    message = found.filter(state=Message.State.SENT).first() if provider_id else None
    if message is None:
        return None
    at = report.at or timezone.now()
    if _counts(report, at, message):
        message.delivery = report.delivery
        message.delivery_at = at
        message.delivery_reason = one_line(report.reason)[:300]
        message.save(update_fields=["delivery", "delivery_at", "delivery_reason"])
    if report.delivery == Delivery.COMPLAINED:
        for each in letters():
            if each.may_stop:
                stop_kind(message.to_email, each.kind)
    return message


def plain_id(provider_id: str) -> str:
    """The number without the brackets that some write around it."""
    return (provider_id or "").strip().strip("<>")[:200]


def trouble_with(emails: Iterable[str]) -> dict[str, Message]:
    """For each of the addresses whose last heard-of message did not arrive, that message. Mail to
    them is still tried: an address may be put right at the other end."""
    return _trouble({email.strip().lower() for email in emails if email})


def every_trouble() -> dict[str, Message]:
    """The same for all the addresses that there are."""
    messages = Message.objects.filter(delivery__in=DID_NOT_ARRIVE)
    return _trouble(messages.annotate(address=Lower("to_email")).values("address"))


def mark_trouble(people: Iterable, address: Callable = attrgetter("email")) -> None:
    """Each of the people has `mail_trouble`: the message that did not arrive, or None. One query
    for all of them."""
    people = list(people)
    found = trouble_with(address(each) for each in people)
    for each in people:
        each.mail_trouble = found.get((address(each) or "").strip().lower())


def trouble_in_words(message: Message | None) -> str:
    """ "Came back on 24 November 2026: 550 no such mailbox"; "" where there is none."""
    if message is None:
        return ""
    said = f"{message.get_delivery_display()} on {long_date(message.delivery_at)}"
    return f"{said}: {message.why}" if message.why else said


def _trouble(addresses: set[str] | QuerySet) -> dict[str, Message]:
    """The last heard-of message of each address, where it did not arrive; without its words."""
    every = Message.objects.annotate(address=Lower("to_email"))
    # What the same server has taken since: the address it refused has been put right.
    since = every.filter(
        address=OuterRef("address"), state=Message.State.SENT, sent_at__gt=OuterRef("delivery_at")
    )
    put_right = Q(Exists(since), state=Message.State.FAILED)
    heard = every.exclude(delivery="").exclude(put_right)
    latest = Window(
        RowNumber(),
        partition_by=[F("address")],
        order_by=[F("delivery_at").desc(), F("pk").desc()],
    )
    found = heard.filter(address__in=addresses).annotate(place=latest).filter(place=1)
    found = found.defer("text_body", "html_body", "calendar")
    return {each.address: each for each in found if each.did_not_arrive}


def _counts(report: Report, at: datetime, message: Message) -> bool:
    ours, theirs = _WEIGHT[message.delivery], _WEIGHT[report.delivery]
    if ours != theirs:
        return theirs > ours
    return message.delivery_at is None or at < message.delivery_at
