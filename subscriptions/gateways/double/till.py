"""What happens when the payer presses Pay."""

from urllib.parse import parse_qs

from subscriptions.gateways.double.objects import Checkout
from subscriptions.gateways.double.pages import (
    CARD_THAT_IS_DECLINED,
    CARD_THAT_PAYS,
    METHODS,
    Refusal,
)
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


def _refusal_of(number: str) -> str:
    digits = "".join(number.split()).replace("-", "")
    if digits == CARD_THAT_PAYS:
        return ""
    if digits == CARD_THAT_IS_DECLINED:
        return "The card was declined. Nothing was paid. Try another card."
    if not digits:
        return "Type a card number."
    return "This is not one of the two test cards. Type one of the numbers below."
