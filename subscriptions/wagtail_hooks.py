"""Wiring of subscriptions into Wagtail."""

from wagtail import hooks

from core.backoffice import today
from subscriptions.backoffice.group import SubscriptionsGroup
from subscriptions.backoffice.history import register_actions
from subscriptions.backoffice.today import of_money

hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", SubscriptionsGroup)
today.register("Money", of_money, order=30)
