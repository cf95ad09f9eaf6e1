"""Wiring of schools and people into Wagtail."""

from wagtail import hooks

from directory.backoffice.history import register_actions

hooks.register("register_log_actions", register_actions)
