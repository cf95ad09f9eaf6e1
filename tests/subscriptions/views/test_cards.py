"""Paying by card over HTTP: the button, the way back, and the provider's webhook."""

import json
import logging
import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from core.services import periodic
from directory.enums import Role
from subscriptions.models import CardOrder, GatewayEvent
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db
WEBHOOK = "/stripe/webhook/"


@pytest.fixture
def subscription():
    return SubscriptionFactory(priced=True)


@pytest.fixture
def lead(subscription):
    return signed_in(person(Role.SCHOOL_LEAD, subscription.school))


@pytest.fixture
def order(lead, subscription):
    lead.post(button_of(subscription))
    return CardOrder.objects.get()


def button_of(subscription):
    return reverse("subscriptions:pay_by_card", args=[subscription.school.urn, subscription.pk])


def return_of(order, urn=None):
    urn = urn or order.subscription.school.urn
    return reverse("subscriptions:card_return", args=[urn, order.reference])


def deliver(client, sent, **changes):
    return client.post(
        WEBHOOK,
        sent.payload,
        content_type="application/json",
        headers={**sent.headers, **changes},
    )


def test_button_leads_to_the_provider(lead, subscription):
    response = lead.post(button_of(subscription))
    assert response["Location"] == CardOrder.objects.get().gateway_url


def test_refusal_is_a_sentence_on_the_subscription(lead, subscription, memory_gateway):
    memory_gateway.unavailable = True
    response = lead.post(button_of(subscription), follow=True)
    assert "We could not reach our card provider." in response.content.decode()


def test_button_is_no_link(lead, subscription):
    assert lead.get(button_of(subscription)).status_code == 405
    assert not CardOrder.objects.exists()


@pytest.mark.parametrize("role", [Role.SCHOOL_MEMBER, Role.FINANCE, Role.QA_LEAD])
def test_nobody_else_may_press_it(subscription, role):
    of_school = role == Role.SCHOOL_MEMBER
    client = signed_in(person(role, subscription.school if of_school else None))
    assert client.post(button_of(subscription)).status_code == 404
    assert not CardOrder.objects.exists()


def test_another_schools_lead_may_not_press_it(subscription):
    other = SchoolFactory()
    client = signed_in(person(Role.SCHOOL_LEAD, other))
    assert client.post(button_of(subscription)).status_code == 404
    foreign = reverse("subscriptions:pay_by_card", args=[other.urn, subscription.pk])
    assert client.post(foreign).status_code == 404
    assert not CardOrder.objects.exists()


def test_amount_cannot_be_posted(lead, subscription):
    """SAFETY 38."""
    lead.post(button_of(subscription), {"amount_pence": "30", "price_pence": "30", "paid": "1"})
    assert CardOrder.objects.get().amount_pence == 15_000


def test_way_back_grants_nothing(lead, order, subscription, memory_gateway):
    """SAFETY 21: neither unpaid, nor paid but not yet confirmed."""
    page = lead.get(return_of(order)).content.decode()
    assert "Waiting for confirmation" in page
    memory_gateway.pay(order.gateway_id)
    page = lead.get(return_of(order)).content.decode()
    assert "Waiting for confirmation" in page
    subscription.refresh_from_db()
    assert subscription.state == "applied"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("paid", "has been paid"),
        ("pending", "Waiting for the bank"),
        ("failed", "did not go through"),
        ("expired", "did not go through"),
        ("held", "Do not pay again."),
    ],
)
def test_way_back_says_what_our_rows_say(lead, order, state, said):
    CardOrder.objects.update(state=state)
    assert said in lead.get(return_of(order)).content.decode()


def test_way_back_of_another_school_is_not_there(order):
    """SAFETY 21, 33."""
    other = SchoolFactory()
    client = signed_in(person(Role.SCHOOL_LEAD, other))
    assert client.get(return_of(order)).status_code == 404
    assert client.get(return_of(order, other.urn)).status_code == 404


def test_webhook_activates(client, order, subscription, memory_gateway):
    memory_gateway.pay(order.gateway_id)
    response = deliver(client, memory_gateway.event_for(order.gateway_id))
    assert (response.status_code, response.content) == (200, b"paid")
    subscription.refresh_from_db()
    assert subscription.state == "active"


def test_webhook_needs_no_csrf_token_and_is_one_of_three_such_views(order, memory_gateway):
    """SAFETY 46."""
    strict = Client(enforce_csrf_checks=True)
    memory_gateway.pay(order.gateway_id)
    assert deliver(strict, memory_gateway.event_for(order.gateway_id)).status_code == 200
    ours = ("core", "directory", "subscriptions", "psg_catalogue", "home")
    exempt = [
        view.__name__
        for view in views_of(get_resolver())
        if getattr(view, "csrf_exempt", False) and view.__module__.startswith(ours)
    ]
    assert sorted(exempt) == ["mail_events", "stop_letters", "stripe_webhook"]


