"""The demonstration's scheme and this year's subscriptions, in every state a school may see."""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.models import User
from directory.enums import Tier
from directory.models import School
from home.demo.clock import as_of
from home.demo.people import UNSUBSCRIBED_SCHOOL
from subscriptions.enums import PaymentMethod
from subscriptions.models import FinanceSettings, PriceRule, Subscription, SubscriptionScheme
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from subscriptions.services.subscriptions import Application, apply_for_subscription

# Invented prices, in pence.
PRICES = {
    Tier.NURSERY: 15000,
    Tier.LOWER: 15000,
    Tier.PRIMARY: 18000,
    Tier.SPECIAL: 18000,
    Tier.MIDDLE: 21000,
    Tier.SECONDARY: 24000,
    Tier.UPPER: 24000,
    "": 21000,
}
TERMS = (
    "One payment covers everyone at the school, for every study group, until 31 August. Places may"
    " be passed to a colleague at any time. The subscription is not returned once it has begun."
)
SUBSCRIBERS = {"990": 38, "991": 4, "992": 2}
# Of these, so many still owe, and so many wait for a purchase order.
UNPAID, WAITING_FOR_PO = 6, 2


def load_finance_settings() -> None:
    """Invented bank details, so that invoices say where to pay."""
    finance = FinanceSettings.load()
    finance.invoice_prefix = "MLP"
    finance.bank_account_name = "Marlbridge Training School"
    finance.sort_code, finance.account_number = "00-00-00", "00000000"
    finance.payment_text = "Demonstration data: please do not pay this invoice."
    finance.save()


def load_scheme(year: AcademicYear) -> SubscriptionScheme:
    """The scheme of a year, with a price for each tier."""
    scheme, made = SubscriptionScheme.objects.get_or_create(
        academic_year=year.start,
        defaults={"name": f"Study groups {year}", "terms": TERMS},
    )
    if made:
        for tier, pence in PRICES.items():
            PriceRule.objects.create(scheme=scheme, tier=tier, price_pence=pence)
    return scheme


def load_subscriptions(
    scheme: SubscriptionScheme, office: User, finance: User, chance: random.Random
) -> None:
    """Schools of three authorities subscribed in September; the school of one account has not."""
    chosen = [
        school
        for authority, count in SUBSCRIBERS.items()
        for school in School.objects.open()
        .in_authority(authority)
        .exclude(name=UNSUBSCRIBED_SCHOOL)
        .order_by("urn")[:count]
    ]
    opening = scheme.year.first_day
    for number, school in enumerate(chosen):
        day = opening + timedelta(days=chance.randrange(2, 30))
        waits = number >= len(chosen) - WAITING_FOR_PO
        with as_of(_morning(day)):
            subscription = apply_for_subscription(
                school, scheme, _application(school, number, waits=waits), by=office
            )
            if not waits:
                issue_invoice(subscription, by=finance)
        if not waits and number < len(chosen) - WAITING_FOR_PO - UNPAID:
            _pay(subscription, day, finance, chance)


def _application(school: School, number: int, *, waits: bool) -> Application:
    return Application(
        contact_name="The CPD lead",
        contact_email=f"cpd.{school.urn}@example.org",
        finance_name="The business manager",
        finance_email=f"finance.{school.urn}@example.org",
        payer_name=school.trust_name or school.name,
        invoice_address="\n".join(school.address_lines),
        purchase_order_number="" if waits else f"PO-{4100 + number}",
        po_to_follow=waits,
        terms_accepted=True,
    )


def _pay(subscription: Subscription, day: date, finance: User, chance: random.Random) -> None:
    paid_on = min(day + timedelta(days=chance.randrange(8, 28)), timezone.localdate())
    with as_of(_morning(paid_on)):
        record_payment(
            subscription,
            amount_pence=subscription.price_pence,
            method=chance.choice((PaymentMethod.BACS, PaymentMethod.INTERNAL_RECHARGE)),
            received_on=paid_on,
            reference=f"{subscription.school.urn}-{scheme_code(subscription)}",
            by=finance,
        )


def scheme_code(subscription: Subscription) -> str:
    """How schools write the subscription on a bank transfer: PSG26."""
    return f"PSG{subscription.academic_year % 100:02d}"


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10, 30), tzinfo=LONDON)
