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
        **more,
    }


def _of_subscription(**more) -> dict:
    return {"subscription": _SUBSCRIPTION, "button_url": settings.SITE_URL + _PATH, **more}


def declare_letters() -> None:
    """Called once, when the app is ready."""
    _declare("quotation_made", "A quotation", _of_subscription, paper={"number": "QUO-2026-00007"})
    _declare("purchase_order_awaited", "A purchase order number is awaited", _of_subscription)
    register_letter("invoice_issued", name="An invoice", group=GROUP, examples=_invoices)
    register_letter(
        "invoice_reminder",
        name="Reminder of an invoice",
        group=GROUP,
        examples=lambda: [
            ("Soon due", _of_invoice()),
            ("Overdue", _of_invoice(overdue=True)),
        ],
    )
    register_letter("payment_received", name="A receipt", group=GROUP, examples=_receipts)
    _declare(
        "credit_note_issued",
        "A credit note",
        _of_invoice,
        paper={"number": "CRN-2026-00003", "invoice": {"number": "INV-2026-00042"}},
        facts=[
            ("Credit note", "CRN-2026-00003"),
            ("For invoice", "INV-2026-00042"),
            ("Amount", "£50.00"),
            ("Date", "9 December 2026"),
            ("Reason", "One place was free of charge."),
            ("Still to pay", "£100.00"),
        ],
    )
    _declare(
        "card_payment_failed",
        "A card payment did not go through",
        _of_invoice,
        amount="£150.00",
        facts=[],
    )
    _declare_of_subscriptions()
    _declare_to_finance()


def _declare_of_subscriptions() -> None:
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


def _declare_to_finance() -> None:
    _declare(
        "surplus_notice",
        "To the finance office: money stands as a surplus",
        _of_invoice,
        credited="£150.00",
        number="INV-2026-00042",
        why="The school has closed.",
        surplus="£150.00",
        facts=[("Payer", _SCHOOL), ("Credit note", "CRN-2026-00003")],
    )
    register_letter(
        "card_notice",
        name="To the finance office: a card payment needs a look",
        group=GROUP,
        examples=_cards,
    )


def _invoices() -> list[Example]:
    return [
        ("Of a subscription", _of_invoice(sold="subscription", year="2026/27")),
        ("Of one other thing", _of_invoice(sold="one", what="a place not used, 24 November 2026")),
        ("Of several things", _of_invoice(sold="several")),
    ]


def _receipts() -> list[Example]:
    facts = [
        ("Amount", "£150.00"),
        ("Paid by", "BACS"),
        ("Received", "9 December 2026"),
        ("Invoice", "INV-2026-00042"),
    ]
    several = "invoice INV-2026-00042"
    return [
        ("Of a subscription", _of_invoice(facts=facts, leads_to="subscription")),
        ("Of a charge", _of_invoice(facts=facts, leads_to="charge", what="a place not used")),
        ("Of several things", _of_invoice(facts=facts, leads_to="invoice", what=several)),
    ]


def _cards() -> list[Example]:
    facts = {
        "amount": "£150.00",
        "surplus": "£150.00",
        "problem": "The bank has closed the card.",
        "wants_credit_note": True,
        "facts": [("School", _SCHOOL), ("For", "Subscription 2026/27")],
    }
    whats = {
        "paid_twice": "Paid twice",
        "refund_failed": "A refund failed",
        "refund_differs": "A refund differs",
        "refund_elsewhere": "Refunded on the card provider’s pages",
        "dispute_open": "Disputed",
        "dispute_won": "A dispute won",
        "dispute_lost": "A dispute lost",
    }
    return [(label, _of_invoice(**facts, what=what)) for what, label in whats.items()]


def _declare(kind: str, name: str, context, **more) -> None:
    """A kind whose letters are all alike."""

    def examples() -> list[Example]:
        return [("As it is sent", context(**more))]

    register_letter(kind, name=name, group=GROUP, examples=examples)
