"""What subscriptions know of people: the contacts that a school named for its invoices."""

from django.db.models import Model, Q, QuerySet
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
from subscriptions.models import CardOrder, Charge, Invoice, Subscription

CONTACTS = ("contact_name", "contact_email", "finance_name", "finance_email")


def declare_privacy() -> None:
    """Called once, when the app is ready."""
    _declare_contacts(
        Subscription,
        "Contact of a subscription",
        "Name and address are taken out. The subscription is the school's and stays.",
    )
    _declare_contacts(
        Charge,
        "Contact of something bought",
        "Name and address are taken out. What was bought is the school's and stays.",
    )
    _declare_contacts(
        Invoice,
        "Invoices sent to you",
        "Name and address are taken out of whom it was sent to. The paper itself is kept for six"
        " years after the financial year, as tax law asks.",
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


def _declare_contacts(model: type[Model], heading: str, goes: str) -> None:
    declare(
        PersonalTable(
            model=model._meta.label,
            heading=heading,
            fields=CONTACTS,
            rows_of=lambda person: _named_in(model, person),
            goes=goes,
            erase=lambda person, rows: _empty_contacts(model, person, rows),
            shared=True,
        )
    )


def _declare_the_rest() -> None:
    declare_actors("subscriptions.Subscription", "applied_by")
    declare_actors("subscriptions.Payment", "recorded_by")
    declare_actors("subscriptions.Renewal", "declined_by")
    declare_actors("subscriptions.CardOrder", "made_by")
    declare_actors("subscriptions.CardRefund", "asked_by")
    declare_actors("subscriptions.Invoice", "issued_by")
    declare_actors("subscriptions.CreditNote", "issued_by")
    declare_actors("subscriptions.Charge", "made_by")
    declare_actors("subscriptions.BankLine", "brought_by")
    declare_words("subscriptions.Subscription", "end_reason")
    declare_words("subscriptions.Renewal", "decline_reason")
    declare_words("subscriptions.CardOrder", "held_reason")
    declare_words("subscriptions.Charge", "end_reason")
    declare_words("subscriptions.BankLine", "words", "set_aside_reason")
    declare_words("subscriptions.Invoice", "write_off_reason")
    declare_impersonal("subscriptions.Subscription", "school_name", "payer_name")
    declare_impersonal("subscriptions.Charge", "school_name", "payer_name")
    declare_impersonal("subscriptions.Quotation", "payer_name")
    declare_impersonal("subscriptions.CreditNote", "payer_name")
    declare_impersonal("subscriptions.Payer", "name")
    declare_impersonal("subscriptions.BankLine", "file_name")
    declare_impersonal("subscriptions.Invoice", "payer_name")
    declare_impersonal("subscriptions.SubscriptionScheme", "name")
    declare_impersonal("subscriptions.NumberSeries", "name")
    declare_impersonal(
        "subscriptions.FinanceSettings", "seller_name", "finance_email", "bank_account_name"
    )


def _named_in(model: type[Model], person: Person) -> QuerySet:
    lower = model._default_manager.annotate(
        contact=Lower("contact_email"), finance=Lower("finance_email")
    )
    return lower.filter(Q(contact__in=person.emails) | Q(finance__in=person.emails))


def _orders_of(person: Person) -> QuerySet[CardOrder]:
    lower = CardOrder.objects.annotate(address=Lower("customer_email"))
    return lower.filter(address__in=person.emails)


def _empty_contacts(model: type[Model], person: Person, rows: QuerySet) -> int:
    """Of two contacts only the one that is this person."""
    found = list(rows)
    contact = [each.pk for each in found if each.contact in person.emails]
    finance = [each.pk for each in found if each.finance in person.emails]
    of = model._default_manager.filter
    changed = of(pk__in=contact).update(contact_name="", contact_email="")
    return changed + of(pk__in=finance).update(finance_name="", finance_email="")


def _empty_orders(person: Person, rows: QuerySet) -> int:
    settled = rows.exclude(state__in=[OrderState.OPEN, OrderState.PENDING])
    pks = [each.pk for each in settled]
    return CardOrder.objects.filter(pk__in=pks).update(customer_email="")
