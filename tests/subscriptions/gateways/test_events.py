"""Only an event that Stripe signed just now gets in (SAFETY 15 to 17)."""

import json
import time

import pytest
import stripe

from subscriptions.gateways.base import BadSignature, GatewayEvent
from subscriptions.gateways.events import read_signed_event
from subscriptions.gateways.memory import MemoryGateway

SECRET = "whsec_for_tests"
EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "livemode": False,
    "data": {"object": {"id": "cs_test_1", "object": "checkout.session"}},
}
BODY = json.dumps(EVENT)


def sign(body: str, *, secret: str = SECRET, age: int = 0) -> str:
    signed_at = int(time.time()) - age
    return stripe.WebhookSignature.generate_signature_header(body, secret, signed_at)


def read(payload: bytes, signature: str, *, secret: str = SECRET, tolerance: int = 300):
    return read_signed_event(payload, signature, secret=secret, tolerance=tolerance)


@pytest.mark.parametrize("age", [0, 295, -295])
def test_event_signed_within_the_tolerance_is_read(age):
    event = read(BODY.encode(), sign(BODY, age=age))

    assert event == GatewayEvent("evt_1", "checkout.session.completed", "cs_test_1", False)


def test_event_about_nothing_with_an_id_is_read():
    body = json.dumps({**EVENT, "type": "balance.available", "data": {"object": {}}})

    assert read(body.encode(), sign(body)).object_id == ""


def test_event_with_one_right_signature_among_several_is_read():
    right = sign(BODY)

    assert read(BODY.encode(), f"{right},v1=0000").id == "evt_1"


SIGNATURES = {
    "none": "",
    "a word": "forged",
    "no timestamp": "v1=abc",
    "timestamp that is no number": "t=now,v1=abc",
    "endless timestamp": f"t={'9' * 5000},v1=abc",
    "right form, wrong digest": f"t={int(time.time())},v1={'0' * 64}",
    "not ASCII": f"t={int(time.time())},v1=é",
    "lone surrogate": f"t={int(time.time())},v1=\udc80",
    "another secret": sign(BODY, secret="whsec_other"),
    "another body": sign(BODY + " "),
    "scheme v0": sign(BODY).replace("v1=", "v0="),
    "301 seconds old": sign(BODY, age=301),
    "a day old": sign(BODY, age=86_400),
    "an hour ahead": sign(BODY, age=-3_600),
    "older than its date": sign(BODY, age=-3_600) + f",t={int(time.time())}",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_event_with_a_bad_signature_is_refused(signature):
    with pytest.raises(BadSignature):
        read(BODY.encode(), signature)


BODIES = {
    "list": "[]",
    "text": '"evt_1"',
    "null": "null",
    "number": "1",
    "empty": "",
    "not JSON": "{",
    "no keys": "{}",
    "another object": json.dumps({**EVENT, "object": "charge"}),
    "thin event": json.dumps({**EVENT, "object": "v2.core.event"}),
    "no type": json.dumps({k: v for k, v in EVENT.items() if k != "type"}),
    "no data": json.dumps({k: v for k, v in EVENT.items() if k != "data"}),
    "data that is a list": json.dumps({**EVENT, "data": []}),
    "object that is text": json.dumps({**EVENT, "data": {"object": "cs_test_1"}}),
    "id that is a number": json.dumps({**EVENT, "id": 1}),
    "id that is empty": json.dumps({**EVENT, "id": ""}),
    "id with a NUL": json.dumps({**EVENT, "id": "evt_\x00"}),
    "object id that is a list": json.dumps({**EVENT, "data": {"object": {"id": []}}}),
    "mode that is text": json.dumps({**EVENT, "livemode": "false"}),
    "endless nesting": "[" * 100_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_body_that_is_no_event_is_refused_though_signed(body):
    with pytest.raises(BadSignature):
        read(body.encode(), sign(body))


@pytest.mark.parametrize("payload", [b"\xff\xfe", b"\x80", BODY.encode("utf-16")])
def test_body_that_is_not_utf8_is_refused(payload):
    with pytest.raises(BadSignature):
        read(payload, sign(BODY))


@pytest.mark.parametrize("secret", ["", "   "])
def test_event_is_refused_while_no_secret_is_set(secret):
    with pytest.raises(BadSignature):
        read(BODY.encode(), sign(BODY, secret=secret), secret=secret)


@pytest.mark.parametrize("tolerance", [0, -1])
def test_event_is_refused_while_no_tolerance_is_set(tolerance):
    with pytest.raises(BadSignature):
        read(BODY.encode(), sign(BODY), tolerance=tolerance)


def test_refusal_carries_nothing_of_the_body(caplog):
    body = json.dumps({**EVENT, "note": "canary@example.org"})

    with caplog.at_level("DEBUG"), pytest.raises(BadSignature) as refusal:
        read(body.encode(), "t=1,v1=0")

    assert refusal.value.__context__ is None
    assert "canary" not in repr(refusal.value) + caplog.text


@pytest.mark.parametrize("kind", ["checkout.session.completed", "checkout.session.expired"])
def test_memory_and_stripe_gateways_read_events_alike(make_gateway, make_order, kind):
    memory = MemoryGateway(webhook_secret=SECRET, webhook_tolerance=300)
    page = memory.start_checkout(make_order())
    sent = memory.event_for(page.gateway_id, kind, event_id="evt_9", livemode=True)

    expected = GatewayEvent("evt_9", kind, page.gateway_id, True)
    assert memory.read_event(sent.payload, sent.headers["Stripe-Signature"]) == expected
    assert make_gateway().read_event(sent.payload, sent.signature) == expected
    with pytest.raises(BadSignature):
        make_gateway(webhook_secret="whsec_other").read_event(sent.payload, sent.signature)
