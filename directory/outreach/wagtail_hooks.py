"""Wiring of outreach into Wagtail."""

from wagtail import hooks

from directory.outreach.backoffice.history import register_actions
from directory.outreach.backoffice.menu import OutreachMenu

hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", OutreachMenu)
