"""What of this app the record of changes is about, and which of its edits are watched."""

from core.audit import area_of_changes, keep_private
from core.audit_mirror import watch
from core.models.audit import AuditArea


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
    watch("subscriptions.SubscriptionScheme", "subscriptions.FinanceSettings")
