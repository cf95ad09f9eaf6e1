"""The page where a card number is typed."""

import pytest

from subscriptions.gateways.double.pages import pounds
from tests.subscriptions.gateways.calls import post_form, send


@pytest.fixture
def checkout(make_gateway, make_order):
    return make_gateway().start_checkout(make_order(description="<b>Groups</b> & more"))


def test_page_says_what_is_paid_and_that_no_money_moves(checkout):
    status, _, html = send(checkout.url)

    assert status == 200
    assert "Test card page: no money moves." in html
    assert "£1,250.00" in html
    assert "finance@example.org" in html
    assert 'href="http://testserver/subscribe/"' in html
    assert "<b>Groups" not in html
    assert "&lt;b&gt;Groups&lt;/b&gt; &amp; more" in html


def test_page_sends_the_payer_back_with_the_checkouts_id(checkout):
    status, location, _ = post_form(checkout.url, method="card", number="4242-4242 4242 4242")

    assert (status, location) == (303, f"http://testserver/paid/?checkout={checkout.gateway_id}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"number": "4000 0000 0000 0002"}, "The card was declined."),
        ({"number": "4111 1111 1111 1111"}, "not one of the two test cards"),
        ({"number": ""}, "Type a card number."),
        ({}, "Type a card number."),
        ({"number": "4242", "method": "cheque"}, "Choose how to pay."),
    ],
)
def test_page_says_why_a_payment_was_refused_and_stays_open(checkout, double, typed, told):
    status, _, html = post_form(checkout.url, **typed)

    assert status == 200
    assert told in html
    assert f'value="{typed.get("number", "")}"' in html
    assert double.state.checkout(checkout.gateway_id).status == "open"


def test_page_escapes_what_was_typed(checkout):
    _, _, html = post_form(checkout.url, number='"><script>alert(1)</script>')

    assert "<script" not in html


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_page_of_a_paid_checkout_takes_nothing_more(checkout, double, method):
    post_form(checkout.url, number="4242424242424242")
    payment = double.state.checkout(checkout.gateway_id).payment_intent

    status, _, html = send(checkout.url, method, "number=4242424242424242")

    assert status == 200
    assert "already made" in html
    assert "Card number" not in html
    assert f'href="http://testserver/paid/?checkout={checkout.gateway_id}"' in html
    assert double.state.checkout(checkout.gateway_id).payment_intent == payment


def test_page_of_a_bank_debit_says_that_the_bank_decides(checkout):
    post_form(checkout.url, method="bank_clears")

    assert "The bank tells the site how it ended." in send(checkout.url)[2]


def test_page_of_an_expired_checkout_takes_nothing(checkout, double, make_gateway):
    make_gateway().expire_checkout(checkout.gateway_id)

    _, _, html = post_form(checkout.url, number="4242424242424242")

    assert "has closed. Nothing was paid." in html
    assert double.state.checkout(checkout.gateway_id).payment_status == "unpaid"


def test_page_forgotten_by_a_restart_says_what_to_do(double):
    status, _, html = send(f"{double.url}/c/pay/cs_test_forgotten")

    assert status == 404
    assert "Go back to the site and start again." in html


def test_page_that_is_none_is_404(double):
    assert send(f"{double.url}/somewhere")[0] == 404
    assert send(f"{double.url}/page.css")[0] == 200


@pytest.mark.parametrize(
    ("pence", "told"), [(5, "£0.05"), (100, "£1.00"), (123_456_789, "£1,234,567.89")]
)
def test_pounds_are_written_in_full(pence, told):
    assert pounds(pence) == told
