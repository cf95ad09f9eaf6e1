"""Accounts from sign-up to sign-out, through allauth's pages and our adapter."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from core.mail import build_email
from core.models import Message
from directory.enums import Role
from directory.services.accounts import close_account
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db

User = get_user_model()
PASSWORD = "three random words"
GIVEN = "pass"  # of everyone the factories make
TYPED = {
    "first_name": "Pearl",
    "last_name": "Hathersedge",
    "email": "pearl@example.org",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**TYPED, **changes})


def sign_in(client, email: str, password: str = GIVEN, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session and bool(
        User.objects.filter(pk=client.session["_auth_user_id"], is_active=True)
    )


def may_open(client) -> bool:
    """True when the cookie still opens a page that needs signing in."""
    return client.get(reverse("account_email")).status_code == 200


def link_in(message: Message) -> str:
    """The path of the secret link in the letter as it is sent."""
    return re.search(r"http://testserver(/\S+)", build_email(message).body)[1]


def test_newcomer_signs_up_confirms_and_is_asked_for_a_school(client):
    answer = sign_up(client)
    assert answer.status_code == 302
    assert is_signed_in(client) is False
    message = Message.objects.get()
    assert (message.kind, message.to_email) == ("account_confirm", "pearl@example.org")
    user = User.objects.get(email="pearl@example.org")
    assert user.get_full_name() == "Pearl Hathersedge"
    assert not user.roles.exists()

    path = link_in(message)
    client.get(path)
    assert EmailAddress.objects.get(user=user).verified is False
    confirmed = client.post(path)
    assert EmailAddress.objects.get(user=user).verified is True
    assert is_signed_in(client) is True
    assert client.get(confirmed["Location"])["Location"] == reverse("directory:claim")


def test_address_that_is_not_confirmed_does_not_sign_in(client):
    sign_up(client)
    sign_in(client, "pearl@example.org", PASSWORD)

    assert is_signed_in(client) is False


def test_kept_letters_hold_no_key(client):
    sign_up(client)
    client.post(reverse("account_reset_password"), {"email": "pearl@example.org"})

    assert Message.objects.count() == 2
    for message in Message.objects.all():
        kept = message.text_body + message.html_body + message.subject
        assert "[link]" in message.text_body
        assert "confirm-email" not in kept
        assert "password/reset/key" not in kept
        assert "/account/" in link_in(message)


def test_mail_server_that_is_down_does_not_stop_a_sign_up(client, settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert sign_up(client).status_code == 302
    assert Message.objects.get().state == Message.State.QUEUED


def test_known_and_unknown_addresses_sign_up_alike(client):
    """SAFETY 43: the same page, status and number of letters; the letter alone differs."""
    person(email="known@example.org", first_name="Known")
    answers = [sign_up(Client(), email=email) for email in ("known@example.org", "new@example.org")]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert sorted(Message.objects.values_list("to_email", "kind")) == [
        ("known@example.org", "account_exists"),
        ("new@example.org", "account_confirm"),
    ]
    assert User.objects.get(email="known@example.org").first_name == "Known"


def test_known_and_unknown_addresses_ask_for_a_password_alike():
    person(email="known@example.org")
    person(email="closed@example.org", is_active=False)
    pages = []
    for email in ("known@example.org", "unknown@example.org", "closed@example.org"):
        answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        pages.append((answer.status_code, answer.redirect_chain, answer.content))

    assert pages[0] == pages[1] == pages[2]
    assert sorted(Message.objects.values_list("to_email", "kind")) == [
        ("closed@example.org", "account_unknown"),
        ("known@example.org", "account_reset"),
        ("unknown@example.org", "account_unknown"),
    ]


def test_known_and_unknown_addresses_fail_to_sign_in_alike():
    person(email="known@example.org")
    person(email="closed@example.org", is_active=False)
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    pages = [
        token.sub(b"", sign_in(Client(), email, "wrong password").content).replace(
            email.encode(), b""
        )
        for email in ("known@example.org", "unknown@example.org", "closed@example.org")
    ]

    assert pages[0] == pages[1] == pages[2]
    assert b"do not go together" in pages[0]


def test_sign_in_hashes_one_password_for_known_and_unknown_alike(monkeypatch):
    """SAFETY 43: the time taken says nothing."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    person(email="known@example.org")
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args)
    )
    counts = []
    for email in ("known@example.org", "unknown@example.org"):
        hashed.clear()
        sign_in(Client(), email, "wrong password")
        counts.append(len(hashed))

    assert counts == [1, 1]


