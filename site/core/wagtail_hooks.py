"""Wiring of the shared app into Wagtail."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from core.backoffice import main_menu, today
from core.backoffice.changes import ChangeViewSet
from core.backoffice.letters import LetterViewSet
from core.backoffice.messages import MessageViewSet
from core.backoffice.moving import only_who_may_move
from core.backoffice.undelivered import of_messages

hooks.register("before_move_page", only_who_may_move)
hooks.register("register_admin_menu_item", main_menu.TodayItem)
hooks.register("construct_main_menu", main_menu.arrange)
hooks.register("construct_reports_menu", main_menu.arrange_reports)
hooks.register("construct_help_menu", main_menu.arrange_help)
today.register("Messages", of_messages, order=40)


@hooks.register("register_admin_viewset")
def messages() -> MessageViewSet:
    return MessageViewSet()


@hooks.register("register_admin_viewset")
def letters() -> LetterViewSet:
    return LetterViewSet()


@hooks.register("register_admin_viewset")
def changes() -> ChangeViewSet:
    return ChangeViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("message.sent_again", "Send a message again", "Sent again")
    actions.register_action("letter.changed", "Change the words of a letter", "Words changed")
    actions.register_action("letters.stopped", "Stop letters", "Letters stopped by their reader")
    actions.register_action("letters.taken_up", "Have letters again", "Letters had again")
    actions.register_action("person.copied", "Copy a person's data", "Copy of everything made")
    actions.register_action("person.erased", "Erase a person", "Person erased")
    actions.register_action("changes.exported", "Export changes", "Took a list of changes away")


@hooks.register("insert_global_admin_css")
def own_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/backoffice.css"))


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list) -> None:
    panels.append(today.TodayPanel())
