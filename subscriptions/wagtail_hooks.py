"""Wiring of subscriptions into Wagtail."""

from wagtail import hooks

from subscriptions.backoffice.history import register_actions

hooks.register("register_log_actions", register_actions)