@pytest.mark.parametrize(
    "email", ["a@b.c, evil@x.org", "a@example.org\nBcc: evil@x.org", "no", '"a b"@x.org']
)
def test_what_is_not_one_address_is_refused_with_what_was_typed_kept(client, email):
    answer = sign_up(client, email=email)

    assert answer.status_code == 200
    assert b"Pearl" in answer.content
    assert not Message.objects.exists()
    assert not User.objects.filter(first_name="Pearl").exists()


@pytest.mark.parametrize(
    "name", ["Pearl\nBcc: x@y.z", "Pe\x0barl", "http://evil.example/", "p@x.org"]
)
def test_name_that_is_no_name_is_refused(client, name):
    """SAFETY 54: names are printed in mail to others."""
    assert sign_up(client, first_name=name).status_code == 200
    assert not User.objects.filter(email="pearl@example.org").exists()


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", "pearl@example.org"])
def test_weak_password_is_refused(client, password):
    assert sign_up(client, password1=password, password2=password).status_code == 200
    assert not User.objects.filter(email="pearl@example.org").exists()


def test_empty_form_says_what_is_missing(client):
    page = client.post(reverse("account_signup"), {}).content.decode()

    for sentence in ("Enter the first name", "Enter the last name", "Enter the work email address"):
        assert sentence in page


def test_sign_in_rotates_the_key_and_sign_out_ends_it(client):
    client.get(reverse("account_login"))
    client.session["basket"] = 1
    session = client.session
    session.save()
    before = session.session_key
    sign_in(client, person().email)
    assert is_signed_in(client)
    after = client.session.session_key
    assert after != before

    cookie = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert may_open(thief) is False


def test_sign_out_by_get_asks_first(client):
    sign_in(client, person().email)
    client.get(reverse("account_logout"))

    assert may_open(client) is True


def test_session_ends_with_the_browser_unless_asked_to_stay():
    user = person()
    passing, staying = Client(), Client()
    sign_in(passing, user.email)
    sign_in(staying, user.email, remember="on")

    assert passing.session.get_expire_at_browser_close() is True
    assert staying.session.get_expire_at_browser_close() is False


def test_closed_account_is_out_at_the_next_request(client):
    user = person()
    sign_in(client, user.email)
    assert may_open(client) is True
    close_account(user, by=UserFactory(admin=True))

    assert may_open(client) is False
    sign_in(client, user.email)
    assert may_open(client) is False


def test_new_password_ends_every_other_session_and_is_told(client):
    user = person()
    elsewhere = Client()
    for each in (client, elsewhere):
        sign_in(each, user.email)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "pass", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert may_open(client) is True
    assert may_open(elsewhere) is False
    assert Message.objects.get().kind == "account_password_changed"
    assert "IP" not in Message.objects.get().text_body


def test_wrong_old_password_changes_nothing(client):
    user = person()
    sign_in(client, user.email)
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": "not it", "password1": PASSWORD, "password2": PASSWORD},
    )
    user.refresh_from_db()

    assert "That is not your password now" in answer.content.decode()
    assert user.check_password("pass")


def reset(client, path: str, password: str = PASSWORD):
    """Open a reset link and send the form it leads to."""
    opened = client.get(path)
    if opened.status_code != 302:
        return opened
    return client.post(opened["Location"], {"password1": password, "password2": password})


def test_reset_link_sets_a_password_once(client):
    """SAFETY 44."""
    user = person(email="known@example.org")
    client.post(reverse("account_reset_password"), {"email": "known@example.org"})
    path = link_in(Message.objects.get())
    reset(client, path)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)

    reset(Client(), path, "another long password")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_reset_signs_nobody_in_and_ends_other_sessions(client):
    person(email="known@example.org")
    thief = Client()
    sign_in(thief, "known@example.org")
    client.post(reverse("account_reset_password"), {"email": "known@example.org"})
    reset(client, link_in(Message.objects.get()))

    assert is_signed_in(client) is False
    assert may_open(thief) is False


def test_reset_asked_for_before_a_change_and_sent_after_it_leads_nowhere(client):
    from core.services.outbox import LinkNotWanted

    user = person(email="known@example.org")
    client.post(reverse("account_reset_password"), {"email": "known@example.org"})
    message = Message.objects.get()
    user.set_password("something else entirely")
    user.save()

    with pytest.raises(LinkNotWanted):
        build_email(message)


