"""What of this app the record of changes is about, and which of its edits are watched."""

from collections.abc import Iterable

from django.db.models import Model

from core.audit import also_about, area_of_changes, keep_private
from core.audit_mirror import watch
from core.models.audit import AuditArea
from subscriptions.models import Invoice


def declare_audit() -> None:
    """Called once, when the app is ready."""
    area_of_changes("subscriptions", AuditArea.MONEY)
    keep_private(
        "subscriptions.Subscription",
        "contact_name",
        "contact_email",
        "finance_name",
        "finance_email",
    )
    for model in ("subscriptions.Invoice", "subscriptions.Charge"):
        keep_private(
            model,
            "contact_name",
            "contact_email",
            "finance_name",
            "finance_email",
        )
    also_about("subscriptions.Invoice", _schools_of)
    watch("subscriptions.SubscriptionScheme", "subscriptions.FinanceSettings")


def _schools_of(invoice: Invoice) -> Iterable[Model]:
    """What is done to an invoice is found from every school with a line on it."""
    lines = list(invoice.lines.select_related("subscription__school", "charge__school"))
    return [line.sold.school for line in lines if line.sold]
