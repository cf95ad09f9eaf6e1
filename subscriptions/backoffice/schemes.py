"""Schemes: a year's prices and terms. A scheme that has been sold is not deleted."""

from wagtail.admin.ui.tables import Column

from core.backoffice.screens import ChangingViewSet
from core.templatetags.wording import short_date
from subscriptions.models import SubscriptionScheme


def on_sale(scheme: SubscriptionScheme) -> str:
    """The days between which schools may subscribe; a scheme may leave either open."""
    first, last = short_date(scheme.opens_on), short_date(scheme.closes_on)
    if first and last:
        return f"{first} to {last}"
    if first or last:
        return f"From {first}" if first else f"Until {last}"
    return "As its year is on sale"


class SchemeViewSet(ChangingViewSet):
    model = SubscriptionScheme
    name = "subscription_scheme"
    url_prefix = "subscriptions/schemes"
    menu_label = "Schemes and prices"
    icon = "list-ul"
    list_display = [
        "name",
        Column("year", label="Year", sort_key="academic_year", classname="nowrap"),
        Column("sold", label="On sale", accessor=on_sale),
        Column("vat", label="VAT", accessor="get_vat_treatment_display"),
    ]
