"""Stopping a kind of letter: from the link in it, by a person or by a mail program."""

import pytest
from django.test import Client
from django.urls import reverse

from core.letters import register_letter, registry
from core.mail import build_email
from core.models import MailStop, Message
from core.services.outbox import queue_message
from core.services.stops import stop_letters, take_up_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_words")]


@pytest.fixture(autouse=True)
def weekly(monkeypatch):
    """A kind that may be stopped."""
    monkeypatch.setattr(registry, "_letters", dict(registry._letters))
    register_letter("weekly", name="Weekly", group="Tests", examples=tuple, stops="the weekly list")


def letter(email: str = "nell@example.org", kind: str = "weekly") -> Message | None:
    return queue_message(kind=kind, to_email=email, context={"school": "Ash"})


def address_of(message: Message) -> str:
    return build_email(message).extra_headers["List-Unsubscribe"].strip("<>")


def test_letter_says_how_to_stop_it_to_people_and_to_programs():
    message = letter()
    email = build_email(message)

    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = address_of(message)
    assert f"stop them here: {address}\n" in email.body
    assert f'href="{address}"' in email.alternatives[0].content
    assert "[stop]" not in email.body + email.alternatives[0].content
    assert "nell" not in address
    assert "[stop]" in message.text_body  # the kept words have no such link


def test_letter_that_nobody_may_stop_has_no_such_link():
    message = letter(kind="hello")

    assert "List-Unsubscribe" not in build_email(message).extra_headers
    stop_letters(message)
    assert letter(kind="hello") is not None


def test_link_stops_one_kind_for_one_address_and_can_be_taken_back(client):
    address = reverse("core:stop_letters", args=[address_of(letter()).split("/")[-2]])

    page = client.get(address)
    assert "no longer send the weekly list" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert letter() is not None  # looking stops nothing (SAFETY 49)

    client.post(address, {"answer": "stop"})
    client.post(address, {"answer": "stop"})
    assert MailStop.objects.count() == 1
    assert letter() is None
    assert letter("NELL@example.org") is None
    assert letter("tom@example.org") is not None
    assert letter(kind="hello") is not None
    assert "Stopped" in client.get(address).content.decode()

    client.post(address, {"answer": "again"})
    assert letter() is not None


def test_button_of_a_mail_program_needs_no_form_of_ours():
    """RFC 8058."""
    message = letter()
    answer = Client(enforce_csrf_checks=True).post(
        address_of(message), {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert letter() is None
    take_up_letters(message)
    assert letter() is not None


@pytest.mark.parametrize("token", ["1", "1:forged", "x:y:z"])
def test_link_that_is_not_ours_leads_nowhere(client, token):
    letter()
    assert client.post(reverse("core:stop_letters", args=[token])).status_code == 404
    assert not MailStop.objects.exists()
