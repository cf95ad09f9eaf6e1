"""Parts of the home page that stand in the cache for a minute."""

from django import template
from django.utils import timezone

from subscriptions.enums import VatTreatment
from subscriptions.queries import open_schemes

register = template.Library()


@register.inclusion_tag("home/price_range.html")
def price_range() -> dict:
    """From the lowest to the highest price of the year that is on sale, in pence; the first such
    year where there are two, and no price where nothing is on sale."""
    for scheme in open_schemes(timezone.localdate()):
        prices = sorted(rule.price_pence for rule in scheme.prices.all())
        if prices:
            return {
                "lowest": prices[0],
                "highest": prices[-1],
                "plus_vat": scheme.vat_treatment == VatTreatment.STANDARD,
            }
    return {"lowest": None}
