"""The letters about money, with invented examples for the office's preview."""

from django.conf import settings

from core.letters import Example, register_letter

GROUP = "Subscriptions and money"
_PATH = "/school/100001/"
_SCHOOL = "Larkmead Lower School"
_SUBSCRIPTION = {
    "school_name": _SCHOOL,
    "year": {"long": "2026/27"},
    "end_reason": "The school has closed.",
}
_INVOICE_FACTS = [
    ("Invoice", "INV-2026-00042"),
    ("From", "Marlbridge Training School"),
    ("To", _SCHOOL),
    ("Total", "£150.00 (VAT: exempt)"),
    ("Due", "24 December 2026"),
]


def _of_invoice(**more) -> dict:
    return {
        "whom": _SCHOOL,
        "what": "the subscription of Larkmead Lower School for 2026/27",
        "paper": {"number": "INV-2026-00042", "invoice": {"number": "INV-2026-00041"}},
        "facts": _INVOICE_FACTS,
        "how_to_pay": "Please pay by BACS and give the invoice number.",
        "button_url": settings.SITE_URL + _PATH,
        "button_words": "Open the invoice",
        **more,
    }


def _of_subscription(**more) -> dict:
    return {"subscription": _SUBSCRIPTION, "button_url": settings.SITE_URL + _PATH, **more}


def declare_letters() -> None:
    """Called once, when the app is ready."""
    opening = f"{_SCHOOL} is subscribed for 2026/27, and can book now. This is the invoice."
    _declare("quotation_made", "A quotation", _of_subscription, paper={"number": "QUO-2026-00007"})
    _declare("purchase_order_awaited", "A purchase order number is awaited", _of_subscription)
    _declare("invoice_issued", "An invoice", _of_invoice, opening=opening)
    register_letter(
        "invoice_reminder",
        name="Reminder of an invoice",
        group=GROUP,
        examples=lambda: [
            ("Soon due", _of_invoice()),
            ("Overdue", _of_invoice(overdue=True)),
        ],
    )
    _declare("payment_received", "A receipt", _of_invoice)
    _declare(
        "credit_note_issued", "A credit note", _of_invoice, button_words="Open the credit note"
    )
    _declare(
        "card_payment_failed", "A card payment did not go through", _of_invoice, amount="£150.00"
    )
    _declare("subscription_ended", "A subscription was ended", _of_subscription, ended="cancelled")
    for kind, name in (
        ("renewal_invitation", "Invitation to renew"),
        ("renewal_reminder", "Reminder to renew"),
    ):
        _declare(
            kind,
            name,
            _of_subscription,
            scheme={"year": {"long": "2027/28"}},
            school={"name": _SCHOOL},
            ends="31 August 2027",
            facts=[("Price", "£150.00 (VAT: exempt)"), ("Contact", "Nell Hatherley")],
        )
    _declare(
        "surplus_notice",
        "To the finance office: money stands as a surplus",
        _of_invoice,
        words="More has been paid than is owed now.",
    )
    _declare(
        "card_notice",
        "To the finance office: a card payment needs a look",
        _of_invoice,
        words="A cardholder disputes a card payment of £150.00.",
        facts=[("School", _SCHOOL), ("For", "Subscription 2026/27")],
    )


def _declare(kind: str, name: str, context, **more) -> None:
    """A kind whose letters are all alike."""

    def examples() -> list[Example]:
        return [("As it is sent", context(**more))]

    register_letter(kind, name=name, group=GROUP, examples=examples)
