"""The double is honest: requests and answers are held against the library's own types."""

import pytest
import stripe
from stripe.params.checkout import SessionCreateParams

from subscriptions.gateways.double.forms import decoded_form
from subscriptions.gateways.double.objects import Checkout, payment_intent_object, session_object
from subscriptions.gateways.double.schema import (
    BadParameter,
    DishonestAnswer,
    checked_answer,
    checked_params,
)

PARAMS = {"line_items": [{"price_data": {"product_data": {"name": "Subscription"}}}]}
CHECKOUT = Checkout(
    "cs_test_1", PARAMS, 100, 1, 2, payment_intent="pi_1", intent_status="succeeded"
)


def test_form_becomes_nested_dictionaries():
    body = "mode=payment&line_items[0][price_data][currency]=gbp&metadata[order]=a%26b&cancel_url="

    assert decoded_form(body) == {
        "mode": "payment",
        "line_items": {"0": {"price_data": {"currency": "gbp"}}},
        "metadata": {"order": "a&b"},
        "cancel_url": "",
    }


@pytest.mark.parametrize("body", ["[a]=1", "a[b=1", "a=1&a[b]=2", "a[b]=1&a=2", f"a{'[b]' * 9}=1"])
def test_form_with_a_broken_name_is_refused(body):
    with pytest.raises(BadParameter):
        decoded_form(body)


def test_params_are_read_as_their_types():
    body = (
        "mode=payment&expires_at=1800000000&allow_promotion_codes=true&metadata[a]=1&metadata[b]="
        "&line_items[0][quantity]=2&line_items[0][price_data][currency]=gbp"
    )

    assert checked_params(SessionCreateParams, decoded_form(body)) == {
        "mode": "payment",
        "expires_at": 1_800_000_000,
        "allow_promotion_codes": True,
        "metadata": {"a": "1", "b": ""},
        "line_items": [{"quantity": 2, "price_data": {"currency": "gbp"}}],
    }


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ("colour=red", "colour"),
        ("api_key=sk_test_1", "api_key"),
        ("ui_mode=hosted", "ui_mode"),
        ("mode=gift", "mode"),
        ("expires_at=soon", "expires_at"),
        ("expires_at[a]=1", "expires_at"),
        ("cancel_url=", "cancel_url"),
        ("allow_promotion_codes=yes", "allow_promotion_codes"),
        ("line_items=1", "line_items"),
        ("line_items[first][quantity]=1", "line_items"),
        ("line_items[0]=1", "line_items[0]"),
        ("line_items[0][amount]=1", "line_items[0][amount]"),
        ("line_items[0][price_data][unit_amount]=1", "line_items[0][price_data][currency]"),
        ("metadata=1", "metadata"),
        ("allowed_payment_method_types[0]=cheque", "allowed_payment_method_types[0]"),
    ],
)
def test_params_stripe_does_not_know_are_refused(body, param):
    with pytest.raises(BadParameter) as refusal:
        checked_params(SessionCreateParams, decoded_form(body))

    assert refusal.value.param == param


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": "red"}, "colour is no field"),
        ({"livemode": None}, "livemode cannot be null"),
        ({"livemode": "no"}, "livemode cannot be a str"),
        ({"amount_total": "100"}, "amount_total cannot be a str"),
        ({"status": "done"}, "status cannot be 'done'"),
        ({"payment_method_types": "card"}, "payment_method_types cannot be a str"),
        ({"payment_method_types": [1]}, r"payment_method_types\[0\] cannot be a int"),
        ({"total_details": {"amount_tax": 0}}, "total_details.amount_discount is missing"),
        ({"automatic_tax": {"enabled": False, "rate": 20}}, "automatic_tax.rate is no field"),
    ],
)
def test_answer_stripe_could_not_give_is_refused(change, told):
    honest = session_object(CHECKOUT, "http://127.0.0.1/c/pay/cs_test_1")

    with pytest.raises(DishonestAnswer, match=told):
        checked_answer({**honest, **change})


@pytest.mark.parametrize("name", ["livemode", "created", "automatic_tax", "payment_status"])
def test_answer_without_a_field_that_is_always_there_is_refused(name):
    honest = session_object(CHECKOUT, "http://127.0.0.1/c/pay/cs_test_1")

    with pytest.raises(DishonestAnswer, match=f"{name} is missing"):
        checked_answer({key: value for key, value in honest.items() if key != name})


def test_answers_are_read_by_the_library():
    session = stripe.checkout.Session.construct_from(session_object(CHECKOUT, ""), "sk_test_1")
    payment = stripe.PaymentIntent.construct_from(payment_intent_object(CHECKOUT), "sk_test_1")

    assert (session.amount_total, session.payment_intent) == (100, "pi_1")
    assert (payment.amount_received, payment.status) == (100, "succeeded")
