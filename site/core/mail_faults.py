"""What a mail server's answer means: give the message up, or keep it and try again."""

import re
import smtplib

from anymail.exceptions import (
    AnymailAPIError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from django.core.mail import BadHeaderError

from core.services.outbox import LinkNotWanted

_HOPELESS = (
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
    BadHeaderError,
    LinkNotWanted,
    UnicodeError,
)
# An API's answers about us or its own health, not about this message.
_API_TRY_LATER = {401, 402, 403, 404, 408, 425, 429}
_SIZE_EXCEEDED = 552
_FINER_NUMBER = re.compile(r"\s*5\.(?P<subject>\d{1,3})\.\d{1,3}\b")


def is_permanent(error: Exception) -> bool:
    """True when trying again cannot help: no such address, a message refused or malformed.

    A refused log-in or sender is the site's own trouble: it would fail every message alike, so
    those are kept until it is put right."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(_is_5xx(code) for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return _is_5xx(error.smtp_code)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return error.smtp_code == _SIZE_EXCEEDED
    if isinstance(error, AnymailAPIError):
        status = error.status_code
        return status is not None and 400 <= status < 500 and status not in _API_TRY_LATER
    return isinstance(error, _HOPELESS)


def refuses_address(error: Exception) -> bool:
    """True when the server will take nothing for that address: no such mailbox, or one that is
    closed or full. A refusal out of policy (5.7.1, "relaying denied") says nothing of it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return is_permanent(error) and all(
            _is_the_addresss(text) for _code, text in error.recipients.values()
        )
    return isinstance(error, AnymailInvalidAddress | AnymailRecipientsRefused)


def is_everyones(error: Exception) -> bool:
    """True when the next message would most likely meet the same fault: the server is away, or
    refuses us. False for what concerns one message alone."""
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return False
    return isinstance(error, OSError | AnymailAPIError) and not is_permanent(error)


def describe(error: Exception) -> str:
    """What the office reads beside the message, at most 300 characters. Of an error we do not
    know only its name, since its words might quote a secret link."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        words = f"{code} {_decoded(text)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        words = f"{error.smtp_code} {_decoded(error.smtp_error)}"
    elif isinstance(error, LinkNotWanted | BadHeaderError):
        words = str(error)
    elif isinstance(error, OSError | AnymailAPIError | AnymailRecipientsRefused):
        words = str(error) or type(error).__name__
    else:
        words = type(error).__name__
    return " ".join(words.split())[:300]


def _is_the_addresss(text: bytes | str) -> bool:
    """By the finer number a server may begin with (RFC 3463): 5.1 the address, 5.2 its mailbox."""
    finer = _FINER_NUMBER.match(_decoded(text))
    return finer is None or finer["subject"] in ("1", "2")


def _is_5xx(code: int) -> bool:
    return 500 <= code < 600


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
