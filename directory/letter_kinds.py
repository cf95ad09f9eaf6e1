"""The letters about accounts, schools' people and portraits, with invented examples."""

from datetime import datetime

from django.conf import settings

from core.academic_year import LONDON
from core.letters import Example, register_letter

ACCOUNTS, PEOPLE = "Accounts", "People and portraits"
_PATH = "/account/"
_SCHOOL = "Larkmead Lower School"
_MOMENT = datetime(2026, 11, 24, 16, 15, tzinfo=LONDON)
_PERSON = "Nell Hatherley"


class _Person(dict):
    """Printed as a name, asked for an address."""

    def __str__(self) -> str:
        return _PERSON


def _account(**more) -> dict:
    return {
        "to_name": _PERSON,
        "old_email": "nell@example.org",
        "new_email": "n.hatherley@example.org",
        "removed_email": "nell@example.org",
        "confirm_days": 3,
        "reset_days": 3,
        "sign_up_url": settings.SITE_URL + _PATH,
        "reset_url": settings.SITE_URL + _PATH,
        **more,
    }


def _claim(**more) -> dict:
    return {
        "claim": {"job_title": "English lead", "reason": "", "decided_by": "Tom Ashdown"},
        "school": _SCHOOL,
        "person": _Person(email="nell@example.org"),
        "role": "school lead",
        **dict.fromkeys(
            ("decide_url", "people_url", "school_url", "claim_url"), settings.SITE_URL + _PATH
        ),
        **more,
    }


def declare_letters() -> None:
    """Called once, when the app is ready."""
    for kind, name in (
        ("account_confirm", "Confirm an email address"),
        ("account_reset", "Set a new password"),
        ("account_exists", "There is an account already"),
        ("account_unknown", "There is no account"),
        ("account_email_changed", "An email address was changed"),
        ("account_email_removed", "An email address was removed"),
    ):
        register_letter(kind, name=name, group=ACCOUNTS, examples=lambda: _one(_account()))
    register_letter(
        "account_password_changed",
        name="A password was changed",
        group=ACCOUNTS,
        examples=_with_and_without_time,
    )
    register_letter(
        "account_second_step",
        name="Two-step sign-in was changed",
        group=ACCOUNTS,
        examples=_second_steps,
    )
    _declare_people()


def _declare_people() -> None:
    register_letter("invitation", name="An invitation", group=PEOPLE, examples=_invitations)
    register_letter("claim_made", name="Somebody asks for access", group=PEOPLE, examples=_asked)
    register_letter(
        "claim_agreed", name="Access was agreed", group=PEOPLE, examples=lambda: _one(_claim())
    )
    register_letter(
        "claim_settled",
        name="Access was agreed: to the other leads",
        group=PEOPLE,
        examples=lambda: _one(_claim()),
    )
    register_letter(
        "claim_declined",
        name="Access was declined",
        group=PEOPLE,
        examples=lambda: [
            ("With a reason", _claim(claim={"reason": "We have nobody of that name."})),
            ("Without a reason", _claim(claim={})),
        ],
    )
    register_letter(
        "portrait_to_agree",
        name="A portrait waits for the base school",
        group=PEOPLE,
        examples=lambda: _one(
            {"name": "Aurelia Thornfield", "school": _SCHOOL, "url": settings.SITE_URL + _PATH}
        ),
    )


def _one(context: dict) -> list[Example]:
    return [("As it is sent", context)]


def _with_and_without_time() -> list[Example]:
    return [
        ("With the time", _account(happened_at=_MOMENT)),
        ("Without the time", _account()),
    ]


def _second_steps() -> list[Example]:
    happened = {
        "totp_activated": "Turned on",
        "totp_deactivated": "Turned off",
        "recovery_codes_generated": "Recovery codes",
        "webauthn_added": "A passkey",
        "webauthn_removed": "A passkey taken away",
    }
    return [
        (label, _account(happened=name, happened_at=_MOMENT)) for name, label in happened.items()
    ]


def _invitations() -> list[Example]:
    words = {"inviter": "Tom Ashdown", "until": _MOMENT.date()}
    return [
        ("To a school", {**words, "role": "School lead", "school": _SCHOOL}),
        ("To the programme", {**words, "role": "Editor", "school": None}),
    ]


def _asked() -> list[Example]:
    return [
        ("To a lead", _claim()),
        ("To the office", _claim(claim={"job_title": ""}, for_office=True)),
    ]
