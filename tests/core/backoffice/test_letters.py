import pytest
from django.urls import reverse

from core.models import LetterWords, Message
from core.services.letter_words import own_words
from tests.core.backoffice.test_messages import person_who_may

pytestmark = pytest.mark.django_db

INDEX = "/admin/letters/"
EDIT = "/admin/letters/account_reset/"
WORDS = {
    "part-subject": "Set a new password",
    "part-heading": "Set a new password",
    "part-hello": "Dear {name},",
    "part-opening": "Open this <b>link</b>.",
    "part-button": "Choose a new password",
    "part-closing": "",
    "part-reason": "You have this message because someone asked for a new password.",
}


@pytest.fixture
def office(client):
    client.user = person_who_may("change_letterwords")
    client.force_login(client.user)
    return client


def test_office_finds_a_letter_by_its_name_its_words_and_whether_they_were_changed(office):
    LetterWords.objects.create(kind="account_reset", words={"opening": "Kumquat."})
    LetterWords.objects.create(kind="account_exists", words={"opening": "{gone}"})

    def found(query: str) -> str:
        return office.get(INDEX + query).content.decode()

    assert "Set a new password" in found("?q=kumquat")
    assert "There is an account already" not in found("?q=kumquat")
    assert "A place is offered" in found("?q=first+in+line")
    changed = found("?words=changed")
    assert "Changed on" in changed
    assert "no longer fit" in changed
    assert "A place is offered" not in changed
    assert "No letter holds these words." in found("?q=xyzzy")


def test_list_costs_the_same_however_many_were_changed(office, count_queries):
    LetterWords.objects.create(kind="account_reset", words={"opening": "One."})
    office.get(INDEX)  # the first visit asks for what is then kept
    one = count_queries(lambda: office.get(INDEX))
    for kind in ("account_exists", "account_confirm", "account_unknown", "invitation"):
        LetterWords.objects.create(kind=kind, words={"opening": "One."})
    assert count_queries(lambda: office.get(INDEX)) == one <= 25


def test_preview_shows_both_parts_of_what_was_typed_and_keeps_nothing(office):
    page = office.post(EDIT, {**WORDS, "action": "preview"}).content.decode()

    assert "Dear Nell Hatherley," in page
    assert "Open this &lt;b&gt;link&lt;/b&gt;." in page  # as plain text
    frame = page.partition("sandbox srcdoc=")[2].partition("></iframe>")[0]
    assert "default-src &#x27;none&#x27;" in frame
    assert "Open this &amp;lt;b&amp;gt;link&amp;lt;/b&amp;gt;." in frame
    assert "href=&quot;#&quot;" in frame
    assert "href=&quot;[" not in frame
    assert own_words("account_reset") == {}


def test_save_keeps_what_differs_and_the_page_offers_the_way_back(office):
    office.post(EDIT, {**WORDS, "action": "save"})

    kept = LetterWords.objects.get().words
    assert set(kept) == {"hello", "opening", "closing", "reason"}
    back = reverse("letters:delivered", args=["account_reset"])
    assert back in office.get(EDIT).content.decode()
    assert "Dear {name}," in office.get(back).content.decode()
    office.post(back)
    assert LetterWords.objects.get().words == {}


def test_refused_words_stay_typed_with_the_reason_beside_them(office):
    page = office.post(EDIT, {**WORDS, "part-hello": "Dear {{7*7}},", "action": "save"})

    assert "{{7*7}} is nothing that can be filled in." in page.content.decode()
    assert 'value="Dear {{7*7}},"' in page.content.decode()
    assert not LetterWords.objects.exists()


def test_test_goes_to_the_signed_in_person_alone(office):
    office.post(EDIT, {**WORDS, "action": "test", "to": "evil@example.org"})

    assert [message.to_email for message in Message.objects.all()] == [office.user.email]
    assert not LetterWords.objects.exists()


@pytest.mark.parametrize("address", [INDEX, EDIT, f"{EDIT}delivered/"])
def test_others_neither_see_nor_change_them(client, address):
    client.force_login(person_who_may("view_message"))
    assert client.get(address).status_code == 302
    assert client.post(address, {**WORDS, "action": "save"}).status_code == 302
    assert not LetterWords.objects.exists()
    assert INDEX not in client.get("/admin/").content.decode()


def test_unknown_letter_is_not_found(office):
    assert office.get("/admin/letters/never_heard_of/").status_code == 404
