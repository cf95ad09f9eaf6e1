"""The contact form and the form that reports an accessibility problem."""

import uuid

import pytest
from django.test import Client

from core.models import Message
from home import limits
from home.models import ContactTopic
from tests.factories.core import UserFactory
from tests.factories.directory import PenPortraitPageFactory
from tests.factories.home import ContentPageFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory

pytestmark = pytest.mark.django_db


def letter(**words) -> dict:
    return {
        "letter": str(uuid.uuid4()),
        "topic": "study-groups",
        "name": "Nell Hatherley",
        "email": "Nell@example.org",
        "message": "When is it?",
        "website": "",
        **words,
    }


def test_contact_form_sends_and_says_so(client):
    response = client.post("/contact/", letter(), follow=True)

    assert response.redirect_chain == [("/contact/sent/", 302)]
    assert "Your message is on its way" in response.content.decode()
    message = Message.objects.get()
    assert (message.kind, message.reply_to) == ("contact_letter", "nell@example.org")


def test_contact_form_chooses_the_topic_of_the_link(client):
    page = client.get("/contact/", {"topic": "ast"}).content.decode()

    assert 'value="ast"' in page
    checked = [tag for tag in page.split("<input") if "checked" in tag]
    assert len(checked) == 1
    assert 'value="ast"' in checked[0]


@pytest.mark.parametrize("topic", ["", "nothing", "<script>", "a" * 5000, "\x00"])
def test_contact_form_chooses_none_for_a_topic_that_is_not_there(client, topic):
    response = client.get("/contact/", {"topic": topic})

    assert response.status_code == 200
    assert b" checked" not in response.content


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter your name."),
        ("email", "", "Enter your email address."),
        ("email", "nell", "Enter an email address, like name@school.org."),
        ("email", "a@b.org, c@d.org", "Enter an email address, like name@school.org."),
        ("message", "", "Enter your message."),
        ("message", "x" * 5001, "Make your message shorter: 5,000 letters at most."),
        ("topic", "", "Answer “What is it about?”"),
        ("name", "Nell\nBcc: all@example.org", "Write this on one line"),
        ("school", "Mill\rLane", "Write this on one line"),
    ],
)
def test_contact_form_says_what_is_wrong_and_keeps_what_was_typed(client, field, value, sentence):
    response = client.post("/contact/", letter(**{"school": "Gearing Lane", field: value}))
    page = response.content.decode()

    assert response.status_code == 200
    assert sentence in page
    assert "Gearing Lane" in page or field == "school"
    assert "When is it?" in page or field == "message"
    assert Message.objects.count() == 0


@pytest.mark.parametrize("number", ["", "x", "1"])
def test_contact_form_needs_no_number_of_its_own(client, number):
    """A broken hidden field is no reason to lose a letter, or to answer 500."""
    response = client.post("/contact/", letter(letter=number))

    assert response.status_code == 302
    assert Message.objects.count() == 1


def test_contact_form_sent_twice_is_one_message(client):
    words = letter()
    client.post("/contact/", words)
    client.post("/contact/", words)

    assert Message.objects.count() == 1


def test_contact_form_sends_nothing_of_a_machine_and_does_not_tell_it(client):
    response = client.post("/contact/", letter(website="https://spam.example"))

    assert response.url == "/contact/sent/"
    assert Message.objects.count() == 0


def test_contact_form_stops_a_flood_and_keeps_the_letter(client, monkeypatch):
    monkeypatch.setattr(limits, "LETTERS_AN_HOUR", 2)
    answers = [client.post("/contact/", letter(message=f"Letter {n}")) for n in range(3)]

    assert [each.status_code for each in answers] == [302, 302, 429]
    assert "Too many letters" in answers[-1].content.decode()
    assert "Letter 2" in answers[-1].content.decode()
    assert Message.objects.count() == 2


def test_limit_is_for_each_address(client, monkeypatch):
    monkeypatch.setattr(limits, "LETTERS_AN_HOUR", 1)
    client.post("/contact/", letter())
    other = client.post("/contact/", letter(), REMOTE_ADDR="192.0.2.7")

    assert other.status_code == 302
    assert Message.objects.count() == 2


def test_contact_form_says_what_it_is_about(client):
    group = StudyGroupPageFactory(title="Talking before writing")
    page = client.get("/contact/", {"about": group.pk}).content.decode()
    client.post("/contact/", letter(about=str(group.pk)))

    assert "Talking before writing</a>" in page
    assert group.url in Message.objects.get().text_body


def test_contact_form_knows_a_practitioner_by_slug_or_name(client):
    portrait = PenPortraitPageFactory(title="Ezra Dovecote-Lunn")

    for about in (portrait.slug, "Ezra Dovecote-Lunn"):
        assert portrait.url in client.get("/contact/", {"about": about}).content.decode()


@pytest.mark.parametrize("about", ["0", "99999", "9" * 40, "٣", "nobody", "<b>", "\x00", "-1"])
def test_contact_form_is_about_nothing_that_is_not_there(client, about):
    response = client.get("/contact/", {"about": about})

    assert response.status_code == 200
    assert "<p>About" not in response.content.decode()


def test_contact_form_tells_nothing_of_a_draft(client):
    draft = ContentPageFactory(title="Quokka plans", live=False)

    assert "Quokka" not in client.get("/contact/", {"about": draft.pk}).content.decode()


def test_contact_form_fills_in_who_is_signed_in(client):
    user = UserFactory(first_name="Ada", last_name="Vell")
    client.force_login(user)
    page = client.get("/contact/").content.decode()

    assert 'value="Ada Vell"' in page
    assert f'value="{user.email}"' in page


def test_contact_form_works_without_topics(client):
    ContactTopic.objects.all().delete()
    client.get("/contact/")
    client.post("/contact/", letter())

    assert Message.objects.get().subject == "A message from the website"


@pytest.mark.parametrize("path", ["/contact/", "/accessibility/report/"])
def test_forms_want_a_token(path):
    """SAFETY 46."""
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(path, letter(problem="x")).status_code == 403
    assert Message.objects.count() == 0


def test_report_needs_only_the_problem(client):
    response = client.post("/accessibility/report/", {"problem": "I cannot book."})

    assert response.url == "/accessibility/report/sent/"
    assert Message.objects.get().kind == "accessibility_report"
    assert "Thank you" in client.get(response.url).content.decode()


def test_report_says_what_is_missing_and_keeps_the_rest(client):
    page = client.post(
        "/accessibility/report/", {"problem": "", "page_address": "/study-groups/"}
    ).content.decode()

    assert "Say what went wrong, or what you need." in page
    assert 'value="/study-groups/"' in page
    assert Message.objects.count() == 0


def test_only_pages_with_a_form_set_a_cookie(client):
    """SAFETY 69: a cache may keep the others."""
    for path in ("/", "/news/", "/privacy/", "/search/?q=phonics", "/contact/sent/"):
        assert client.get(path).cookies == {}, path
    assert list(client.get("/contact/").cookies) == ["csrftoken"]


def test_letters_leave_nothing_of_the_writer_in_the_log(client, caplog):
    """P14."""
    with caplog.at_level("DEBUG"):
        client.post("/contact/", letter())
        client.post("/contact/", letter(email="broken@"))

    assert "nell" not in caplog.text.lower()
    assert "broken@" not in caplog.text
