"""Sending what the outbox holds: claim one row, send it outside any transaction, write down how
it went. Two workers never hold the same row; one that is killed lets go when its lease ends."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from anymail.exceptions import AnymailUnsupportedFeature
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.audit import record
from core.faults import where
from core.mail import build_email, may_go_to, message_id, transport, why_held
from core.mail_faults import describe, is_everyones, is_permanent, refuses_address
from core.models import Message
from core.services.deliveries import plain_id
from core.services.outbox import LinkNotWanted, is_forgotten

logger = logging.getLogger(__name__)

# Longer than the slowest honest send: a dozen answers at EMAIL_TIMEOUT seconds each.
LEASE = timedelta(minutes=5)
# After the first try, the second, …; the last comes about a day after the first.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
MAX_TRIES = len(WAITS) + 1


@dataclass
class Tally:
    """How a round of sending went."""

    sent: int = 0
    kept: int = 0
    failed: int = 0
    held: str = ""
    server_away: bool = False

    @property
    def tried(self) -> int:
        return self.sent + self.kept + self.failed


def send_due_messages(limit: int = 100, *, stop: Callable[[], bool] = lambda: False) -> Tally:
    """Send up to `limit` messages whose time has come, the longest waiting first. Ends early when
    `stop()` says so, or when the mail server is away: the rest would only wait for it in turn."""
    tally = Tally()
    if not Message.objects.due().exists():
        return tally
    tally.held = why_held()
    if tally.held:
        return tally
    while tally.tried < limit and not tally.server_away and not stop():
        message = claim_next()
        if message is None:
            break
        _send(message, tally)
    return tally


def claim_next(now: datetime | None = None) -> Message | None:
    """Take the next due message for LEASE, counting the try, or None. Of two workers that ask at
    once, PostgreSQL gives each another row; elsewhere the conditional update lets one win."""
    now = now or timezone.now()
    while True:
        with transaction.atomic():
            due = Message.objects.due(now).order_by("next_try_at", "pk")
            message = due.select_for_update(skip_locked=True).first()
            if message is None:
                return None
            ours = Message.objects.due(now).filter(pk=message.pk, tries=message.tries)
            if ours.update(tries=F("tries") + 1, locked_until=now + LEASE):
                message.tries += 1
                message.locked_until = now + LEASE
                return message


def resend_message(message: Message, *, by) -> Message:
    """The message is queued once more: a failed one, or one that waits, from its first try and
    now; a sent one as a new message, since mail programs drop a second with the same number."""
    now = timezone.now()
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        record(message, "message.sent_again", by=by)
        if message.state == Message.State.SENT:
            return _copy(message)
        if message.locked_until and message.locked_until > now:
            return message  # in a worker's hands this moment
        message.state = Message.State.QUEUED
        message.tries = 0
        message.next_try_at = now
        message.error = message.delivery = message.delivery_reason = ""
        message.delivery_at = None
        message.save(
            update_fields=["state", "tries", "next_try_at", "error"]
            + ["delivery", "delivery_at", "delivery_reason"]
        )
        return message


def _copy(message: Message) -> Message:
    kept = ("kind", "to_email", "to_name", "reply_to", "subject", "text_body", "html_body")
    also = ("calendar", "calendar_method", "link_kind", "link_object_id", "about")
    return Message.objects.create(**{name: getattr(message, name) for name in kept + also})


def _send(message: Message, tally: Tally) -> None:
    """Send one claimed message and settle its row. No error of one message stops the others."""
    if message.tries > MAX_TRIES:
        # Each try before was cut off by a kill, or it would have been settled.
        _settle(message, Message.State.FAILED, message.error or "Given up: cut off at each try.")
        tally.failed += 1
        return
    if not may_go_to(message.to_email):
        _settle(message, Message.State.FAILED, "This copy of the site may not send there.")
        tally.failed += 1
        return
    try:
        message.provider_id = _deliver(message)
    except Exception as error:  # any fault of a library or a link's maker must end as a row's state
        _settle_fault(message, error, tally)
    else:
        _settle(message, Message.State.SENT)
        tally.sent += 1


def _deliver(message: Message) -> str:
    """Hand the email to the transport; returns what the provider calls it, or else our own number,
    which a provider reached by SMTP reports. Closing comes after it is accepted, so a server that
    hangs or complains at goodbye does not make us send it twice."""
    server = transport()
    server.open()
    try:
        email = build_email(message)
        try:
            server.send_messages([email])
        except AnymailUnsupportedFeature:
            # Raised before anything is sent, by services that take an invitation as a file only.
            email = build_email(message, calendar_inline=False)
            server.send_messages([email])
    finally:
        try:
            server.close()
        except OSError as error:
            logger.info("Message %s: the server's goodbye failed: %s", message.pk, where(error))
    given = getattr(getattr(email, "anymail_status", None), "message_id", None)
    return plain_id(str(given) if isinstance(given, str | int) else message_id(message))


def _settle_fault(message: Message, error: Exception, tally: Tally) -> None:
    permanent = is_permanent(error)
    # A message whose occasion has passed is nobody's trouble.
    logger.log(
        logging.INFO if isinstance(error, LinkNotWanted) else logging.WARNING,
        "Message %s not sent at try %s: %s%s",
        message.pk, message.tries, where(error), ", given up" if permanent else "",
    )  # fmt: skip
    if permanent or message.tries >= MAX_TRIES:
        _settle(message, Message.State.FAILED, describe(error), refused=refuses_address(error))
        tally.failed += 1
    else:
        _settle(message, Message.State.QUEUED, describe(error))
        tally.kept += 1
    tally.server_away = is_everyones(error)


def _settle(message: Message, state: str, error: str = "", *, refused: bool = False) -> None:
    """Write down how a try ended, and that its address was `refused`, unless the lease ran out and
    another worker has taken over."""
    now = timezone.now()
    wait = WAITS[min(message.tries, len(WAITS)) - 1]
    ours = Message.objects.queued().filter(pk=message.pk, tries=message.tries)
    if is_forgotten(message.kind) and state != Message.State.QUEUED:
        settled, _ = ours.delete()
    else:
        settled = ours.update(
            state=state,
            sent_at=now if state == Message.State.SENT else None,
            next_try_at=now + wait if state == Message.State.QUEUED else message.next_try_at,
            locked_until=None,
            error=error,
            provider_id=message.provider_id if state == Message.State.SENT else "",
            delivery=Message.Delivery.REJECTED if refused else "",
            delivery_at=now if refused else None,
            delivery_reason=error if refused else "",
        )
    if not settled:
        logger.warning("Message %s was settled by another worker.", message.pk)
    elif state == Message.State.SENT:
        logger.info("Message %s sent at try %s.", message.pk, message.tries)
