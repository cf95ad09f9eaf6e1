"""Wagtail says when a page has been moved, from wherever: one page, many pages, or code."""

from wagtail.models import Page
from wagtail.signals import post_page_move

from psg_catalogue.models import SessionPage
from psg_catalogue.services.sessions import follow_page


def keep_rows_with_their_pages() -> None:
    post_page_move.connect(_follow, dispatch_uid="psg_catalogue.rows_follow_pages")


def _follow(sender, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs):
    if parent_page_before.pk != parent_page_after.pk and issubclass(sender, SessionPage):
        follow_page(instance.specific)