def test_letter_of_a_closed_or_confirmed_account_is_given_up(client):
    from core.services.outbox import LinkNotWanted

    user = person(email="known@example.org")
    client.post(reverse("account_reset_password"), {"email": "known@example.org"})
    sign_up(Client(), email="new@example.org")
    EmailAddress.objects.filter(email="new@example.org").update(verified=True)
    close_account(user, by=UserFactory(admin=True))

    for message in Message.objects.all():
        with pytest.raises(LinkNotWanted):
            build_email(message)


def test_links_use_the_sites_own_address_whatever_host_was_asked(client, settings):
    """SAFETY 44: a forged Host does not reach the letter."""
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    person(email="known@example.org")
    for address in ("known@example.org", "unknown@example.org"):
        client.post(
            reverse("account_reset_password"), {"email": address}, headers={"host": "evil.example"}
        )
    sign_up(Client(headers={"host": "evil.example"}))
    sign_up(Client(headers={"host": "evil.example"}), email="known@example.org")

    assert Message.objects.count() == 4
    for message in Message.objects.all():
        email = build_email(message)
        assert "evil.example" not in email.body + email.alternatives[0].content
        assert "http://testserver/" in email.body


def test_email_address_changes_when_the_new_one_is_confirmed(client):
    user = person(email="old@example.org")
    sign_in(client, "old@example.org")
    client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})
    user.refresh_from_db()
    assert user.email == "old@example.org"
    message = Message.objects.get()
    assert (message.kind, message.to_email) == ("account_confirm", "new@example.org")

    client.post(link_in(message))
    user.refresh_from_db()
    assert user.email == "new@example.org"
    told = Message.objects.exclude(pk=message.pk).get()
    assert (told.kind, told.to_email) == ("account_email_changed", "old@example.org")


def test_change_to_somebody_elses_address_says_nothing_and_changes_nothing(client):
    person(email="theirs@example.org")
    user = person(email="mine@example.org")
    sign_in(client, "mine@example.org")
    answer = client.post(
        reverse("account_email"), {"action_add": "", "email": "theirs@example.org"}
    )
    client.post(link_in(Message.objects.get()))
    user.refresh_from_db()

    assert answer.status_code == 302
    assert user.email == "mine@example.org"


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_sign_in_stays_on_the_site(client, away):
    """SAFETY 47."""
    answer = sign_in(client, person().email, next=away)

    assert is_signed_in(client)
    assert answer["Location"] == reverse("directory:my_schools")


def test_sign_in_goes_on_to_where_one_was_going(client):
    school = SchoolFactory()
    lead = lead_of(school)
    page = reverse("directory:staff", args=[school.urn])
    asked = client.get(page)
    answer = sign_in(client, lead.email, next=asked["Location"].partition("?next=")[2])

    assert answer["Location"] == page


def test_twenty_five_teachers_behind_one_address_sign_in_within_a_minute(settings):
    """SAFETY 42."""
    settings.ACCOUNT_RATE_LIMITS = {}
    people = [person() for _ in range(25)]
    clients = [Client() for _ in people]
    for client, user in zip(clients, people, strict=True):
        sign_in(client, user.email)

    assert all(is_signed_in(client) for client in clients)


def test_forged_addresses_do_not_lift_the_limit(settings):
    """SAFETY 42: nobody says by a header where they come from."""
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    answers = [
        Client(headers={"x-forwarded-for": f"10.0.0.{n}"}).post(
            reverse("account_login"), {"login": "x@example.org", "password": "x"}
        )
        for n in range(6)
    ]

    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 3


def test_signed_in_pages_are_kept_by_nobody(client):
    """SAFETY 69."""
    school = SchoolFactory()
    client.force_login(lead_of(school))
    for name in ("directory:school", "directory:people", "directory:staff"):
        answer = client.get(reverse(name, args=[school.urn]))
        assert answer.status_code == 200
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_account_made_by_command_signs_in_once_its_address_is_confirmed(client):
    User.objects.create_superuser("Admin@Example.org", PASSWORD)
    sign_in(client, "admin@example.org", PASSWORD)
    assert is_signed_in(client) is False
    client.post(link_in(Message.objects.get()))

    assert is_signed_in(client) is True
    assert client.get("/admin/").status_code == 200


def test_every_role_lands_where_its_work_is(client):
    landings = {}
    for role in (Role.EDITOR, Role.PSG_ORGANISER, Role.FINANCE, Role.QA_LEAD, Role.AST_COORDINATOR):
        each = Client()
        landings[role] = sign_in(each, person(role).email)["Location"]

    assert landings.pop(Role.AST_COORDINATOR) == reverse("outreach:desk")
    assert landings.pop(Role.QA_LEAD) == reverse("psg_catalogue:quality")
    assert set(landings.values()) == {reverse("wagtailadmin_home")}
