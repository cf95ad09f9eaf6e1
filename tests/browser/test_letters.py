"""The letters screens of the back office, in a real browser."""

import pytest

from core.models import LetterWords, Message
from tests.browser.hands import sign_in
from tests.factories.core import UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def office(page, live_server):
    """A page that is signed in to the back office."""
    sign_in(page.context, live_server.url, UserFactory(admin=True, email="office@example.org"))
    return page


def test_office_tries_words_on_itself_and_then_keeps_them(office, axe):
    office.goto("/admin/letters/")
    axe(office)
    office.get_by_label("Search in names and words").fill("first in line")
    office.locator("main").get_by_role("button", name="Search").click()
    office.get_by_role("link", name="A place is offered").click()

    office.get_by_label("Last words, to the colleague").fill("Be quick, <b>please</b>.")
    office.get_by_role("button", name="Preview").click()
    letter = office.frame_locator("iframe")
    letter.get_by_text("Be quick, <b>please</b>.").wait_for()
    assert letter.get_by_role("heading", level=1).inner_text() == "A place has come free for you"
    axe(office)
    assert not LetterWords.objects.exists()

    office.get_by_role("button", name="Send a test to me").click()
    office.get_by_text("A test is on its way to office@example.org.").wait_for()
    assert "Be quick" in Message.objects.get().text_body
    office.get_by_role("button", name="Save", exact=True).click()
    office.get_by_text("now says this.").wait_for()
    office.get_by_role("link", name="Back to the words as delivered").click()
    axe(office, schemes=("light",))
    office.get_by_role("button", name="Use the words as delivered").click()
    office.get_by_text("has its delivered words again.").wait_for()
    assert LetterWords.objects.get().words == {}
