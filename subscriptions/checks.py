"""System checks: the site does not start with card payment set up unsafely."""

from django.apps import AppConfig
from django.core.checks import Error, register

from subscriptions.gateways.configuration import configuration_faults


@register()
def check_card_payment(app_configs: list[AppConfig] | None, **kwargs: object) -> list[Error]:
    """Return an error for each unsafe setting of card payment (SAFETY 18, 62)."""
    return [
        Error(fault.message, hint=fault.hint, id=f"subscriptions.{fault.id}")
        for fault in configuration_faults()
    ]
