"""What is sold, line by line, as papers print it."""

from subscriptions.enums import VatTreatment
from subscriptions.models import Charge, Subscription, SubscriptionLine
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


def lines_sold(sold: Subscription | Charge) -> list[PriceLine]:
    """The lines of its invoice: of a charge one, of a subscription one or one for each VAT
    treatment that the scheme sells under. The first says what is sold to whom, the others their
    own words too."""
    if isinstance(sold, Charge):
        return [_line(sold, sold)]
    kept = list(sold.lines.all())
    return [_line(sold, line, line.description) for line in kept] or [_line(sold, sold)]


def _line(sold: Subscription | Charge, priced, part: str = "") -> PriceLine:
    """`priced` is a kept line, or the thing itself where its price is one line."""
    net = priced.net_pence if isinstance(priced, SubscriptionLine) else priced.price_pence
    return PriceLine(
        description=describe(sold, part),
        net_pence=net,
        vat_treatment=priced.vat_treatment or _usual_treatment(sold),
        vat_rate=priced.vat_rate,
        vat_pence=priced.vat_pence,
    )


def _usual_treatment(sold: Subscription | Charge) -> str:
    """That of the scheme, for earlier records, which kept none."""
    return VatTreatment.EXEMPT if isinstance(sold, Charge) else sold.scheme.vat_treatment


def describe(sold: Subscription | Charge, part: str = "") -> str:
    """What is sold, in one line of at most 200 letters."""
    if isinstance(sold, Charge):
        return sold.description
    words = f"Study group subscription {sold.year.long}, "
    if part:
        words = f"{part}: study groups {sold.year.long}, "
    if sold.part_year:
        words += f"from the {sold.get_part_year_display().lower()} term, "
    return words + sold.school_name[: LONGEST - len(words)]
