"""For ASTs only: meetings with their agenda, notes and files, and news. Nobody else learns that any
of it is there (CA L48, CB ¶10)."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from directory.outreach.models import MeetingResource, NetworkMeeting, NetworkNews
from directory.outreach.queries.network import network_screen
from directory.outreach.readers import is_in_network

MEETINGS_ON_A_PAGE = 12
NEWS_SHOWN = 10


def _let_in(request: HttpRequest) -> None:
    if not is_in_network(request.user):
        raise Http404


@login_required
def network(request: HttpRequest) -> HttpResponse:
    """What comes, what was, and the news."""
    _let_in(request)
    screen = network_screen()
    past = Paginator(screen.past, MEETINGS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "outreach/network.html",
        {"coming": screen.coming, "past": past, "news": screen.news[:NEWS_SHOWN]},
    )


@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    _let_in(request)
    found = get_object_or_404(NetworkMeeting.objects.select_related("venue", "term"), pk=pk)
    return render(
        request,
        "outreach/network_meeting.html",
        {
            "meeting": found,
            "resources": found.resources.all(),
            "agenda": [line for line in found.agenda.splitlines() if line.strip()],
        },
    )


@login_required
def resource(request: HttpRequest, pk: int) -> FileResponse:
    """A meeting's file, handed to ASTs alone: it lies where no address leads."""
    _let_in(request)
    found = get_object_or_404(MeetingResource.objects.exclude(file=""), pk=pk)
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("The file is no longer on the disk.") from gone
    return FileResponse(opened, as_attachment=True, filename=found.file_name)


@login_required
def news(request: HttpRequest, pk: int) -> HttpResponse:
    _let_in(request)
    today = timezone.localdate()
    found = get_object_or_404(NetworkNews, pk=pk, published_on__lte=today)
    return render(request, "outreach/network_news.html", {"item": found})
