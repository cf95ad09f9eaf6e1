"""The letters of accounts: all of them ours, each with its reason."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template

from directory.emails import CONFIRM, INVITATION, KINDS, RESET

LETTERS = {
    *KINDS.values(),
    "claim_made",
    "claim_agreed",
    "claim_declined",
    "claim_settled",
    "invitation",
}
# What allauth sends with settings that this site does not use: codes to type. The last is a letter
# that nothing in allauth sends.
NOT_SENT = {"login_code", "password_reset_code", "email_confirm"}


def test_every_letter_of_allauth_is_one_of_ours():
    folders = [
        Path(allauth.__file__).parent / "templates" / app / "email" for app in ("account", "mfa")
    ]
    theirs = {
        path.name.removesuffix("_subject.txt")
        for folder in folders
        for path in folder.glob("*_subject.txt")
    }
    assert theirs - NOT_SENT == set(KINDS)


def test_codes_to_type_are_not_in_use():
    assert not getattr(settings, "ACCOUNT_LOGIN_BY_CODE_ENABLED", False)
    assert not getattr(settings, "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED", False)
    assert not getattr(settings, "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED", False)


@pytest.mark.parametrize("kind", sorted(LETTERS))
@pytest.mark.parametrize("part", ["subject.txt", "body.txt"])
def test_letter_has_subject_and_words(kind, part):
    assert get_template(f"emails/{kind}/{part}")


def test_every_secret_link_has_a_maker():
    from core.services.outbox import _links

    assert {CONFIRM, RESET, INVITATION} <= set(_links)
