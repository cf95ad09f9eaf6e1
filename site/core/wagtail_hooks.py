"""Wiring of the shared app into Wagtail."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from core.backoffice.messages import MessageViewSet


@hooks.register("register_admin_viewset")
def messages() -> MessageViewSet:
    return MessageViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("message.sent_again", "Send a message again", "Sent again")
