"""Wiring of study groups into Wagtail."""

from wagtail import hooks

from psg_catalogue.backoffice.history import register_actions

hooks.register("register_log_actions", register_actions)
