"""The double's API through Stripe's own library: envelopes, keys, versions, objects."""

import json
import threading
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest
import stripe
import time_machine

from subscriptions.gateways.double.errors import StripeFault
from subscriptions.gateways.double.idempotency import KEPT_SECONDS, IdempotencyKeys
from subscriptions.gateways.double.schema import checked_answer
from tests.subscriptions.gateways.calls import post_form, send

PARAMS = {
    "mode": "payment",
    "success_url": "http://testserver/paid/",
    "line_items": [
        {
            "quantity": 1,
            "price_data": {
                "currency": "gbp",
                "unit_amount": 5_000,
                "product_data": {"name": "Subscription"},
            },
        }
    ],
}


@pytest.fixture
def client(double):
    return stripe.StripeClient("sk_test_1", base_addresses={"api": double.url})


def test_api_repeats_its_answer_to_a_key_and_says_so(client):
    sessions = client.v1.checkout.sessions
    first = sessions.create(PARAMS, {"idempotency_key": "a"})
    again = sessions.create(PARAMS, {"idempotency_key": "a"})

    assert again.to_dict() == first.to_dict()
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"


def test_api_refuses_a_key_with_other_parameters(client):
    client.v1.checkout.sessions.create(PARAMS, {"idempotency_key": "a"})

    with pytest.raises(stripe.IdempotencyError) as refusal:
        client.v1.checkout.sessions.create(
            {**PARAMS, "cancel_url": "http://testserver/"}, {"idempotency_key": "a"}
        )
    assert refusal.value.http_status == 400


def test_api_key_in_use_by_a_running_request_is_a_conflict():
    keys, started, finish = IdempotencyKeys(), threading.Event(), threading.Event()

    def work():
        started.set()
        finish.wait(5)
        return {"id": "one"}

    first = threading.Thread(target=keys.answer_once, args=("a", "same", work))
    first.start()
    started.wait(5)
    with pytest.raises(StripeFault) as conflict:
        keys.answer_once("a", "same", work)
    finish.set()
    first.join()

    assert (conflict.value.status, conflict.value.code) == (409, "idempotency_key_in_use")
    assert keys.answer_once("a", "same", work) == ({"id": "one"}, True)


def test_api_key_is_forgotten_after_a_day():
    keys = IdempotencyKeys()
    with time_machine.travel(datetime.now(UTC)) as clock:
        keys.answer_once("a", "one", lambda: {"id": "one"})
        clock.shift(KEPT_SECONDS + 1)

        assert keys.answer_once("a", "other", lambda: {"id": "two"}) == ({"id": "two"}, False)


def test_api_unknown_object_is_stripes_404_envelope(client, double):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.retrieve("cs_test_before_the_restart")

    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")
    assert refusal.value.json_body == {
        "error": {
            "type": "invalid_request_error",
            "message": "No such checkout.session: 'cs_test_before_the_restart'",
            "code": "resource_missing",
            "param": "id",
        }
    }


@pytest.mark.parametrize(
    "ask",
    [
        lambda v1: v1.payment_intents.retrieve("pi_1"),
        lambda v1: v1.events.retrieve("evt_1"),
        lambda v1: v1.checkout.sessions.expire("cs_1"),
        lambda v1: v1.refunds.create({"payment_intent": "pi_1"}),
        lambda v1: v1.customers.list(),
    ],
    ids=["payment", "event", "expire", "refund", "list"],
)
def test_api_what_it_does_not_have_or_know_is_404(client, ask):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        ask(client.v1)

    assert refusal.value.http_status == 404


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"mode": "subscription"}, "mode"),
        ({"mode": None}, "mode"),
        ({"ui_mode": "embedded_page"}, "ui_mode"),
        ({"ui_mode": "hosted"}, "ui_mode"),
        ({"coupon": "FREE"}, "coupon"),
        ({"expand": ["payment_intent"]}, "expand"),
        ({"line_items": []}, "line_items"),
        ({"line_items": [{"price": "price_1", "quantity": 1}]}, "line_items[0][price_data]"),
        ({"metadata": {"k" * 41: "v"}}, "metadata"),
    ],
)
def test_api_refuses_what_stripe_refuses(client, change, param):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.create({**PARAMS, **change})

    assert (refusal.value.http_status, refusal.value.param) == (400, param)


@pytest.mark.parametrize("key", ["sk_live_1", "", "rk_live_1"])
def test_api_takes_test_keys_only(double, key):
    headers = {"Authorization": f"Bearer {key}", "Stripe-Version": stripe.api_version}

    assert send(f"{double.url}/v1/events/evt_1", headers=headers)[0] == 401


def test_api_speaks_the_librarys_version_only(double):
    client = stripe.StripeClient(
        "sk_test_1", base_addresses={"api": double.url}, stripe_version="2020-08-27"
    )

    with pytest.raises(stripe.InvalidRequestError, match="API version"):
        client.v1.events.retrieve("evt_1")


def test_api_payment_of_a_paid_checkout_can_be_read(client):
    session = client.v1.checkout.sessions.create(PARAMS)
    post_form(session.url, number="4242424242424242")

    paid = client.v1.checkout.sessions.retrieve(session.id)
    payment = client.v1.payment_intents.retrieve(paid.payment_intent)

    assert (payment.status, payment.amount_received) == ("succeeded", 5_000)
    assert paid.url is None


def test_api_answer_that_would_be_dishonest_is_a_500(client, double):
    double.state.event = lambda event_id: checked_answer({"object": "event", "id": event_id})

    with pytest.raises(stripe.APIError, match="A bug"):
        client.v1.events.retrieve("evt_1")


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1.example.org", ""])
def test_api_answers_to_this_machines_names_only(double, host):
    assert send(f"{double.url}/", headers={"Host": host})[0] == 403


@pytest.mark.parametrize("length", ["-1", "999999999", "many"])
def test_api_survives_a_body_of_impossible_length(double, length):
    status, _, body = send(f"{double.url}/_faults", "POST", headers={"Content-Length": length})

    assert status in (400, 413)
    assert "error" in json.loads(body)


def test_api_survives_a_body_that_is_no_text(double):
    connection = HTTPConnection(double.url.removeprefix("http://"), timeout=5)
    connection.request("POST", "/v1/checkout/sessions", b"\xff\xfe")
    assert connection.getresponse().status == 400
    connection.close()
