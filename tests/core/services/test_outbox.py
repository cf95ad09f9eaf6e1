import pytest
from django.db import IntegrityError, transaction

from core.models import Message
from core.services import outbox
from core.services.outbox import (
    BadAddress,
    LinkNotWanted,
    queue_message,
    register_link,
    written_together,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_words")]


def hello(**changes) -> Message | None:
    return queue_message(**{"kind": "hello", "to_email": "nell@example.org", **changes})


def test_message_is_a_row_with_its_words():
    message = hello(to_name="Nell O'Hara", context={"school": "Ash & Oak"}, about="core.user:1")

    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
    assert message.subject == "Hello Nell O'Hara of Ash & Oak"
    assert message.text_body == "Dear Nell O'Hara,\n\nfrom Marlshire Learning Partnership\n"
    assert "Dear Nell O&#x27;Hara," in message.html_body
    assert message.about == "core.user:1"
    assert message.tries == 0


def test_html_is_made_of_the_plain_words():
    message = hello(kind="plain")

    assert message.text_body == "No picture, no colour.\n"
    assert '<p style="margin:0 0 16px">No picture, no colour.</p>' in message.html_body


def test_person_without_email_gets_no_message():
    assert hello(to_email="") is None
    assert hello(to_email="  ") is None
    assert Message.objects.count() == 0


def test_same_key_twice_is_one_message():
    first = hello(once_key="booking:7:confirmed", to_name="First")
    again = hello(once_key="booking:7:confirmed", to_name="Second")

    assert again == first
    assert again.to_name == "First"
    assert Message.objects.count() == 1


def test_messages_without_a_key_are_never_taken_for_one_another():
    hello()
    hello()

    assert Message.objects.count() == 2


def test_message_goes_when_the_callers_transaction_does():
    with transaction.atomic():
        hello()
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, evil@example.org",
        "a@b.example;evil@example.org",
        "nell@example.org\nBcc: evil@example.org",
        "Nell <nell@example.org>",
        '"nell, evil"@example.org',
        "nell",
        "@example.org",
    ],
)
def test_anything_but_one_address_is_refused(address):
    with pytest.raises(BadAddress):
        hello(to_email=address)
    with pytest.raises(BadAddress):
        hello(reply_to=address)
    assert Message.objects.count() == 0


def test_database_refuses_two_addresses_as_well():
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(kind="hello", to_email="a@b.example,evil@example.org")


def test_line_breaks_in_subject_and_name_become_spaces():
    context = {"school": "One\r\nBcc: x@example.org\x0b"}
    message = hello(context=context, to_name="Nell\nHatherley\r")

    assert message.subject == "Hello Nell Hatherley of One Bcc: x@example.org"
    assert message.to_name == "Nell Hatherley"


def test_long_subject_is_cut_and_says_so():
    subject = hello(context={"school": "a" * 300}).subject

    assert (len(subject), subject[-2:]) == (200, "a…")


def test_calendar_is_kept_byte_for_byte():
    message = hello(calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="request")

    message.refresh_from_db()
    assert message.calendar == "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert message.calendar_method == "REQUEST"


def test_calendar_without_a_method_is_a_mistake():
    with pytest.raises(ValueError, match="method"):
        hello(calendar=b"BEGIN:VCALENDAR", calendar_method="SHRED")


def test_secret_link_is_not_in_the_kept_words(monkeypatch):
    monkeypatch.setattr(outbox, "_links", {})
    register_link("tests", lambda number: f"https://example.org/secret/{number}")

    message = hello(kind="secret", link_kind="tests", link_object_id=7)

    assert message.text_body == "Open [link] please\n"
    assert 'href="[link]"' in message.html_body
    assert outbox.make_link("tests", "7") == "https://example.org/secret/7"


def test_words_that_do_not_show_their_secret_link_are_a_mistake():
    with pytest.raises(ValueError, match="secret link"):
        hello(link_kind="tests", link_object_id=7)


def test_link_of_an_unknown_kind_is_not_wanted():
    with pytest.raises(LinkNotWanted):
        outbox.make_link("never registered", "1")


def test_messages_written_together_are_written_at_the_end_and_none_when_it_fails():
    with written_together():
        hello(to_email="one@example.org")
        hello(to_email="other@example.org")
        assert not Message.objects.exists()

    assert list(Message.objects.order_by("pk").values_list("to_email", flat=True)) == [
        "one@example.org",
        "other@example.org",
    ]
    with pytest.raises(ZeroDivisionError), written_together():
        hello(to_email="third@example.org")
        raise ZeroDivisionError
    assert Message.objects.count() == 2
