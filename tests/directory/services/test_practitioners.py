from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from directory.enums import Role
from directory.models import Practitioner
from directory.permissions import has_role
from directory.services.practitioners import (
    follow_practitioner,
    give_to_practitioner,
    withdraw_portraits_of_leavers,
)
from tests.factories.core import UserFactory
from tests.factories.directory import PenPortraitPageFactory, PractitionerFactory

pytestmark = pytest.mark.django_db


def test_portrait_the_office_made_is_its_practitioners():
    office, user = UserFactory(), UserFactory()
    portrait = PenPortraitPageFactory(
        owner=office, practitioner=PractitionerFactory(user=user), live=False
    )

    give_to_practitioner(portrait, by=office)

    portrait.refresh_from_db()
    assert portrait.owner == user
    actions = PageLogEntry.objects.for_instance(portrait).values_list("action", flat=True)
    assert "portrait.given" in actions


def test_portrait_of_one_without_an_account_stays_with_who_made_it():
    office = UserFactory()
    portrait = PenPortraitPageFactory(owner=office)

    give_to_practitioner(portrait, by=office)

    portrait.refresh_from_db()
    assert portrait.owner == office


def join(practitioner: Practitioner, user, by=None) -> None:
    """As the form of the back office does."""
    practitioner.user = user
    practitioner.save()
    follow_practitioner(practitioner, by=by)


def test_portrait_follows_when_an_account_is_joined():
    office, user = UserFactory(), UserFactory()
    portrait = PenPortraitPageFactory(owner=office)

    join(portrait.practitioner, user, by=office)

    portrait.refresh_from_db()
    assert (portrait.practitioner.user, portrait.owner) == (user, user)
    assert has_role(user, Role.PRACTITIONER)


def test_publishing_an_old_draft_does_not_take_the_portrait_away():
    user = UserFactory()
    portrait = PenPortraitPageFactory(owner=UserFactory())
    draft = portrait.save_revision()
    join(portrait.practitioner, user)

    Revision.objects.get(pk=draft.pk).publish()

    portrait.refresh_from_db()
    assert portrait.owner == user


def test_leavers_portrait_is_withdrawn_at_once_when_the_day_has_come():
    portrait = PenPortraitPageFactory()
    portrait.practitioner.left_on = timezone.localdate()
    portrait.practitioner.save()

    follow_practitioner(portrait.practitioner)

    portrait.refresh_from_db()
    assert not portrait.live


def test_portraits_of_leavers_are_withdrawn_on_the_day():
    today = timezone.localdate()
    gone = PenPortraitPageFactory(practitioner=PractitionerFactory(left_on=today))
    going = PenPortraitPageFactory(
        practitioner=PractitionerFactory(left_on=today + timedelta(days=1))
    )
    staying = PenPortraitPageFactory()

    assert withdraw_portraits_of_leavers() == 1
    assert withdraw_portraits_of_leavers() == 0

    for portrait, live in ((gone, False), (going, True), (staying, True)):
        portrait.refresh_from_db()
        assert portrait.live is live


def test_one_who_left_gets_no_role_back():
    user = UserFactory()
    practitioner = PractitionerFactory(user=user, left_on=date(2012, 8, 31))

    follow_practitioner(practitioner)

    assert not has_role(user, Role.PRACTITIONER)
