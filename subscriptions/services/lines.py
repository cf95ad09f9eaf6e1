"""What a subscription sells, line by line, as papers print it."""

from subscriptions.models import Subscription, SubscriptionLine
from subscriptions.services.prices import Price, PriceLine

LONGEST = 200


def keep_lines(subscription: Subscription, price: Price) -> None:
    """The lines of the price are kept with the subscription, where there is more than one."""
    if len(price.lines) > 1:
        SubscriptionLine.objects.bulk_create(
            SubscriptionLine(
                subscription=subscription,
                description=line.description,
                net_pence=line.net_pence,
                vat_treatment=line.vat_treatment,
                vat_rate=line.vat_rate,
                vat_pence=line.vat_pence,
            )
            for line in price.lines
        )


def lines_sold(subscription: Subscription) -> list[PriceLine]:
    """The lines of its invoice: one, or one for each VAT treatment that the scheme sells under.
    The first says what is sold to whom, the others their own words too."""
    kept = list(subscription.lines.all()) or [
        SubscriptionLine(
            net_pence=subscription.price_pence,
            vat_treatment=subscription.vat_treatment or subscription.scheme.vat_treatment,
            vat_rate=subscription.vat_rate,
            vat_pence=subscription.vat_pence,
        )
    ]
    return [
        PriceLine(
            description=describe(subscription, line.description),
            net_pence=line.net_pence,
            vat_treatment=line.vat_treatment,
            vat_rate=line.vat_rate,
            vat_pence=line.vat_pence,
        )
        for line in kept
    ]


def describe(subscription: Subscription, part: str = "") -> str:
    """What is sold, in one line of at most 200 letters."""
    words = f"Study group subscription {subscription.year.long}, "
    if part:
        words = f"{part}: study groups {subscription.year.long}, "
    if subscription.part_year:
        words += f"from the {subscription.get_part_year_display().lower()} term, "
    return words + subscription.school_name[: LONGEST - len(words)]
