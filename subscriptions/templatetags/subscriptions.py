"""What other pages show of subscriptions: `{% load subscriptions %}`."""

from django import template
from django.db.models import Prefetch
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.models import School
from directory.permissions import may_see_money_of
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, InvoiceLine, Subscription
from subscriptions.permissions import may_subscribe_for, pays_for_a_group
from subscriptions.price_list import price_list
from subscriptions.queries import open_schemes, years_on_sale, years_open
from subscriptions.standing import standing_of, standing_without
from subscriptions.wording import vat_words as in_words

register = template.Library()

register.filter("vat_words", in_words)


@register.inclusion_tag("subscriptions/includes/school_subscription.html", takes_context=True)
def school_subscription(context, school: School) -> dict:
    """How the school stands this year, and next year once that is on sale. Everyone of the school
    sees whether it is subscribed."""
    user, today = context["request"].user, timezone.localdate()
    years = years_on_sale(today)
    live = {
        each.academic_year: each
        for each in Subscription.objects.live()
        .filter(school=school, academic_year__in=_with_the_one_before(years))
        .select_related("school", "scheme")
        .prefetch_related("card_orders")
    }
    on_sale = years_open(today)
    return {
        "school": school,
        "standings": [
            standing_of(live[year.start])
            if year.start in live
            else standing_without(
                school, year, is_open=year.start in on_sale, had_before=_was_active(live, year)
            )
            for year in years
        ],
        "sees_money": may_see_money_of(user, school),
        "pays_for_groups": pays_for_a_group(user),
        "may_subscribe": may_subscribe_for(user, school),
    }


def _with_the_one_before(years: list[AcademicYear]) -> list[int]:
    return [years[0].previous.start, *(year.start for year in years)]


def _was_active(live: dict[int, Subscription], year: AcademicYear) -> bool:
    before = live.get(year.previous.start)
    return before is not None and before.state == SubscriptionState.ACTIVE


@register.inclusion_tag("subscriptions/includes/school_invoices.html", takes_context=True)
def school_invoices(context, school: School) -> dict:
    """The school's invoices, for those who may see its money."""
    sees_money = may_see_money_of(context["request"].user, school)
    return {"school": school, "invoices": _invoices(school) if sees_money else []}


def _invoices(school: School) -> list[dict]:
    lines = InvoiceLine.objects.select_related("subscription", "charge")
    invoices = (
        Invoice.objects.for_school(school)
        .prefetch_related(Prefetch("lines", lines))
        .order_by("-issued_on", "-number")
    )
    marks = {"paid": ("good", "tick"), "credited": ("note", ""), "written_off": ("note", "")}
    today = timezone.localdate()
    return [
        {
            "invoice": invoice,
            "for": _what_for(list(invoice.lines.all())),
            "total": invoice.total_pence,
            "state": invoice.state_on(today),
            "mark": marks.get(invoice.state, ("warn", "clock")),
        }
        for invoice in invoices
    ]


def _what_for(lines: list[InvoiceLine]) -> str:
    """ "Subscription, 2026 to 2027"; of several things, how many."""
    line = lines[0]
    if len({(each.subscription_id, each.charge_id) for each in lines}) > 1:
        return f"{len(lines)} lines"
    if line.subscription:
        return f"Subscription, {line.subscription.year.long}"
    return line.description


@register.inclusion_tag("subscriptions/includes/prices.html")
def subscription_prices() -> dict:
    """The prices of each year on sale, as the public page shows them."""
    today = timezone.localdate()
    return {"schemes": [price_list(scheme, today) for scheme in open_schemes(today)]}
