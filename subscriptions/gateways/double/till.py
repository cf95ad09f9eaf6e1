"""What happens when the payer presses Pay."""

from contextlib import suppress
from urllib.parse import parse_qs

from subscriptions.gateways.double.errors import StripeFault
from subscriptions.gateways.double.objects import Checkout
from subscriptions.gateways.double.pages import (
    CARD_THAT_IS_DECLINED,
    CARD_THAT_PAYS,
    METHODS,
    Refusal,
)
from subscriptions.gateways.double.returns import DISPUTE_ENDS
from subscriptions.gateways.double.state import StripeState


def take_payment(state: StripeState, checkout: Checkout, body: str) -> Refusal | None:
    """Try to pay an open checkout with the page's form. Returns None once it is complete, or why
    not; it then stays as it was, and the payer can try again."""
    typed = {name: values[-1] for name, values in parse_qs(body, max_num_fields=20).items()}
    method = typed.get("method", "card")
    number = typed.get("number", "")[:40]
    if method not in METHODS:
        return Refusal("Choose how to pay.", number)
    if method == "card":
        if reason := _refusal_of(number):
            return Refusal(reason, number)
        paid = state.pay_by_card(checkout.id)
    else:
        paid = state.pay_by_bank(checkout.id, succeeds=method == "bank_clears")
    return None if paid else Refusal("This payment page has closed.", number, method)


def take_afterwards(state: StripeState, checkout: Checkout, body: str) -> None:
    """Do what the page of a paid checkout offers: the cardholder disputes the payment, the bank
    decides, or somebody gives all of it back on the provider's own pages. What cannot be done
    changes nothing."""
    wanted = parse_qs(body, max_num_fields=20).get("then", [""])[-1]
    if wanted == "dispute":
        state.returns(lambda returns: returns.open_dispute(checkout))
    elif wanted in DISPUTE_ENDS:
        state.returns(lambda returns: returns.close_dispute(checkout, wanted))
    elif wanted == "refund":
        asked = {"payment_intent": checkout.payment_intent}
        with suppress(StripeFault):
            state.returns(lambda returns: returns.create_refund(asked))


def _refusal_of(number: str) -> str:
    digits = "".join(number.split()).replace("-", "")
    if digits == CARD_THAT_PAYS:
        return ""
    if digits == CARD_THAT_IS_DECLINED:
        return "The card was declined. Nothing was paid. Try another card."
    if not digits:
        return "Type a card number."
    return "This is not one of the two test cards. Type one of the numbers below."
