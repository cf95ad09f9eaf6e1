"""Wiring of subscriptions into Wagtail."""

from wagtail import hooks

from subscriptions.backoffice.group import SubscriptionsGroup
from subscriptions.backoffice.history import register_actions

hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", SubscriptionsGroup)
