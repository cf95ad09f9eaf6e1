"""The list of renewals: who was invited, and what they answered."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from core.academic_year import LONDON
from core.models import Message
from directory.enums import Role
from subscriptions.models import Renewal
from subscriptions.services.renewals import invite_to_renew
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(datetime(2027, 6, 10, 9, 0, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory(academic_year=2027, price=20_000)


@pytest.fixture
def desk():
    return signed_in(person(Role.PSG_ORGANISER))


def had(**facts):
    return SubscriptionFactory(academic_year=2026, contact_email="nell@example.org", **facts)


def listed(desk, **query):
    page = desk.get(reverse("renewal:index"), query)
    return [(row.school, row.state) for row in page.context["object_list"]]


def test_office_invites_reminds_and_notes_who_declines(desk, scheme):
    school, other = had().school, had().school
    page = desk.get(reverse("renewal:index")).content.decode()
    assert "Invite schools for 2027-28" in page
    for name, kind in (("invite", "renewal_invitation"), ("remind", "renewal_reminder")):
        for number in (2, 0):
            done = desk.post(reverse(f"renewal:{name}", args=[scheme.pk]), follow=True)
            assert f"now: {number}." in done.content.decode()
        assert Message.objects.filter(kind=kind).count() == 2
    SubscriptionFactory(school=other, scheme=scheme, academic_year=2027)
    renewal = Renewal.objects.get(school=school)
    decline = reverse("renewal:decline", args=[renewal.pk])
    assert "Say why, in a few words." in desk.post(decline, {"reason": ""}).content.decode()
    page = desk.post(decline, {"reason": "It merges."}, follow=True).content.decode()
    assert "Declined to renew" in page
    assert sorted(state for _, state in listed(desk)) == ["declined", "renewed"]
    assert listed(desk, state="declined") == [(school, "declined")]
    export = desk.get(reverse("renewal:index"), {"export": "csv"})
    assert b"It merges." in b"".join(export.streaming_content)


def test_list_costs_the_same_for_one_and_for_thirty(desk, scheme, count_queries):
    def again(number):
        for _ in range(number):
            had()
        invite_to_renew(scheme)
        return count_queries(lambda: desk.get(reverse("renewal:index")))

    again(1)
    assert again(1) == again(28) <= 25


def test_who_may_not(scheme):
    had()
    editor = signed_in(person(Role.EDITOR))
    assert editor.post(reverse("renewal:invite", args=[scheme.pk])).status_code in (302, 403)
    assert not Renewal.objects.exists()
