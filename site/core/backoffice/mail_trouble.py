"""A column of a list of people: whether letters reach them, and what to do where they do not."""

from collections.abc import Callable, Iterable
from operator import attrgetter

from wagtail.admin.ui.tables import Column

from core.services.deliveries import mark_trouble, trouble_in_words


class MailColumn(Column):
    """`advice` is said where a letter did not arrive."""

    cell_template_name = "backoffice/mail_trouble_cell.html"

    def __init__(self, *, advice: str) -> None:
        super().__init__("mail", label="Mail")
        self.advice = advice

    def get_cell_context_data(self, instance, parent_context: dict) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        message = instance.mail_trouble
        return {
            **context,
            "message": message,
            "words": trouble_in_words(message),
            "advice": self.advice,
            "may_read": parent_context["request"].user.has_perm("core.view_message"),
        }


class WithMailTrouble:
    """An index view with a `MailColumn`: it asks once for the people of its page."""

    mail_address: Callable = attrgetter("email")

    def get_table(self, people: Iterable):
        people = list(people)
        mark_trouble(people, type(self).mail_address)
        return super().get_table(people)
