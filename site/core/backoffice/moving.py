"""Moving pages: Wagtail asks who may only when the move is made, and shows both titles before."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page


def only_who_may_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuses the question too, to whoever may not move the page there (SAFETY 36)."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
