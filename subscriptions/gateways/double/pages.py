"""The page where a card number is typed. It says in plain words that it is not Stripe."""

from html import escape
from pathlib import Path
from string import Template
from typing import NamedTuple

from subscriptions.gateways.double.objects import Checkout

CARD_THAT_PAYS = "4242424242424242"
CARD_THAT_IS_DECLINED = "4000000000000002"
STYLE = (Path(__file__).parent / "page.css").read_bytes()
_PAGE = Template((Path(__file__).parent / "page.html").read_text())
_FORM = Template((Path(__file__).parent / "form.html").read_text())


class Refusal(NamedTuple):
    """Why a payment was not taken, with what was typed."""

    reason: str
    number: str = ""
    method: str = "card"


def payment_page(checkout: Checkout, refusal: Refusal | None = None) -> str:
    """Return the page of `checkout`: a form while it is open, then a sentence."""
    if checkout.status != "open":
        return message_page(_over(checkout), checkout.params.get("cancel_url", ""))
    told = refusal or Refusal("")
    error = f'<p class="error" id="error" role="alert">{escape(told.reason)}</p>'
    form = _FORM.substitute(
        description=escape(checkout.description),
        amount=pounds(checkout.amount),
        email=escape(checkout.params.get("customer_email", "not given")),
        error=error if told.reason else "",
        described="hint error" if told.reason else "hint",
        number=escape(told.number, quote=True),
        **{f"chosen_{name}": "checked" * (told.method == name) for name in METHODS},
    )
    title = f"Error: {checkout.description}" if told.reason else checkout.description
    return _page(title, form + _back(checkout.params.get("cancel_url", "")))


def message_page(message: str, back: str = "") -> str:
    """Return a page with one sentence and, where there is one, the way back."""
    return _page(message, f"<h1>{escape(message)}</h1>{_back(back)}")


METHODS = ("card", "bank_clears", "bank_fails")


def pounds(pence: int) -> str:
    """Return `pence` as pounds: £1,250.00."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def _page(title: str, content: str) -> str:
    return _PAGE.substitute(title=escape(title), content=content)


def _back(url: str) -> str:
    return f'<p><a href="{escape(url, quote=True)}">Back without paying</a></p>' if url else ""


def _over(checkout: Checkout) -> str:
    if checkout.status == "expired":
        return "This payment page has closed. Nothing was paid."
    return "This payment is already made. There is nothing more to do here."
