"""Wiring of outreach into Wagtail."""

from wagtail import hooks

from core.backoffice import today
from directory.outreach.backoffice.history import register_actions
from directory.outreach.backoffice.menu import OutreachMenu
from directory.outreach.backoffice.post_history import register_post_actions
from directory.outreach.backoffice.support_history import register_support_actions
from directory.outreach.backoffice.today import of_outreach

hooks.register("register_log_actions", register_actions)
hooks.register("register_log_actions", register_post_actions)
hooks.register("register_log_actions", register_support_actions)
hooks.register("register_admin_viewset", OutreachMenu)
today.register("Outreach", of_outreach, order=40)
