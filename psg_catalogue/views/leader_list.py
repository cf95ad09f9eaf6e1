"""The leader's list by the secret link of the letter the day before (decision 0210)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from core.unlisted import unlisted
from psg_catalogue.occasions import place_of
from psg_catalogue.queries.leader_list import leader_list as lines_of
from psg_catalogue.services.reminders.leaders import session_from_list


@never_cache
@sensitive_variables("token")
@require_safe
@unlisted
def leader_list(request: HttpRequest, token: str) -> HttpResponse:
    """Names, schools and needs as they stand. A link that is altered, and one whose session is
    over, off or moved, find nothing alike."""
    session = session_from_list(token)
    if session is None:
        raise Http404
    lines = lines_of(session)
    page = {
        "session": session,
        "lines": lines,
        "needs": sum(bool(line.need) for line in lines),
        "place": place_of(session),
    }
    return render(request, "psg_catalogue/leader_list.html", page)
