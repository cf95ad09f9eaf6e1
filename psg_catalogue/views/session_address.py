"""An address for a session that stays, for mail and calendars; its page may be moved or renamed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from psg_catalogue.models import StudyGroupSession


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the session's page while visitors can see that."""
    found = get_object_or_404(StudyGroupSession.objects.published().select_related("page"), pk=pk)
    return redirect(found.page.get_url(request))
