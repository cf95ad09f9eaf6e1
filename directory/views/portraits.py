"""Portraits that wait for their base school: for its leads, and for the office on any school."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.models import TaskState

from directory.enums import Role
from directory.forms.agreement import SendBackForm
from directory.models import PenPortraitPage, School
from directory.permissions import acting_for, school_or_404
from directory.queries.portrait_page import shown_portrait
from directory.services.agreement import (
    NotWaiting,
    agree_portrait,
    asked_of,
    send_back_portrait,
    waiting_for,
)

ANSWERED = "That portrait waits no longer: it was answered, or taken back to be changed."


@login_required
def portraits_to_agree(request: HttpRequest, urn: str) -> HttpResponse:
    """What waits, with since when."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    states = list(waiting_for(school))
    pages = PenPortraitPage.objects.in_bulk([int(state.revision.object_id) for state in states])
    waiting = [(state, pages[int(state.revision.object_id)].draft_title) for state in states]
    return render(
        request, "directory/portraits_to_agree.html", {"school": school, "waiting": waiting}
    )


@login_required
def portrait_to_agree(request: HttpRequest, urn: str, pk: int) -> HttpResponse:
    """The draft to read, and the answer. A portrait of another school is not here (SAFETY 33)."""
    school = school_or_404(request.user, urn, Role.SCHOOL_LEAD)
    state = get_object_or_404(asked_of(school), pk=pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        messages.warning(request, ANSWERED)
        return redirect("directory:portraits_to_agree", school.urn)
    form = SendBackForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST" and ("agree" in request.POST or form.is_valid()):
        return _answer(request, school, state, form)
    draft = state.revision.as_object()
    return render(
        request,
        "directory/portrait_to_agree.html",
        {
            "school": school,
            "page": draft,
            "portrait": shown_portrait(draft, draft=True),
            "form": form,
            "on_behalf": acting_for(request.user, school),
        },
    )


def _answer(
    request: HttpRequest, school: School, state: TaskState, form: SendBackForm
) -> HttpResponse:
    name = state.revision.as_object().title
    doing = {"by": request.user, "on_behalf_of": acting_for(request.user, school)}
    try:
        if "agree" in request.POST:
            agree_portrait(state, **doing)
            said = f"Agreed. The AST coordinator publishes the portrait of {name}."
        else:
            send_back_portrait(state, comment=form.cleaned_data["comment"], **doing)
            said = f"Sent back. {name} reads what you wrote."
    except NotWaiting:
        messages.warning(request, ANSWERED)
    else:
        messages.success(request, said)
    return redirect("directory:portraits_to_agree", school.urn)
