"""What happens around the editing of portraits in the back office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from directory.models import DirectoryPage, PenPortraitPage
from directory.services.portrait_workflow import ensure_portrait_workflow
from directory.services.practitioners import give_to_practitioner


def lead_to_own_portrait(
    request: HttpRequest, parent: Page, page_class: type[Page]
) -> HttpResponse | None:
    """A practitioner has one portrait: adding another leads to the one there is."""
    if page_class is not PenPortraitPage:
        return None
    if request.user.has_perm("directory.change_practitioner"):
        return None
    own = PenPortraitPage.objects.filter(practitioner__user=request.user).first()
    if own is None:
        return None
    messages.info(request, "This is your portrait: there is one a practitioner.")
    return redirect("wagtailadmin_pages:edit", own.pk)


def after_saving(request: HttpRequest, page: Page) -> None:
    """The portrait is its practitioner's, whoever made it; a new directory has its workflow."""
    page = page.specific
    if isinstance(page, PenPortraitPage):
        give_to_practitioner(page, by=request.user)
    elif isinstance(page, DirectoryPage):
        ensure_portrait_workflow()
