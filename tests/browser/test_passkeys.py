"""A passkey in a real browser, with a device of the browser's own making: added, used as the second
step, used alone, and refused when it is another's (SAFETY 41, 47)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from core.models import Message
from tests.browser.hands import look, sign_in
from tests.factories.people import office

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = True


def device(page):
    """The browser has a telephone that always says yes; returns its line and its number."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    made = line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return line, made["authenticatorId"]


def add_passkey(page, axe, name: str) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill("pass")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Its name").fill(name)
    axe(page)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def to_the_door(page) -> None:
    page.context.clear_cookies()
    page.goto("/account/login/")


def with_password(page, user) -> None:
    page.get_by_label("Work email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("pass")
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_passkey_is_added_and_opens_the_back_office_alone_or_after_the_password(
    page, axe, live_server
):
    user = office()
    device(page)
    sign_in(page.context, live_server.url, user)
    page.goto("/admin/")
    axe(page)
    add_passkey(page, axe, "My telephone")
    kept = Authenticator.objects.get(user=user, type="webauthn")
    assert (kept.wrap().name, kept.wrap().is_passwordless) == ("My telephone", True)
    assert Message.objects.get().subject == "A passkey was added to your account"
    for path in (
        "/account/2fa/",
        "/account/2fa/webauthn/",
        f"/account/2fa/webauthn/keys/{kept.pk}/edit/",
    ):
        look(page, axe, path)

    # Alone, from where one was going.
    to_the_door(page)
    page.goto("/account/login/?next=/admin/people/")
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/people/")

    # As the second step.
    to_the_door(page)
    with_password(page, user)
    look(page, axe, page.url)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/")

    # And nowhere else than on this site.
    to_the_door(page)
    page.goto("/account/login/?next=//evil.example/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/")


def test_session_without_the_passkey_is_asked_for_it(page, axe, live_server):
    user = office()
    device(page)
    sign_in(page.context, live_server.url, user)
    page.goto("/account/2fa/")
    add_passkey(page, axe, "My telephone")
    page.context.clear_cookies()
    sign_in(page.context, live_server.url, user)
    page.goto("/admin/people/")
    assert "/2fa/webauthn/reauthenticate/" in page.url
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/people/")


def test_device_without_the_passkey_is_told_so_and_opens_nothing(page, axe, live_server):
    user = office()
    line, number = device(page)
    sign_in(page.context, live_server.url, user)
    page.goto("/account/2fa/")
    add_passkey(page, axe, "Lost telephone")
    line.send("WebAuthn.clearCredentials", {"authenticatorId": number})
    to_the_door(page)
    with_password(page, user)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Nothing came of that").wait_for()
    axe(page)
    page.goto("/admin/")
    assert page.url.endswith("/account/2fa/authenticate/")


def test_passkey_that_was_removed_signs_nobody_in(page, axe, live_server):
    user = office()
    device(page)
    sign_in(page.context, live_server.url, user)
    page.goto("/account/2fa/")
    add_passkey(page, axe, "Old laptop")
    TOTP.activate(user, generate_totp_secret())
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    axe(page)
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("You have none").wait_for()
    to_the_door(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("That does not fit").wait_for()
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 0
    page.goto("/admin/")
    assert "/account/login/" in page.url
