"""What is sold beside subscriptions: an app above this one says what each kind of charge is.

`subscriptions` knows no study group. The app that sells a place makes a charge of its kind, and is
told when the charge becomes active (invoiced or paid) and when its card payment came to nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from subscriptions.models import Charge


def _nothing(charge: Charge) -> None:
    """A seller that has nothing to do about it."""


@dataclass(frozen=True)
class Sale:
    """One kind of charge. `page` gives the path of the page where the school sees it; `hold` locks
    what comes before the charge in the order of locks. `activated`
    and `lapsed` run in the transaction that makes it so, with the charge's row locked: they write
    rows and queue messages, and call nobody outside."""

    label: str
    page: Callable[[Charge], str]
    activated: Callable[[Charge], None] = _nothing
    lapsed: Callable[[Charge], None] = _nothing
    hold: Callable[[Charge], None] = _nothing


_sales: dict[str, Sale] = {}


def register_sale(kind: str, sale: Sale) -> None:
    """From now on charges of this kind are sold as `sale` says. Called from `AppConfig.ready`; the
    kind is for good, since charges keep it."""
    _sales[kind] = sale


def sale_of(charge: Charge) -> Sale:
    """What is known of the charge's kind. Raises LookupError for a kind nobody sells."""
    try:
        return _sales[charge.kind]
    except KeyError:
        raise LookupError(f"Nobody sells charges of the kind {charge.kind}.") from None
