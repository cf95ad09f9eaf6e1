"""A letter becomes one message to the role that answers."""

import uuid

import pytest

from core.models import Message, PartnershipSettings
from home.enums import ContactRole
from home.models import ContactTopic
from home.services.letters import send_accessibility_report, send_contact_letter
from subscriptions.models import FinanceSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    """Every role has an address of its own."""
    PartnershipSettings.objects.update_or_create(
        pk=PartnershipSettings.load().pk,
        defaults={
            "office_email": "office@example.org",
            "coordinator_email": "coordinator@example.org",
        },
    )
    FinanceSettings.objects.update_or_create(
        pk=FinanceSettings.load().pk, defaults={"finance_email": "finance@example.org"}
    )


def send(role: str | None, **words) -> Message:
    topic = ContactTopic.objects.create(name="Quokkas", slug="quokkas", role=role) if role else None
    given = {
        "letter": uuid.uuid4(),
        "topic": topic,
        "name": "Nell Hatherley",
        "email": "nell@example.org",
        "message": "When is it?",
    }
    return send_contact_letter(**{**given, **words})


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (ContactRole.OFFICE, "office@example.org"),
        (ContactRole.COORDINATOR, "coordinator@example.org"),
        (ContactRole.FINANCE, "finance@example.org"),
        (None, "office@example.org"),
    ],
)
def test_letter_goes_to_the_role_of_its_topic_alone(addresses, role, address):
    send(role)

    assert list(Message.objects.values_list("to_email", flat=True)) == [address]


@pytest.mark.parametrize("role", [ContactRole.COORDINATOR, ContactRole.FINANCE])
def test_letter_goes_to_the_office_where_a_role_has_no_address(role):
    assert send(role).to_email == PartnershipSettings.load().office_email


def test_letter_is_answered_to_its_writer_and_says_everything():
    message = send(ContactRole.OFFICE, school="Gearing Lane", about="Phonics\nhttp://x/phonics/")

    assert message.reply_to == "nell@example.org"
    for words in ("When is it?", "Nell Hatherley", "Gearing Lane", "http://x/phonics/"):
        assert words in message.text_body
        assert words in message.html_body


def test_letter_names_no_person_in_its_subject():
    """P14."""
    message = send(ContactRole.OFFICE)

    assert message.subject == "Quokkas: a message from the website"
    assert "nell" not in f"{message.subject}{message.about}".lower()


def test_letter_is_inert_in_html():
    """SAFETY 51."""
    message = send(ContactRole.OFFICE, message="<script>alert(1)</script> {{ 7|add:7 }}")

    assert "<script>" not in message.html_body
    assert "&lt;script&gt;" in message.html_body
    assert "{{ 7|add:7 }}" in message.text_body


def test_the_same_letter_twice_is_one_message():
    letter = uuid.uuid4()
    send(None, letter=letter)
    send(None, letter=letter)

    assert Message.objects.count() == 1


def test_report_goes_to_the_office_also_without_a_name():
    message = send_accessibility_report(letter=uuid.uuid4(), problem="I cannot book.")

    assert message.to_email == PartnershipSettings.load().office_email
    assert message.reply_to == ""
    assert "I cannot book." in message.text_body
    assert "cannot be answered" in message.text_body
