"""The address that a mail provider calls: what is signed counts, and nothing else is ever a 500."""

import base64
import hashlib
import hmac
import json
import time

import pytest
from django.core import mail
from django.test import Client

from core.checks import check_reports_about_mail_are_signed
from core.models import Message
from core.services.sending import send_due_messages
from tests.core.mail_providers import SIGNED, resend
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/mail/events/"
KEY = "a-signing-key"
SECRET = "reports:of-the-mail-provider"


@pytest.fixture
def mailgun(settings):
    settings.MAIL_TRANSPORT = "anymail.backends.mailgun.EmailBackend"
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


@pytest.fixture
def postmark(settings):
    """A provider that signs nothing, and calls with a name and a password."""
    settings.MAIL_TRANSPORT = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def signed(event, *, key: str = KEY) -> str:
    stamp, token = "1790000000", "t" * 50
    made = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    signature = {"timestamp": stamp, "token": token, "signature": made}
    return json.dumps({"signature": signature, "event-data": event})


def bounce(of: str = "abc@mail.example.org") -> dict:
    return {
        "event": "failed",
        "severity": "permanent",
        "timestamp": 1790000000.5,
        "recipient": "somebody.else@example.org",
        "message": {"headers": {"message-id": of}},
        "delivery-status": {"message": "550 5.1.1 No such mailbox", "code": 550},
    }


def post(body, client: Client | None = None, **headers):
    strict = client or Client(enforce_csrf_checks=True)
    return strict.post(ADDRESS, body, content_type="application/json", headers=headers)


def sent(**fields) -> Message:
    return MessageFactory(sent=True, **{"provider_id": "abc@mail.example.org", **fields})


def state(message: Message) -> tuple:
    message.refresh_from_db()
    return message.state, message.delivery, message.delivery_reason


def test_signed_report_reaches_its_message_whatever_address_it_names(mailgun):
    message, other = sent(), sent(to_email="somebody.else@example.org", provider_id="other")

    assert post(signed(bounce())).status_code == 200
    assert post(signed(bounce())).status_code == 200

    assert state(message) == ("sent", "bounced", "550 5.1.1 No such mailbox")
    assert state(other) == ("sent", "", "")


@pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning")
@pytest.mark.parametrize("name", SIGNED)
def test_each_provider_that_signs_is_taken_by_its_signature_and_by_nothing_else(settings, name):
    """SAFETY 15: altered, without its signature, or with another's, it changes nothing."""
    message, report = sent(), SIGNED[name]()
    settings.MAIL_TRANSPORT = f"anymail.backends.{name}.EmailBackend"
    settings.ANYMAIL = report.anymail

    def posted(body: bytes, headers: dict) -> int:
        strict = Client(enforce_csrf_checks=True)
        kind = report.content_type
        return strict.post(ADDRESS, body, content_type=kind, headers=headers).status_code

    assert posted(report.body.replace(b"mailbox", b"place"), report.headers) == 400
    forged = {each: f"x{signature[1:]}" for each, signature in report.headers.items()}
    unsigned = report.body.replace(b'"auth": "', b'"auth": "0') if not forged else report.body
    assert (posted(unsigned, {}), posted(unsigned, forged)) == (400, 400)
    assert state(message) == ("sent", "", "")

    assert posted(report.body, report.headers) == 200
    assert state(message)[:2] == ("sent", "bounced")
    settings.ANYMAIL = {}
    assert posted(report.body, report.headers) == 404


@pytest.mark.parametrize("minutes", [-6, 6])
def test_report_that_was_signed_at_another_time_is_refused(settings, minutes):
    """SAFETY 15, 17: an old one sent again, or one dated ahead."""
    message, report = sent(), resend(at=int(time.time()) + 60 * minutes)
    settings.MAIL_TRANSPORT = "anymail.backends.resend.EmailBackend"
    settings.ANYMAIL = report.anymail
    assert post(report.body, **report.headers).status_code == 400
    assert state(message) == ("sent", "", "")


def test_report_that_a_message_waits_elsewhere_says_nothing_yet(mailgun):
    message = sent()
    assert post(signed({**bounce(), "severity": "temporary"})).status_code == 200
    assert state(message) == ("sent", "", "")


