"""Sending a school to the card provider's page.

Our order is written and committed before the provider is asked, with the key and every word of
what is asked, and no row is locked while the provider answers. So a lost answer, a crash or two
tabs lead back to one page (SAFETY 24, 25)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import record
from subscriptions.enums import OrderState
from subscriptions.gateways import (
    CheckoutNotFound,
    CheckoutOrder,
    CheckoutPage,
    CheckoutStatus,
    GatewayError,
    GatewayUnavailable,
    cards_are_accepted,
    get_gateway,
)
from subscriptions.models import CardOrder, Charge
from subscriptions.refusals import (
    CardHeld,
    CardPending,
    CardsNotAccepted,
    CardUnavailable,
    NothingOwed,
    SubscriptionEnded,
)
from subscriptions.sales import sale_of
from subscriptions.services.invoices import Sold, is_shared, outstanding_pence
from subscriptions.services.lines import describe
from subscriptions.services.locks import lock_sold
from subscriptions.services.settlements import settle_order, tell_lapsed

# How long the provider's page can be paid on, and the least it may be asked for.
PAGE_LASTS = timedelta(hours=2)
LEAST_AHEAD = timedelta(minutes=31)
# Below this the provider collects nothing.
LEAST_PENCE = 30


def may_pay_by_card(sold: Sold) -> bool:
    """True when the page may show a button to pay what is owed by card."""
    owed = outstanding_pence(sold)
    return bool(
        not sold.has_ended
        and owed
        and owed >= LEAST_PENCE
        and not is_shared(sold)
        and cards_are_accepted()
    )


def start_card_payment(sold: Sold, *, by) -> str:
    """Return the address of the provider's page where what is owed can be paid. One order is open
    at a time, so pressing twice leads to one page; one that lapsed, or asks for another amount,
    gives way to a new one. Raises SubscriptionEnded, NothingOwed, CardPending, CardHeld,
    CardsNotAccepted, and CardUnavailable: then asking again is safe."""
    if not cards_are_accepted():
        raise CardsNotAccepted
    # Once for an order that stands, once more for the one that takes its place.
    for _attempt in range(3):
        order = _open_order(sold, by)
        if url := _page_of(order):
            return url
    raise CardUnavailable


def _open_order(sold: Sold, by) -> CardOrder:
    """The open order, or a new one, committed before anybody is asked."""
    with transaction.atomic():
        # Two tabs at once: the second finds the first one's order.
        sold = lock_sold(sold)
        owed = _owed(sold)
        order = sold.card_orders.filter(state=OrderState.OPEN).first()
        if order is not None:
            return order
        order = CardOrder.objects.create(
            **{sold.sold_as: sold},
            amount_pence=owed,
            description=describe(sold),
            customer_email=sold.finance_email or sold.contact_email,
            expires_at=(timezone.now() + PAGE_LASTS).replace(microsecond=0),
            made_by=by,
        )
        record(sold, "card_order.opened", by=by, order=str(order.reference))
    return order


def _owed(sold: Sold) -> int:
    if sold.has_ended:
        raise SubscriptionEnded
    states = set(sold.card_orders.values_list("state", flat=True))
    if OrderState.PENDING in states:
        raise CardPending
    if OrderState.HELD in states:
        raise CardHeld
    owed = outstanding_pence(sold)
    if not owed:
        raise NothingOwed
    if owed < LEAST_PENCE or is_shared(sold):
        raise CardsNotAccepted
    return owed


def _page_of(order: CardOrder) -> str:
    """The order's page, or "" when the order has come to an end and another may take its place."""
    try:
        return _page_that_stands(order) if order.gateway_id else _new_page(order)
    except GatewayUnavailable:
        raise CardUnavailable from None
    except GatewayError:
        # The provider refuses what was asked: asking the same again would be refused for ever.
        lapse(order)
        raise CardUnavailable from None


def _new_page(order: CardOrder) -> str:
    if order.expires_at - timezone.now() < LEAST_AHEAD:
        # Its answer was lost long ago, so nobody was ever led to its page.
        lapse(order)
        return ""
    page: CheckoutPage = get_gateway().start_checkout(as_asked(order))
    # Another tab may have brought the same page first; both write the same.
    CardOrder.objects.filter(pk=order.pk).update(gateway_id=page.gateway_id, gateway_url=page.url)
    return page.url


def _page_that_stands(order: CardOrder) -> str:
    gateway = get_gateway()
    try:
        state = gateway.fetch_checkout(order.gateway_id)
    except CheckoutNotFound:
        lapse(order)
        return ""
    sold = order.sold
    sold.refresh_from_db()
    owed = outstanding_pence(sold)
    if state.status == CheckoutStatus.OPEN and order.amount_pence == owed:
        return order.gateway_url
    if state.status == CheckoutStatus.OPEN:
        gateway.expire_checkout(order.gateway_id)
    settle_order(order)
    return ""


def lapse(order: CardOrder) -> None:
    """An open order whose page nobody can pay on any more is expired."""
    with transaction.atomic():
        sold = lock_sold(order.sold)
        setattr(order, sold.sold_as, sold)
        changed = CardOrder.objects.filter(pk=order.pk, state=OrderState.OPEN).update(
            state=OrderState.EXPIRED, settled_at=timezone.now()
        )
        if changed:
            record(sold, "card_order.expired", order=str(order.reference))
            tell_lapsed(order)


def as_asked(order: CardOrder) -> CheckoutOrder:
    """What the provider is asked, made from the row alone: one key, always the same words."""
    school = order.sold.school
    return CheckoutOrder(
        reference=str(order.reference),
        amount_pence=order.amount_pence,
        description=order.description,
        customer_email=order.customer_email,
        success_url=_address("card_return", school.urn, order.reference),
        cancel_url=settings.SITE_URL + page_of(order.sold),
        idempotency_key=str(order.idempotency_key),
        expires_at=order.expires_at,
    )


def page_of(sold: Sold) -> str:
    """The path of the page where the school sees what it buys."""
    if isinstance(sold, Charge):
        return sale_of(sold).page(sold)
    return reverse("subscriptions:subscription", args=[sold.school.urn, sold.pk])


def _address(name: str, *args) -> str:
    return settings.SITE_URL + reverse(f"subscriptions:{name}", args=args)
