"""How long people are named beside money: six years and the current one, by the council's financial
year (DOMAIN 6.5). The papers themselves name a school and are never deleted: the database refuses
(subscriptions.guards), and numbers without gaps are what an auditor asks for."""

from datetime import date

from django.db.models import Model, QuerySet

from core.privacy.periods import FINANCE_YEARS
from core.services.retention import Category, financial_years_before, register
from subscriptions.models import CardOrder, Charge, Invoice, Subscription

_CONTACTS = ("contact_name", "contact_email", "finance_name", "finance_email")


def register_periods() -> None:
    """Called once, when the app is ready."""
    _register("invoices", "Who an invoice was sent to", Invoice, "issued_on", _CONTACTS)
    _register(
        "subscription_contacts",
        "A school’s contacts for its subscription",
        Subscription,
        "made_at__date",
        _CONTACTS,
    )
    _register(
        "charge_contacts",
        "A school’s contacts for places it paid for",
        Charge,
        "made_at__date",
        _CONTACTS,
    )
    _register("card_orders", "Who paid by card", CardOrder, "made_at__date", ("customer_email",))


def _register(
    name: str, heading: str, model: type[Model], day: str, fields: tuple[str, ...]
) -> None:
    blank = dict.fromkeys(fields, "")

    def due(today: date, years: int) -> QuerySet:
        old = model.objects.filter(**{f"{day}__lt": financial_years_before(today, years)})
        return old.exclude(**blank)

    register(
        Category(
            name=name,
            heading=heading,
            years=FINANCE_YEARS,
            least=FINANCE_YEARS,
            after="the financial year ends",
            then="Names and addresses are taken out; the papers stay",
            due=due,
            remove=lambda rows: rows.update(**blank),
            order=30,
        )
    )
