"""The outbox: a message is a row in the caller's own transaction, and mail only later.

The words of a message of kind `booking_confirmed` are the templates
`emails/booking_confirmed/subject.txt` and `body.txt`; the HTML part is made from the plain text
(core.letters). They get the caller's context and `partnership`, `site_url`, `demo_mode`, `to_name`
and `link`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from core.letters.writing import LINK_PLACEHOLDER, cut, in_our_look, one_line, write_letter
from core.models import Message
from core.services.letter_words import own_words
from core.services.stops import is_stopped

# Where an address was that a person's erasure took out (core.privacy.person).
ERASED = "@erased.invalid"

_CALENDAR_METHODS = {"PUBLISH", "REQUEST", "CANCEL"}
_MORE_THAN_AN_ADDRESS = re.compile(r'[\s,;:<>"()\\]')

_together: ContextVar[list[Message] | None] = ContextVar("together", default=None)
_links: dict[str, Callable[[str], str]] = {}
_forgotten: set[str] = set()


class BadAddress(ValueError):
    """This is not one email address."""


class LinkNotWanted(Exception):
    """Raised by a link's maker when there is nothing left to link to; the message is given up."""


def register_link(kind: str, make: Callable[[str], str]) -> None:
    """From now on `[link]` in messages with this `link_kind` becomes `make(link_object_id)`, a
    whole address, at the moment of sending. Called from an app's `AppConfig.ready`."""
    _links[kind] = make


def forget_when_settled(kind: str) -> None:
    """From now on no row of a message of this kind is left once it is sent or given up: that
    somebody got it is itself not to be known later. Called from an app's `AppConfig.ready`."""
    _forgotten.add(kind)


def is_forgotten(kind: str) -> bool:
    """True for messages whose rows go when they are settled."""
    return kind in _forgotten


def make_link(kind: str, object_id: str) -> str:
    """The secret address for one message; never stored. Raises LinkNotWanted."""
    if kind not in _links:
        raise LinkNotWanted(f"Nothing makes links of the kind {kind}.")
    return _links[kind](object_id)


@contextmanager
def written_together() -> Iterator[None]:
    """The messages that are queued meanwhile are written at once when it ends, and none of them
    when it fails. One with a `once_key` is written straight away, since another may have it."""
    together: list[Message] = []
    outer = _together.set(together)
    try:
        yield
    finally:
        _together.reset(outer)
    Message.objects.bulk_create(together)


def queue_message(
    *,
    kind: str,
    to_email: str,
    to_name: str = "",
    context: dict | None = None,
    about: str = "",
    once_key: str | None = None,
    reply_to: str = "",
    calendar: bytes | str | None = None,
    calendar_method: str = "",
    link_kind: str = "",
    link_object_id: str | int = "",
) -> Message | None:
    """Keep one email to one address, to be sent once the caller's transaction is committed.

    With a `once_key` that is already taken nothing is written and the first message is returned.
    A blank address is ordinary (not everyone has email), as is one of a person since erased, and
    one that wants no more letters of this kind: nothing is written, None is returned.
    Raises BadAddress for what is not exactly one address. Line breaks and control characters in
    the subject and the name become spaces (SAFETY 54).
    """
    if not (to_email or "").strip() or to_email.endswith(ERASED):
        return None
    to_email = one_address(to_email)
    if is_stopped(to_email, kind):
        return None
    message = Message(
        kind=kind,
        to_email=to_email,
        to_name=one_line(to_name)[:200],
        reply_to=one_address(reply_to) if reply_to else "",
        calendar=_text(calendar),
        calendar_method=calendar_method.upper(),
        link_kind=link_kind,
        link_object_id=str(link_object_id),
        about=about,
        once_key=once_key or None,
    )
    if message.calendar and message.calendar_method not in _CALENDAR_METHODS:
        raise ValueError(f"A calendar needs a method: {', '.join(sorted(_CALENDAR_METHODS))}.")
    written = write_letter(kind, context or {}, to_name=message.to_name, own_words=own_words(kind))
    message.subject, message.text_body = written.subject, written.text
    message.html_body = written.html
    if link_kind and LINK_PLACEHOLDER not in message.text_body:
        raise ValueError(f"emails/{kind}/body.txt does not show its secret link.")
    return _keep(message)


def queue_written(*, to: str, subject: str, text: str, reply_to: str = "") -> Message:
    """Keep an email that a library wrote, in the site's look; `to` may be "Name <address>". Raises
    BadAddress."""
    name, address = _name_and_address(to)
    message = Message(
        kind="other",
        to_email=address,
        to_name=one_line(name)[:200],
        reply_to=_name_and_address(reply_to)[1] if reply_to else "",
        subject=cut(one_line(subject)),
        text_body=text,
    )
    message.html_body = in_our_look(message.subject, text)
    return _keep(message)


def one_address(address: str) -> str:
    """The address without surrounding space. Raises BadAddress unless it is exactly one."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress("This is not an email address.") from error
    if _MORE_THAN_AN_ADDRESS.search(address):
        raise BadAddress("Give one email address, and nothing else.")
    return address


def _name_and_address(header: str) -> tuple[str, str]:
    people = getaddresses([header])
    if len(people) != 1:
        raise BadAddress("Give one email address, and nothing else.")
    return people[0][0], one_address(people[0][1])


def _text(calendar: bytes | str | None) -> str:
    return calendar.decode() if isinstance(calendar, bytes) else calendar or ""


def _keep(message: Message) -> Message:
    """Insert the row, or find the one that took the key first. The unique constraint decides, so
    two at once make one: the second waits for the first and then reads it."""
    if message.once_key is None:
        together = _together.get()
        if together is None:
            message.save(force_insert=True)
        else:
            together.append(message)
        return message
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        first = Message.objects.filter(once_key=message.once_key).first()
        if first is None:
            raise
        return first
    return message
