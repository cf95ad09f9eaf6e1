"""The coordinator's desk, with its bulk reminders, and the page of those who decide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.templatetags.wording import counted
from directory.outreach.permissions import is_authority, is_coordinator
from directory.outreach.queries.decisions import DECIDERS, decisions_of
from directory.outreach.queries.desk import desk as read_desk
from directory.outreach.queries.desk import summary
from directory.outreach.services.reminding import REMINDERS
from directory.permissions import has_role


def _let_in(request: HttpRequest) -> None:
    if not is_coordinator(request.user):
        raise Http404


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    _let_in(request)
    found = read_desk()
    sections = [
        ("What is late", found.late),
        ("What waits on whom", found.waiting),
        ("What needs a decision", found.decisions),
    ]
    return render(
        request,
        "outreach/desk.html",
        {
            "sections": [(title, lists) for title, lists in sections if lists],
            "summary": summary(found),
            "today": timezone.localdate(),
        },
    )


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits for the head of professional development, the director or the finance office, for
    each only what is theirs."""
    if not has_role(request.user, *DECIDERS):
        raise Http404
    lists = decisions_of(request.user)
    waiting = sum(each.count for each in lists)
    return render(
        request,
        "outreach/decisions.html",
        {
            "lists": lists,
            "summary": f"{counted(waiting, 'thing')} for you." if waiting else "",
            "reads_posts": is_authority(request.user),
            "today": timezone.localdate(),
        },
    )


@login_required
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Everyone on whom one kind of thing waits is written to; nobody twice in a day."""
    _let_in(request)
    remind_all = REMINDERS.get(request.POST.get("what", ""))
    if remind_all is None:
        raise Http404
    count = remind_all(by=request.user)
    if count:
        messages.success(request, f"{counted(count, 'reminder')} will be sent.")
    else:
        messages.info(request, "Everyone has been reminded today.")
    return redirect("outreach:desk")
