"""Signing up: one row an address, nothing before it is confirmed, nobody chooses for another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.privacy import person_of
from core.services.erasure import erase_person
from core.services.outbox import LinkNotWanted, make_link
from core.services.subject_access import copy_for
from directory.models import KeyStage
from psg_catalogue.models import NewSessionsSignUp
from psg_catalogue.services.new_sessions import (
    ask_for_letters,
    confirm_letters,
    forget_unconfirmed,
    keep_letters_of,
    letters_of,
    stop_letters,
)
from psg_catalogue.services.new_sessions_links import LINK_KIND
from tests.factories.core import UserFactory
from tests.factories.directory import SubjectFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db
ADDRESS = "aurelia@example.org"


def chosen(sign_up):
    return [each.slug for each in (*sign_up.subjects.all(), *sign_up.key_stages.all())]


def test_asking_is_one_row_and_one_letter_an_hour(time_machine):
    time_machine.move_to("2026-11-26 12:00+00:00", tick=False)
    music, art = SubjectFactory(slug="music"), SubjectFactory(slug="art")
    ask_for_letters("Aurelia@Example.org", subjects=[music])
    ask_for_letters(ADDRESS, subjects=[art], key_stages=KeyStage.objects.filter(slug="ks2"))
    sign_up = NewSessionsSignUp.objects.get()
    assert (sign_up.email, sign_up.confirmed_at, chosen(sign_up)) == (ADDRESS, None, ["art", "ks2"])
    assert Message.objects.filter(to_email=ADDRESS).count() == 1
    time_machine.move_to("2026-11-26 13:00+00:00", tick=False)
    ask_for_letters(ADDRESS)
    assert Message.objects.filter(to_email=ADDRESS).count() == 2


def test_nobody_chooses_for_an_address_that_has_confirmed():
    """Known or not, there is one letter; what it says is for the reader of that address alone."""
    music = SubjectFactory(slug="music")
    keep_letters_of(UserFactory(email=ADDRESS), subjects=[music], key_stages=[])
    ask_for_letters(ADDRESS, subjects=[SubjectFactory(slug="art")])
    sign_up = NewSessionsSignUp.objects.get()
    assert chosen(sign_up) == ["music"]
    letter = Message.objects.get()
    assert "which has it already" in letter.text_body
    assert ADDRESS not in letter.text_body + make_link(LINK_KIND, letter.link_object_id)


def test_confirming_twice_keeps_what_was_told_and_changes_the_choice():
    ask_for_letters(ADDRESS)
    sign_up = NewSessionsSignUp.objects.get()
    first = confirm_letters(sign_up, subjects=[], key_stages=[]).told_until
    again = confirm_letters(sign_up, subjects=[SubjectFactory(slug="music")], key_stages=[])
    assert (again.told_until, chosen(again)) == (first, ["music"])


def test_stopping_leaves_nothing_and_its_links_die():
    user = UserFactory(email=ADDRESS)
    sign_up = keep_letters_of(user, subjects=[SubjectFactory()], key_stages=[])
    assert letters_of(user) == sign_up
    stop_letters(sign_up)
    stop_letters(sign_up)
    assert letters_of(user) is None
    assert not NewSessionsSignUp.objects.exists()
    with pytest.raises(LinkNotWanted):
        make_link(LINK_KIND, sign_up.nonce.hex)


def test_address_that_nobody_confirms_goes_after_a_week():
    ask_for_letters(ADDRESS)
    keep_letters_of(UserFactory(email="kept@example.org"), subjects=[], key_stages=[])
    now = timezone.now()
    assert forget_unconfirmed(now + timedelta(days=6, hours=23)) == 0
    assert forget_unconfirmed(now + timedelta(days=7, minutes=1)) == 1
    assert [row.email for row in NewSessionsSignUp.objects.all()] == ["kept@example.org"]


def test_erasure_and_copy_reach_it_by_the_address():
    user, other = person(email=ADDRESS), person(email="other@example.org")
    for each in (user, other):
        keep_letters_of(each, subjects=[], key_stages=[])
    assert b"New sessions by email" in _read_me(copy_for(person_of(user), by=user))
    erase_person(person_of(user), by=UserFactory(admin=True))
    assert [row.email for row in NewSessionsSignUp.objects.all()] == ["other@example.org"]


def test_somebody_without_an_account_is_found_by_their_sign_up():
    ask_for_letters(ADDRESS)
    sign_up = NewSessionsSignUp.objects.get()
    found = person_of(row=sign_up)
    assert found.emails == {ADDRESS}
    erase_person(found, by=UserFactory(admin=True), about=sign_up)
    assert not NewSessionsSignUp.objects.exists()


def _read_me(archive):
    from io import BytesIO
    from zipfile import ZipFile

    return ZipFile(BytesIO(archive)).read("read-me.html")
