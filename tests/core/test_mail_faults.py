import smtplib
import socket

import pytest
from anymail.exceptions import AnymailAPIError, AnymailInvalidAddress, AnymailRecipientsRefused
from django.core.mail import BadHeaderError

from core.mail_faults import describe, is_everyones, is_permanent, refuses_address


def refused(code: int, words: bytes = b"No such mailbox") -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"nell@example.org": (code, words)})


def api(status: int | None) -> AnymailAPIError:
    error = AnymailAPIError("said no")
    error.status_code = status
    error.describe_response = lambda: None
    return error


@pytest.mark.parametrize(
    "error",
    [
        refused(550),
        refused(553),
        smtplib.SMTPDataError(554, b"Spam"),
        smtplib.SMTPSenderRefused(552, b"Too large", "office@example.org"),
        BadHeaderError("newline"),
        AnymailRecipientsRefused(),
        AnymailInvalidAddress("not an address"),
        api(400),
        api(422),
        UnicodeEncodeError("idna", "x", 0, 1, "bad"),
    ],
)
def test_what_concerns_this_message_for_good_is_permanent(error):
    assert is_permanent(error)
    assert not is_everyones(error)


@pytest.mark.parametrize(
    "error",
    [refused(421), refused(450), smtplib.SMTPDataError(451, b"Greylisted"), KeyError("template")],
)
def test_what_may_pass_is_kept_and_others_go_on(error):
    assert not is_permanent(error)
    assert not is_everyones(error)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(111, "Connection refused"),
        TimeoutError("timed out"),
        socket.gaierror(-2, "Name or service not known"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPConnectError(421, b"Too busy"),
        smtplib.SMTPAuthenticationError(535, b"Wrong password"),
        smtplib.SMTPSenderRefused(530, b"Log in first", "office@example.org"),
        api(None),
        api(401),
        api(429),
        api(503),
    ],
)
def test_trouble_of_the_server_is_kept_and_the_round_ends(error):
    assert not is_permanent(error)
    assert is_everyones(error)


def test_one_of_several_recipients_that_may_pass_keeps_the_message():
    both = smtplib.SMTPRecipientsRefused({"a@x.example": (550, b"No"), "b@x.example": (450, b"?")})

    assert not is_permanent(both)


@pytest.mark.parametrize(
    ("error", "of_the_address"),
    [
        (refused(550), True),
        (refused(550, b"5.1.1 No such mailbox"), True),
        (refused(552, b"5.2.2 The mailbox is full"), True),
        (refused(550, b"5.7.1 Relaying denied"), False),
        (refused(450, b"4.2.1 Try later"), False),
        (smtplib.SMTPDataError(554, b"5.1.1 Spam"), False),
        (AnymailRecipientsRefused(), True),
        (api(422), False),
    ],
)
def test_refusal_of_an_address_is_told_from_one_of_us(error, of_the_address):
    assert refuses_address(error) is of_the_address


def test_description_is_the_servers_words_on_one_line():
    assert describe(refused(550)) == "550 No such mailbox"
    assert describe(smtplib.SMTPDataError(554, b"Spam\r\nreally")) == "554 Spam really"
    assert describe(TimeoutError("timed out")) == "timed out"
    assert describe(smtplib.SMTPDataError(554, b"\xff" * 400)) == "554 " + "\ufffd" * 296


def test_unknown_error_is_named_and_not_quoted():
    assert describe(KeyError("https://example.org/secret/7")) == "KeyError"
