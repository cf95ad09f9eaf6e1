"""Signing up for the weekly letter about new sessions: asked for by anyone, confirmed by a link in
a letter to the address, changed and stopped by the same link, or from an account."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import record
from core.models import User
from core.services.outbox import queue_message
from core.services.stops import is_stopped, take_up_kind
from directory.models import KeyStage, Subject
from psg_catalogue.models import NewSessionsSignUp
from psg_catalogue.services.new_sessions_links import LINK_KIND

# The letter that asks, and the weekly one, which its own link can stop, too (core.services.stops).
LETTER, WEEKLY = "new_sessions_asked", "new_sessions"
# An address that nobody has confirmed is not kept longer.
CONFIRM_WITHIN = timedelta(days=7)


def ask_for_letters(
    email: str, *, subjects: Iterable[Subject] = (), key_stages: Iterable[KeyStage] = ()
) -> None:
    """The address has a letter with a link: to confirm, or, where it has done so before, to change
    or stop. What is chosen here is kept only while nobody has confirmed, and the link shows it
    first; so nobody chooses for somebody else. One letter an hour for one address."""
    now = timezone.now()
    with transaction.atomic():
        sign_up = _row_of(email)
        if sign_up.confirmed_at is None:
            sign_up.asked_at = now
            sign_up.save(update_fields=["asked_at"])
            sign_up.subjects.set(subjects)
            sign_up.key_stages.set(key_stages)
        queue_message(
            kind=LETTER,
            to_email=sign_up.email,
            context={
                "has_confirmed": has_letters(sign_up),
                "confirm_days": CONFIRM_WITHIN.days,
            },
            about=f"psg_catalogue.newsessionssignup:{sign_up.pk}",
            once_key=f"{LETTER}:{sign_up.pk}:{now:%Y%m%d%H}",
            link_kind=LINK_KIND,
            link_object_id=sign_up.nonce.hex,
        )


@transaction.atomic
def confirm_letters(
    sign_up: NewSessionsSignUp, *, subjects: Iterable[Subject], key_stages: Iterable[KeyStage]
) -> NewSessionsSignUp:
    """From the next week on the address has the letter, about these subjects and key stages; if it
    has it already, about these from now on. What is on the site today is not new to it."""
    sign_up = _locked().get(pk=sign_up.pk)
    if sign_up.confirmed_at is None:
        sign_up.confirmed_at = sign_up.told_until = timezone.now()
        sign_up.save(update_fields=["confirmed_at", "told_until"])
        record(sign_up, "new_sessions.confirmed")
    take_up_kind(sign_up.email, WEEKLY)
    sign_up.subjects.set(subjects)
    sign_up.key_stages.set(key_stages)
    return sign_up


def keep_letters_of(
    user: User, *, subjects: Iterable[Subject], key_stages: Iterable[KeyStage]
) -> NewSessionsSignUp:
    """The same for somebody who is signed in: their address is confirmed already."""
    with transaction.atomic():
        return confirm_letters(_row_of(user.email), subjects=subjects, key_stages=key_stages)


def has_letters(sign_up: NewSessionsSignUp) -> bool:
    """True when it is confirmed, and its letters' own link has not stopped them."""
    return sign_up.confirmed_at is not None and not is_stopped(sign_up.email, WEEKLY)


def letters_of(user: User) -> NewSessionsSignUp | None:
    """What the account's address has confirmed and not stopped."""
    found = NewSessionsSignUp.objects.confirmed().at(user.email).first()
    return found if found and has_letters(found) else None


@transaction.atomic
def stop_letters(sign_up: NewSessionsSignUp) -> None:
    """The address has no such letter any more, and is not kept. Twice is once."""
    if NewSessionsSignUp.objects.filter(pk=sign_up.pk).exists():
        record(sign_up, "new_sessions.stopped")
        NewSessionsSignUp.objects.filter(pk=sign_up.pk).delete()


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Addresses that nobody confirmed are gone. Returns how many."""
    before = (now or timezone.now()) - CONFIRM_WITHIN
    old = NewSessionsSignUp.objects.filter(confirmed_at=None, asked_at__lt=before)
    return old.delete()[1].get(NewSessionsSignUp._meta.label, 0)


def _locked():
    return NewSessionsSignUp.objects.select_for_update()


def _row_of(email: str) -> NewSessionsSignUp:
    """The address's row, locked; made where there is none. Of two who ask at once, one makes it."""
    email = email.strip().lower()
    if found := _locked().at(email).first():
        return found
    try:
        with transaction.atomic():
            return NewSessionsSignUp.objects.create(email=email)
    except IntegrityError:
        return _locked().at(email).get()
