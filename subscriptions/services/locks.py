"""The locks of money. Whoever invoices, pays, ends or settles something sold holds its row first,
then its invoice's, and only then a series of numbers or a card order; of several rows of one table
the one with the lower key first. One order for all, so nobody waits in a circle."""

from collections.abc import Iterable

from subscriptions.models import Charge, Invoice, Subscription
from subscriptions.sales import sale_of


def lock_subscription(pk: int) -> Subscription:
    """The row as it stands now, held until the caller's transaction ends."""
    return (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("school", "scheme")
        .get(pk=pk)
    )


def lock_sold(sold: Subscription | Charge) -> Subscription | Charge:
    """As `lock_subscription`, for whatever is sold; what a charge is for is held before it."""
    if isinstance(sold, Subscription):
        return lock_subscription(sold.pk)
    sale_of(sold).hold(sold)
    charges = Charge.objects.select_for_update(of=("self",)).select_related("school")
    return charges.get(pk=sold.pk)


def lock_invoice(pk: int) -> Invoice:
    """The invoice as it stands now. Payments and credit notes of one invoice wait here."""
    return Invoice.objects.select_for_update(of=("self",)).select_related("payer").get(pk=pk)


def lock_invoices(pks: Iterable[int]) -> dict[int, Invoice]:
    """Several invoices by key, the lower key first."""
    return {pk: lock_invoice(pk) for pk in sorted(set(pks))}
