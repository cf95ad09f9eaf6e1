"""The one lock of a subscription: whoever invoices, pays, ends or settles it holds it first, and
only then a series of numbers or a card order. One order for all, so nobody waits in a circle."""

from subscriptions.models import Subscription


def lock_subscription(pk: int) -> Subscription:
    """The row as it stands now, held until the caller's transaction ends."""
    return (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("school", "scheme")
        .get(pk=pk)
    )
