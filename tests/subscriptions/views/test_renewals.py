"""One button for next year, and saying why not."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from core.academic_year import LONDON
from subscriptions.models import Renewal, Subscription
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(datetime(2027, 6, 10, 9, 0, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory(academic_year=2027, price=20_000, terms="No refunds.")


@pytest.fixture
def school(scheme):
    return SubscriptionFactory(
        academic_year=2026,
        contact_name="Nell Hatherley",
        contact_email="nell@example.org",
        finance_email="finance@example.org",
        invoice_address="High Street",
    ).school


def url(name, school):
    return reverse(f"subscriptions:{name}", args=[school.urn])


def words(response):
    return " ".join(response.content.decode().split())


def test_lead_sees_everything_and_presses_once(client, school):
    client.force_login(lead_of(school))
    page = words(client.get(reverse("directory:school", args=[school.urn])))
    assert "Not renewed yet" in page
    assert url("renew", school) in page
    page = words(client.get(url("renew", school)))
    for said in ("nell@example.org", "High Street", "£200.00", "No refunds.", "Renew for 2027"):
        assert said in page
    done = client.post(url("renew", school), {"purchase_order_number": "PO-7"}, follow=True)
    subscription = Subscription.objects.get(academic_year=2027)
    assert subscription.purchase_order_number == "PO-7"
    assert done.redirect_chain[-1][0].endswith(f"/subscriptions/{subscription.pk}/")
    # A second press, or another tab, leads to the same one.
    again = client.post(url("renew", school), {}, follow=True)
    assert "already has a subscription for 2027-28" in words(again)
    assert Subscription.objects.filter(academic_year=2027).count() == 1


def test_changing_something_first_begins_with_what_was_said(client, school):
    client.force_login(finance_of(school))
    page = client.get(url("subscribe", school))
    assert page.context["form"].initial["invoice_address"] == "High Street"


def test_school_says_why_it_does_not_go_on(client, school):
    client.force_login(lead_of(school))
    assert "Say why, in a few words." in words(
        client.post(url("decline_renewal", school), {"reason": " "})
    )
    assert not Renewal.objects.exists()
    client.post(url("decline_renewal", school), {"reason": "We merge."})
    assert Renewal.objects.get().decline_reason == "We merge."
    assert client.get(url("renew", school)).status_code == 200


def test_school_without_anything_to_renew_is_led_to_subscribing(client, scheme):
    school = SchoolFactory()
    client.force_login(lead_of(school))
    assert client.get(url("renew", school))["Location"] == url("subscribe", school)
    assert client.get(url("decline_renewal", school))["Location"] == url("subscribe", school)


def test_who_may_not(client, school):
    for stranger in (colleague_of(school), lead_of(SchoolFactory())):
        client.force_login(stranger)
        for name in ("renew", "decline_renewal"):
            assert client.post(url(name, school), {"reason": "x"}).status_code == 404
    assert not Renewal.objects.exists()
    assert not Subscription.objects.filter(academic_year=2027).exists()
    client.force_login(office())
    assert "You act for this school as the office" in words(client.get(url("renew", school)))


def test_lapsed_school_reads_and_is_told_so(client, school):
    SubscriptionSchemeFactory(academic_year=2026)
    with time_machine.travel(datetime(2027, 9, 2, 9, 0, tzinfo=LONDON), tick=False):
        client.force_login(lead_of(school))
        page = words(client.get(reverse("directory:school", args=[school.urn])))
    assert "Lapsed" in page
    assert "You can still read everything here. To book ahead, renew it." in page
