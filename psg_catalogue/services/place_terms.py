"""On what terms a school has places at a session: nothing to pay, drawn on its subscription, or at
a price a place."""

from dataclasses import dataclass

from django.utils import timezone

from psg_catalogue.enums import Access
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.refusals import AllowanceSpent
from psg_catalogue.services.allowances import Allowances, drawn_from, drawn_on
from subscriptions.models import Subscription
from subscriptions.services.prices import PriceLine, priced_line


@dataclass(frozen=True)
class PlaceTerms:
    """`included` places cost nothing, and are drawn on `subscription` where there is one; `priced`
    ones cost `each_pence` each, without VAT. `drawn` is what the subscription had given before."""

    subscription: Subscription | None
    included: int
    priced: int = 0
    each_pence: int = 0
    vat_treatment: str = ""
    drawn: int = 0

    @property
    def total(self) -> PriceLine:
        """What the priced places cost together, with today's VAT. Raises VatRateMissing."""
        net = self.each_pence * self.priced
        return priced_line("", net, self.vat_treatment, timezone.localdate())

    @property
    def total_pence(self) -> int:
        return self.total.net_pence + self.total.vat_pence


def terms_for(allowances: Allowances, session: StudyGroupSession, number: int) -> PlaceTerms:
    """The terms of so many places more. A subscription is used up first; beyond it a place costs
    what the subscription says or, failing that, what the session says. Raises AllowanceSpent when
    nobody sells more."""
    if session.access == Access.OPEN:
        return PlaceTerms(None, number)
    subscription = drawn_from(allowances, session)
    if subscription is None:
        return PlaceTerms(None, 0, number, session.price_pence or 0, session.place_vat)
    if subscription.places_included is None:
        return PlaceTerms(subscription, number)
    drawn = drawn_on(subscription)
    left = max(subscription.places_included - drawn, 0)
    if number <= left:
        return PlaceTerms(subscription, number, drawn=drawn)
    if subscription.extra_place_pence:
        price = (subscription.extra_place_pence, subscription.scheme.vat_treatment)
    elif session.access == Access.PAID and session.price_pence:
        price = (session.price_pence, session.place_vat)
    else:
        raise AllowanceSpent(subscription, left, number)
    return PlaceTerms(subscription, left, number - left, *price, drawn=drawn)
