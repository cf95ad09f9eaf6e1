"""How a school stands for a year, in the words of its page (the look's screen 08)."""

from dataclasses import dataclass, field

from django.utils import timezone

from core.academic_year import AcademicYear
from core.templatetags.wording import day_month, long_date, pounds
from directory.models import School
from subscriptions.enums import OrderState, PayBy, SubscriptionState
from subscriptions.models import Invoice, Subscription
from subscriptions.services.invoices import (
    came_before,
    covers_others,
    standing_invoice,
)


@dataclass(frozen=True)
class Standing:
    """The panel's colour (good, warn, stop, note), what the mark says with which sign, a sentence
    for the people who deal with money, and one for everyone."""

    kind: str
    words: str
    icon: str
    sentence: str = ""
    year: AcademicYear | None = None
    subscription: Subscription | None = None
    invoice: Invoice | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    renews: bool = False

    @property
    def usage(self) -> str:
        """How many of the places a subscription gives are booked; "" where they are not counted."""
        return usage_words(self.subscription) if self.subscription else ""

    @property
    def panel_kind(self) -> str:
        """The panel's own word for it."""
        return "plain" if self.kind == "note" else self.kind


def usage_words(subscription: Subscription) -> str:
    """ "12 of 20 places booked, 8 left"; "" where places are not counted."""
    if subscription.places_included is None or subscription.has_ended:
        return ""
    used, gives = subscription.places_used, subscription.places_included
    return f"{used} of {gives} places booked, {subscription.places_left} left"


def standing_without(
    school: School, year: AcademicYear, *, is_open: bool, had_before: bool = False
) -> Standing:
    """How a school stands that has no subscription for the year; `had_before` when it had one for
    the year before, and so may renew it."""
    begun = year.first_day <= timezone.localdate()
    if had_before and begun:
        ended = f"Your subscription ended on {long_date(year.previous.last_day)}."
        words = f"{ended} You can still read everything here. To book ahead, renew it."
        return Standing("stop", "Lapsed", "cross", words, year, renews=is_open)
    if not is_open:
        words = f"Subscriptions for {year.long} are not open. Ask our office when they will be."
        return Standing("note", "Not open yet", "clock", words, year)
    if had_before:
        words = "Everything stands ready as you had it this year. One button renews it."
        return Standing("warn", "Not renewed yet", "clock", words, year, renews=True)
    return Standing(
        "stop",
        f"Not subscribed for {year}",
        "cross",
        "Colleagues may still come at the door. To book ahead, subscribe.",
        year,
    )


def standing_of(subscription: Subscription) -> Standing:
    """How a school stands by its subscription and what has been paid."""
    rest = {"year": subscription.year, "subscription": subscription}
    invoice = standing_invoice(subscription)
    if subscription.has_ended:
        words = f"{subscription.get_state_display()} on {long_date(subscription.ended_on)}"
        return Standing("stop", words, "cross", subscription.end_reason, **rest)
    if _has_order(subscription, OrderState.HELD):
        words = "A card payment came that our office has to look at. We will write to you."
        return Standing("warn", "Payment being checked", "clock", words, invoice=invoice, **rest)
    if _has_order(subscription, OrderState.PENDING):
        words = "Your bank has not confirmed the card payment yet. There is nothing to do."
        return Standing("warn", "Waiting for the bank", "clock", words, invoice=invoice, **rest)
    if subscription.state != SubscriptionState.ACTIVE:
        return _waiting(subscription, rest)
    return _active(subscription, invoice, rest)


def _waiting(subscription: Subscription, rest: dict) -> Standing:
    if subscription.state == SubscriptionState.AWAITING_PO:
        words = "Give the number, and we make the invoice. You can book from then on."
        return Standing("warn", "Waiting for your purchase order number", "clock", words, **rest)
    if subscription.pay_by == PayBy.CARD:
        words = "Pay by card, and you can book as soon as the payment is confirmed."
        return Standing("warn", "Not paid yet", "clock", words, **rest)
    words = "Accept the quotation, and we make the invoice. You can book from then on."
    return Standing("warn", "Quotation sent", "clock", words, **rest)


def _active(subscription: Subscription, invoice: Invoice | None, rest: dict) -> Standing:
    until = f"Active until {long_date(subscription.year.last_day)}"
    if subscription.is_over:
        until = f"Ended on {long_date(subscription.year.last_day)}"
    came = invoice.paid_pence if invoice else came_before(subscription)
    owed = invoice.outstanding_pence if invoice else 0
    if invoice is not None and covers_others(invoice, subscription):
        return _with_others(until, invoice, rest)
    if invoice is not None and owed:
        words = f"{invoice.number}, {pounds(owed, 'full')}, due {day_month(invoice.due_on)}."
        if not subscription.is_over:
            words += " You can book now."
        return Standing("warn", "Waiting for payment", "clock", words, invoice=invoice, **rest)
    facts = []
    if came > 0:
        last = subscription.payments.order_by("-pk")[0]
        how = last.get_method_display()
        by = how if how.isupper() else how.lower()
        facts.append(("Paid", f"{pounds(came, 'full')} by {by}, {long_date(last.received_on)}"))
    return Standing("good", until, "tick", invoice=invoice, facts=facts, **rest)


def _with_others(until: str, invoice: Invoice, rest: dict) -> Standing:
    """On one invoice with other things: no sums, since they are not this school's alone."""
    if invoice.outstanding_pence:
        words = f"On invoice {invoice.number} to {invoice.payer_name}."
        return Standing("warn", "Waiting for payment", "clock", words, invoice=invoice, **rest)
    facts = [("Paid by", invoice.payer_name)]
    return Standing("good", until, "tick", invoice=invoice, facts=facts, **rest)


def _has_order(subscription: Subscription, state: OrderState) -> bool:
    return any(order.state == state for order in subscription.card_orders.all())
