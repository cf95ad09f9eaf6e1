"""What is paid: schemes, subscriptions, invoices, payments."""

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = "Subscriptions"

    def ready(self) -> None:
        from subscriptions import checks  # noqa: F401 -- registers the system checks
        from subscriptions.audit import declare_audit
        from subscriptions.privacy import declare_privacy
        from subscriptions.rights import declare_rights, invite_in_time, keep_orders_in_step

        declare_audit()
        declare_privacy()
        declare_rights()
        keep_orders_in_step()
        invite_in_time()
