import pytest
from django.conf import settings

from core.letters import letter_of
from core.models import AuditWords, LetterWords, Message
from core.services.letter_words import (
    WordsRefused,
    change_words,
    check_words,
    own_words,
    send_test,
    use_words_as_delivered,
)
from core.services.outbox import queue_message
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db

KIND = "place_offered"
SUBJECT = "Quick: a place until {time} on {until_day}"
CONTEXT = list(letter_of(KIND).examples())[0][1]


def offered() -> Message:
    return queue_message(
        kind=KIND, to_email="nell@example.org", context=CONTEXT, link_kind="t", link_object_id=1
    )


def test_letters_say_what_the_office_wrote_around_facts_that_stay_right():
    office = UserFactory()
    change_words(KIND, {"subject": SUBJECT, "closing": "Be quick.\r\n\r\n- really\x0b"}, by=office)

    message = offered()

    assert message.subject == "Quick: a place until 12:00 on Tuesday 17 November"
    assert "Be quick.\n\n- really\n" in message.text_body
    assert "really</p>" in message.html_body
    assert "Say yes or no: [link]" in message.text_body
    assert "You were first in line." in message.text_body  # what was not changed is as delivered


def test_what_stood_there_is_in_the_record_and_comes_back():
    office = UserFactory()
    change_words(KIND, {"closing": "Be quick."}, by=office)
    change_words(KIND, {"closing": "Take your time."}, by=office)
    change_words(KIND, {"closing": "Take your time."}, by=office)  # nothing to write down
    use_words_as_delivered(KIND, by=office)
    use_words_as_delivered(KIND, by=office)

    said = [each.changes["closing"] for each in AuditWords.objects.order_by("pk")]
    assert said == [
        [None, "Be quick."],
        ["Be quick.", "Take your time."],
        ["Take your time.", None],
    ]
    assert LetterWords.objects.get().words == {}
    assert "The link is yours" in offered().text_body


def test_words_as_delivered_are_not_kept_as_the_offices():
    change_words(KIND, {"heading": "A place has come free for you"}, by=UserFactory())
    assert own_words(KIND) == {}


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("opening", "By {time} on {day}, {{7*7}}.", "{{7*7}} is nothing that can be filled in."),
        ("opening", "By {time} on {day}, {session.page}.", "may stand here: {time}, {day}."),
        ("opening", "By {time}.", "{day} must stay"),
        ("opening", "", "{time} and {day} must stay"),
        ("heading", " ", "cannot be left out"),
        ("reason", "", "cannot be left out"),
        ("closing", "Open [link] now", "put in by itself"),
        ("closing", "a" * 2001, "2001 characters. Use at most 2000"),
        ("closing", "One\n--\nTwo", "foot of the letter"),
        ("button_answer", "Yes: or no", "no full stop, comma or colon"),
        ("subject", "{time} {until_day}" + "a" * 150, "Use at most 150"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_with_a_sentence(key, words, said):
    """SAFETY 51, 54."""
    with pytest.raises(WordsRefused) as refused:
        change_words(KIND, {key: words, "closing_keeper": "Fine."}, by=UserFactory())
    assert list(refused.value.problems) == [key]
    assert said in refused.value.problems[key]
    assert not LetterWords.objects.exclude(words={}).exists()


def test_line_breaks_in_a_subject_become_spaces():
    typed = {"subject": "One\r\nBcc: x@example.org {time} {until_day}"}
    assert check_words(KIND, typed)["subject"] == "One Bcc: x@example.org {time} {until_day}"


def test_a_sentence_may_be_left_out_where_no_fact_is_lost():
    change_words(KIND, {"closing": ""}, by=UserFactory())
    assert "The link is yours" not in offered().text_body


def test_a_test_goes_to_oneself_with_words_that_are_not_kept():
    office = UserFactory(email="office@example.org")

    message = send_test(KIND, CONTEXT, {"closing": "Be quick."}, to=office)

    assert (message.to_email, message.kind) == ("office@example.org", "letter_test")
    assert message.subject.startswith("Test: A place for you, until 12:00")
    assert "This is a test of the letter “A place is offered”." in message.text_body
    assert "Be quick." in message.text_body
    assert f"Say yes or no: {settings.SITE_URL}/\n" in message.text_body
    assert "[link]" not in message.text_body + message.html_body
    assert own_words(KIND) == {}
    with pytest.raises(WordsRefused):
        send_test(KIND, CONTEXT, {"opening": "{7*7}"}, to=office)
