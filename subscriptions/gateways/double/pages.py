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
_AFTERWARDS = (Path(__file__).parent / "afterwards.html").read_text()


class Refusal(NamedTuple):
    """Why a payment was not taken, with what was typed."""

    reason: str
    number: str = ""
    method: str = "card"


def payment_page(checkout: Checkout, refusal: Refusal | None = None) -> str:
    """Return the page of `checkout`: a form while it is open, then a sentence."""
    cancel_url = checkout.params.get("cancel_url", "")
    if checkout.status == "expired":
        return message_page("This payment page has closed. Nothing was paid.", cancel_url)
    if checkout.status == "complete":
        done = _done(checkout)
        content = f"<h1>{escape(done)}</h1>{_link(return_address(checkout), 'Back to the site')}"
        return _page(done, content + (_AFTERWARDS if checkout.payment_status == "paid" else ""))
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
    return _page(title, form + _link(cancel_url, "Back without paying"))


def message_page(message: str, back: str = "") -> str:
    """Return a page with one sentence and, where there is one, the way back."""
    return _page(message, f"<h1>{escape(message)}</h1>{_link(back, 'Back to the site')}")


METHODS = ("card", "bank_clears", "bank_fails")


def return_address(checkout: Checkout) -> str:
    """Return where the payer goes after paying."""
    return checkout.params["success_url"].replace("{CHECKOUT_SESSION_ID}", checkout.id)


def pounds(pence: int) -> str:
    """Return `pence` as pounds: £1,250.00."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def _page(title: str, content: str) -> str:
    return _PAGE.substitute(title=escape(title), content=content)


def _link(url: str, words: str) -> str:
    return f'<p><a href="{escape(url, quote=True)}">{words}</a></p>' if url else ""


def _done(checkout: Checkout) -> str:
    if checkout.payment_status == "paid":
        return "This payment is already made. There is nothing more to do here."
    return "This bank debit was asked for. The bank tells the site how it ended."