def test_report_of_nobodys_message_is_taken_and_dropped(mailgun):
    message = sent()
    assert post(signed(bounce("unknown@mail.example.org"))).status_code == 200
    assert state(message) == ("sent", "", "")


@pytest.mark.parametrize(
    "body",
    [
        signed(bounce(), key="forged"),
        json.dumps({"event-data": bounce()}),
        "",
        "[]",
        "not json",
        b"\xff\xfe",
        json.dumps({"signature": {"timestamp": "é", "token": "é", "signature": "é"}}),
        signed([]),
        signed({"event": "failed"}),
        signed({**bounce(), "timestamp": "never"}),
        signed({**bounce(), "message": "no headers"}),
    ],
)
def test_what_is_not_signed_or_not_readable_is_a_bad_request(mailgun, body, caplog):
    """SAFETY 15, 16."""
    message = sent()
    assert post(body).status_code in (200, 400)
    assert state(message) == ("sent", "", "")
    assert "example.org" not in caplog.text


def test_name_and_password_in_the_address_do_where_nothing_is_signed(postmark):
    message = sent(provider_id="883953f4-6105-42a2-a16a-77a8eac79483")
    body = json.dumps(
        {
            "RecordType": "SpamComplaint",
            "Type": "SpamComplaint",
            "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
            "BouncedAt": "2026-11-05T16:33:54.9070259Z",
            "Email": "nell@example.org",
        }
    )

    assert post(body).status_code == 400
    wrong = base64.b64encode(b"reports:guessed").decode()
    assert post(body, authorization=f"Basic {wrong}").status_code == 400
    assert state(message)[1] == ""
    right = base64.b64encode(SECRET.encode()).decode()
    assert post(body, authorization=f"Basic {right}").status_code == 200
    assert state(message)[1] == "complained"


@pytest.mark.parametrize(
    ("transport", "anymail"),
    [
        ("django.core.mail.backends.smtp.EmailBackend", {"WEBHOOK_SECRET": SECRET}),
        ("anymail.backends.postmark.EmailBackend", {"POSTMARK_SERVER_TOKEN": "x"}),
        ("anymail.backends.mailgun.EmailBackend", {"WEBHOOK_SECRET": ""}),
        # Mandrill signs always; and of Mailtrap this key is of nothing that Anymail looks at.
        ("anymail.backends.mandrill.EmailBackend", {"WEBHOOK_SECRET": SECRET}),
        ("anymail.backends.mailtrap.EmailBackend", {"MAILTRAP_SIGNING_SECRET": "x"}),
        ("anymail.backends.test.EmailBackend", {"WEBHOOK_SECRET": SECRET}),
    ],
)
def test_there_is_no_such_page_without_a_provider_and_a_secret(settings, transport, anymail):
    settings.MAIL_TRANSPORT, settings.ANYMAIL = transport, anymail
    assert post(signed(bounce())).status_code == 404


@pytest.mark.parametrize(
    ("anymail", "found"),
    [
        ({"WEBHOOK_SECRET": SECRET}, []),
        ({}, ["core.E006"]),
        ({"WEBHOOK_SECRET": "short:one"}, ["core.E007"]),
        ({"WEBHOOK_SECRET": "a-password-without-a-user-name"}, ["core.E007"]),
    ],
)
def test_production_refuses_reports_without_a_secret(settings, anymail, found):
    settings.MAIL_TRANSPORT = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = anymail
    assert [each.id for each in check_reports_about_mail_are_signed(None)] == found


def test_message_keeps_what_the_provider_calls_it(settings):
    settings.MAIL_TRANSPORT = "anymail.backends.test.EmailBackend"
    message = MessageFactory()
    send_due_messages()
    message.refresh_from_db()
    assert message.state == "sent"
    assert message.provider_id == str(mail.outbox[0].anymail_status.message_id)


def test_message_sent_by_an_ordinary_server_keeps_its_own_number():
    message = MessageFactory()
    send_due_messages()
    message.refresh_from_db()
    assert message.provider_id == f"{message.message_id}@testserver"
