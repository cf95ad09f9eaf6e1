from email import message_from_bytes
from email.policy import default

import pytest
from anymail.exceptions import AnymailUnsupportedFeature
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, mail_admins
from wagtail.models import Site

from core.mail import build_email, why_held
from core.models import Message
from core.services.outbox import BadAddress
from core.services.sending import send_due_messages
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db
ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def as_received(message: Message):
    as_sent = build_email(message).message().as_bytes(linesep="\r\n")
    return message_from_bytes(as_sent, policy=default)


@pytest.mark.parametrize(
    "name", ["Nell Hatherley", 'Nell "Nelly" Hatherley', "Hatherley, Nell", "Zoë Ó Briain", "N <n>"]
)
def test_name_reaches_the_header_whole_and_the_address_stays_one(name):
    received = as_received(MessageFactory(to_name=name, to_email="nell@example.org"))

    (address,) = received["To"].addresses
    assert (address.display_name, address.addr_spec) == (name, "nell@example.org")


def test_email_says_it_is_automatic_and_where_to_answer():
    received = as_received(MessageFactory(reply_to="leader@example.org"))

    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Reply-To"] == "leader@example.org"


def test_invitation_is_a_part_with_its_method_and_a_file():
    received = as_received(MessageFactory(calendar=ICS, calendar_method="REQUEST"))

    parts = [part for part in received.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "REQUEST"]
    assert [part.get_param("charset") for part in parts] == ["utf-8", "utf-8"]
    assert [part.get_filename() for part in parts] == [None, "invite.ics"]
    assert [part.get_payload(decode=True).decode() for part in parts] == [ICS, ICS]


def test_service_that_takes_files_only_gets_the_invitation_as_a_file(monkeypatch):
    taken = []

    def files_only(self, emails) -> int:
        for email in emails:
            if any("calendar" in part.mimetype for part in email.alternatives):
                raise AnymailUnsupportedFeature("alternative part")
            taken.append(email)
        return len(emails)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", files_only)
    message = MessageFactory(calendar=ICS, calendar_method="REQUEST")
    send_due_messages()

    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert [file.filename for file in taken[0].attachments] == ["invite.ics"]


def outbox():
    return get_connection("core.mail.OutboxBackend")


def test_what_a_library_sends_becomes_a_row_an_address():
    email = EmailMultiAlternatives(
        "Please\u00a0confirm",
        "Words",
        to=["Nell Hatherley <nell@example.org>", "ash@example.org"],
        bcc=["oak@example.org"],
        reply_to=["office@example.org"],
        connection=outbox(),
    )
    email.attach_alternative("<p>Not in our look</p>", "text/html")

    assert email.send() == 1

    assert list(
        Message.objects.order_by("pk").values_list("to_name", "to_email", "text_body", "reply_to")
    ) == [
        ("Nell Hatherley", "nell@example.org", "Words", "office@example.org"),
        ("", "ash@example.org", "Words", "office@example.org"),
        ("", "oak@example.org", "Words", "office@example.org"),
    ]
    for message in Message.objects.all():
        assert 'aria-label="Please confirm"' in message.html_body
    assert set(Message.objects.values_list("kind", "state")) == {("other", "queued")}


def test_library_cannot_smuggle_a_second_address():
    email = EmailMessage("S", "B", to=["a@b.example, evil@example.org"], connection=outbox())

    with pytest.raises(BadAddress):
        email.send()
    assert Message.objects.count() == 0


def test_library_email_with_a_file_goes_straight_to_the_transport(mailoutbox):
    email = EmailMessage("S", "B", to=["nell@example.org"], connection=outbox())
    email.attach("a.txt", "words", "text/plain")
    email.send()

    assert len(mailoutbox) == 1
    assert Message.objects.count() == 0


def test_frameworks_own_mail_goes_to_the_outbox_too(settings):
    settings.ADMINS = [("Nell", "nell@example.org")]
    mail_admins("Fault", "Words", connection=outbox())

    assert Message.objects.get().subject == "[Django] Fault"


@pytest.fixture
def real_server(settings):
    settings.MAIL_TRANSPORT = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 587
    settings.DEMO_MODE = False
    settings.SITE_URL = "https://www.example.org"
    Site.objects.update(hostname="www.example.org")


@pytest.mark.usefixtures("real_server")
def test_live_site_at_its_own_address_may_send():
    assert why_held() == ""


@pytest.mark.usefixtures("real_server")
def test_database_restored_at_another_address_sends_nothing(settings):
    settings.SITE_URL = "https://staging.example.org"

    assert why_held() == (
        "this database belongs to www.example.org, and SITE_URL says staging.example.org"
    )


@pytest.mark.usefixtures("real_server")
def test_demonstration_needs_to_be_told_whom_it_may_write_to(settings):
    settings.DEMO_MODE = True
    assert why_held() != ""

    settings.MAIL_ALLOWED_DOMAINS = ["example.org"]
    assert why_held() == ""


@pytest.mark.usefixtures("real_server")
@pytest.mark.parametrize(("port", "held"), [(1025, False), (25, True), (465, True), (587, True)])
def test_demonstration_may_use_a_mail_catcher_on_this_machine(settings, port, held):
    settings.DEMO_MODE = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    assert bool(why_held()) is held
