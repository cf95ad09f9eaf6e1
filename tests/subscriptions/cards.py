"""A card payment of £150 that came, and the provider's webhooks about it."""

from subscriptions.models import CardOrder
from subscriptions.services.card_events import receive_event
from subscriptions.services.card_payments import start_card_payment
from tests.factories.subscriptions import SubscriptionFactory


def open_order(gateway) -> CardOrder:
    """An order whose page has been paid on, before any webhook came."""
    subscription = SubscriptionFactory(priced=True)
    start_card_payment(subscription, by=None)
    order = subscription.card_orders.get()
    gateway.pay(order.gateway_id)
    return order


def paid_order(gateway) -> CardOrder:
    order = open_order(gateway)
    hear(gateway, order.gateway_id, "checkout.session.completed")
    order.refresh_from_db()
    return order


def hear(gateway, object_id: str, kind: str, **changes) -> str:
    """A webhook arrives; returns what came of it."""
    sent = gateway.event_for(object_id, kind, **changes)
    return receive_event(gateway.read_event(sent.payload, sent.signature))
