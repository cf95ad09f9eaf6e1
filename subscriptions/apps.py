"""What is paid: schemes, subscriptions, invoices, payments."""

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db import connections
from django.db.models.signals import post_migrate


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = "Subscriptions"

    def ready(self) -> None:
        from directory.waiting_matters import register_matters
        from subscriptions import checks  # noqa: F401 -- registers the system checks
        from subscriptions.audit import declare_audit
        from subscriptions.letter_kinds import declare_letters
        from subscriptions.periods import register_periods
        from subscriptions.privacy import declare_privacy
        from subscriptions.rights import (
            declare_rights,
            invite_in_time,
            keep_orders_in_step,
            remind_of_invoices,
        )
        from subscriptions.school_matters import money_to_settle

        post_migrate.connect(_guard_what_was_issued, sender=self)
        declare_audit()
        declare_letters()
        declare_privacy()
        register_periods()
        declare_rights()
        keep_orders_in_step()
        invite_in_time()
        remind_of_invoices()
        register_matters(money_to_settle)


def _guard_what_was_issued(*, using: str, apps: Apps = apps, **kwargs: object) -> None:
    """Each migration, on the models as it leaves them."""
    from subscriptions.guards import set_guards

    if connections[using].vendor in ("postgresql", "sqlite"):
        set_guards(connections[using], apps)
