"""The messages screens of the back office, in a real browser."""

import pytest

from core.models import Message
from tests.browser.hands import sign_in
from tests.factories.core import UserFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def office(page, live_server):
    """A page that is signed in to the back office."""
    sign_in(page.context, live_server.url, UserFactory(admin=True))
    return page


def test_failed_message_is_sent_again_by_hand(office, axe):
    message = MessageFactory(failed=True, subject="Your place is booked")
    MessageFactory(sent=True)

    office.goto("/admin/messages/")
    axe(office, schemes=("light",))
    office.get_by_role("link", name="Your place is booked").first.click()
    axe(office, schemes=("light",))
    office.goto("/admin/messages/")
    office.get_by_role("button", name=f"to {message.to_email}").click()

    office.get_by_text(f"is queued for {message.to_email}.").wait_for()
    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