def views_of(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.callback
        else:
            yield from views_of(entry)


@pytest.mark.parametrize("token", ["", "forged"])
def test_button_needs_a_csrf_token(subscription, token):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(Role.SCHOOL_LEAD, subscription.school))
    data = {"csrfmiddlewaretoken": token}
    assert client.post(button_of(subscription), data).status_code == 403
    assert not CardOrder.objects.exists()


@pytest.mark.parametrize(
    "signature",
    ["", "t=1,v1=abc", "t=1,v0=abc", "v1=ü", "t=ü,v1=é", "nonsense"],
)
def test_forged_event_is_refused_and_kept_nowhere(client, order, memory_gateway, caplog, signature):
    """SAFETY 15, 16."""
    caplog.set_level(logging.DEBUG)
    memory_gateway.pay(order.gateway_id)
    sent = memory_gateway.event_for(order.gateway_id)
    response = client.post(
        WEBHOOK,
        sent.payload,
        content_type="application/json",
        HTTP_STRIPE_SIGNATURE=signature,
    )
    assert response.status_code == 400
    assert not GatewayEvent.objects.exists()
    assert order.gateway_id not in caplog.text


@pytest.mark.parametrize("seconds", [-301, 3600])
def test_event_of_another_time_is_refused(client, order, memory_gateway, seconds):
    """SAFETY 15, 17."""
    memory_gateway.pay(order.gateway_id)
    signed_at = int(time.time()) + seconds
    sent = memory_gateway.event_for(order.gateway_id, signed_at=signed_at)
    assert deliver(client, sent).status_code == 400
    order.refresh_from_db()
    assert order.state == "open"


@pytest.mark.parametrize("body", ["[]", "null", "1", "{}", "not json"])
def test_signed_nonsense_is_refused(client, memory_gateway, body):
    assert deliver(client, memory_gateway.sign(body)).status_code == 400


def test_body_that_is_no_text_is_refused(client):
    response = client.post(
        WEBHOOK,
        b"\xff\xfe\x00",
        content_type="application/json",
        headers={"Stripe-Signature": "t=1,v1=a"},
    )
    assert response.status_code == 400


def test_event_of_the_other_mode_is_refused(client, order, memory_gateway):
    memory_gateway.pay(order.gateway_id)
    sent = memory_gateway.event_for(order.gateway_id, livemode=True)
    assert deliver(client, sent).status_code == 400
    assert not GatewayEvent.objects.exists()


def test_provider_that_is_away_has_the_event_sent_again(client, order, memory_gateway):
    memory_gateway.pay(order.gateway_id)
    sent = memory_gateway.event_for(order.gateway_id)
    memory_gateway.unavailable = True
    assert deliver(client, sent).status_code == 503
    memory_gateway.unavailable = False
    assert deliver(client, sent).content == b"paid"


def test_without_a_key_the_webhook_takes_nothing(client, memory_gateway, settings):
    sent = memory_gateway.event_for("cs_test_x")
    settings.PAYMENT_GATEWAY = settings.STRIPE_SECRET_KEY = ""
    assert deliver(client, sent).status_code == 503


def test_flood_of_invalid_events_leaves_nothing_and_holds_up_nobody(
    client, order, memory_gateway, count_queries
):
    """SAFETY 32: a thousand, none of which reaches the database or the provider."""
    body, odd = b'{"id": "evt_1", "object": "event"}', {"Stripe-Signature": "t=1,v1=abc"}
    memory_gateway.unavailable = True
    answers = []

    def flood():
        for _ in range(1000):
            answer = client.post(WEBHOOK, body, content_type="application/json", headers=odd)
            answers.append(answer.status_code)

    began = time.process_time()
    assert count_queries(flood) == 0
    assert time.process_time() - began < 20
    assert (set(answers), GatewayEvent.objects.count()) == ({400}, 0)
    memory_gateway.unavailable = False
    memory_gateway.pay(order.gateway_id)
    assert deliver(client, memory_gateway.event_for(order.gateway_id)).content == b"paid"


def test_event_of_another_version_is_fetched_again(client, order, memory_gateway):
    """SAFETY 31: whatever the body says of the object, the provider is asked at our version."""
    memory_gateway.pay(order.gateway_id)
    told = {"id": order.gateway_id, "object": "checkout.session", "amount_total": 1}
    event = {
        "id": "evt_old",
        "object": "event",
        "api_version": "2015-01-01",
        "created": int(time.time()),
        "livemode": False,
        "type": "checkout.session.completed",
        "data": {"object": {**told, "payment_status": "unpaid"}},
    }
    assert deliver(client, memory_gateway.sign(json.dumps(event))).content == b"paid"


def test_webhook_is_posted_to(client):
    assert client.get(WEBHOOK).status_code == 405


def test_four_days_later_the_sweep_has_mended_it(order, subscription, memory_gateway):
    """SAFETY 26."""
    memory_gateway.pay(order.gateway_id)
    with time_machine.travel(order.made_at + timedelta(days=4)):
        periodic.registered_jobs()["card_orders"].function()
    subscription.refresh_from_db()
    assert subscription.state == "active"
