"""What subscriptions know of people: the contacts that a school named for its invoices."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from core.privacy import (
    Person,
    PersonalTable,
    declare,
    declare_actors,
    declare_impersonal,
    declare_words,
)
from subscriptions.enums import OrderState
from subscriptions.models import CardOrder, Invoice, Subscription

LAW = "Kept for six years after the financial year: tax law asks for papers as they were issued."


def declare_privacy() -> None:
    """Called once, when the app is ready."""
    declare(
        PersonalTable(
            model="subscriptions.Subscription",
            heading="Contact of a subscription",
            fields=("contact_name", "contact_email", "finance_name", "finance_email"),
            rows_of=_subscriptions_of,
            goes="Name and address are taken out. The subscription is the school's and stays.",
            erase=_empty_contacts,
            shared=True,
        )
    )
    declare(
        PersonalTable(
            model="subscriptions.Invoice",
            heading="Invoices sent to you",
            fields=("finance_email",),
            rows_of=lambda person: Invoice.objects.annotate(address=Lower("finance_email")).filter(
                address__in=person.emails
            ),
            stays=LAW,
        )
    )
    declare(
        PersonalTable(
            model="subscriptions.CardOrder",
            heading="Card payments",
            fields=("customer_email",),
            rows_of=_orders_of,
            goes="The address is taken out of those that are settled.",
            erase=_empty_orders,
            hidden=("idempotency_key", "gateway_url"),
        )
    )
    _declare_the_rest()


def _declare_the_rest() -> None:
    declare_actors("subscriptions.Subscription", "applied_by")
    declare_actors("subscriptions.Payment", "recorded_by")
    declare_actors("subscriptions.Renewal", "declined_by")
    declare_actors("subscriptions.CardOrder", "made_by")
    declare_actors("subscriptions.Invoice", "issued_by")
    declare_words("subscriptions.Subscription", "end_reason")
    declare_words("subscriptions.Renewal", "decline_reason")
    declare_words("subscriptions.CardOrder", "held_reason")
    declare_impersonal("subscriptions.Subscription", "school_name", "payer_name")
    declare_impersonal("subscriptions.Quotation", "payer_name")
    declare_impersonal("subscriptions.Invoice", "payer_name")
    declare_impersonal("subscriptions.SubscriptionScheme", "name")
    declare_impersonal("subscriptions.NumberSeries", "name")
    declare_impersonal(
        "subscriptions.FinanceSettings", "seller_name", "finance_email", "bank_account_name"
    )


def _subscriptions_of(person: Person) -> QuerySet[Subscription]:
    lower = Subscription.objects.annotate(
        contact=Lower("contact_email"), finance=Lower("finance_email")
    )
    return lower.filter(Q(contact__in=person.emails) | Q(finance__in=person.emails))


def _orders_of(person: Person) -> QuerySet[CardOrder]:
    lower = CardOrder.objects.annotate(address=Lower("customer_email"))
    return lower.filter(address__in=person.emails)


def _empty_contacts(person: Person, rows: QuerySet) -> int:
    """Of two contacts only the one that is this person."""
    found = list(rows)
    contact = [each.pk for each in found if each.contact in person.emails]
    finance = [each.pk for each in found if each.finance in person.emails]
    of = Subscription.objects.filter
    changed = of(pk__in=contact).update(contact_name="", contact_email="")
    return changed + of(pk__in=finance).update(finance_name="", finance_email="")


def _empty_orders(person: Person, rows: QuerySet) -> int:
    settled = rows.exclude(state__in=[OrderState.OPEN, OrderState.PENDING])
    pks = [each.pk for each in settled]
    return CardOrder.objects.filter(pk__in=pks).update(customer_email="")
