"""Quality assurance: the year's plan, and one visit with what is written of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core.academic_year import AcademicYear
from core.years import year_or_404
from psg_catalogue.forms.quality import CallOffForm, ReplyForm, VisitForm
from psg_catalogue.models import QAVisit, StudyGroupSession
from psg_catalogue.permissions import (
    leads,
    may_read_words_of_visit,
    may_record_qa,
    may_see_quality,
    may_see_visit,
)
from psg_catalogue.quality_refusals import VisitRefused
from psg_catalogue.queries.quality import (
    Share,
    page_of_sessions,
    sessions_of,
    share_of,
    terms_of,
    visits_to_write_up,
)
from psg_catalogue.queries.quality_suggestions import suggested_sessions
from psg_catalogue.queries.results import session_results
from psg_catalogue.services import quality as services


@login_required
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """Leads to the plan of the current year."""
    _let_in(request)
    return redirect("psg_catalogue:quality_year", str(AcademicYear.current()))


@login_required
@require_safe
def year(request: HttpRequest, year: str) -> HttpResponse:
    """What is planned and made in a year or a term, the share reached, and what to visit next."""
    _let_in(request)
    found = year_or_404(year)
    terms = terms_of(found)
    term = next((each for each in terms if each.code == request.GET.get("term")), None)
    share, is_current = share_of(found), found == AcademicYear.current()
    may_write = may_record_qa(request.user)
    page = {
        "year": found,
        "year_links": _years(found),
        "term_links": [("Whole year", "?", term is None)]
        + [(each.name, f"?term={each.code}", each == term) for each in terms],
        "share": share,
        "headlines": _headlines(share),
        "suggestions": suggested_sessions() if is_current else [],
        "to_write_up": visits_to_write_up(request.user) if may_write and is_current else [],
        "sessions": page_of_sessions(sessions_of(found, term), request.GET.get("page")),
        "may_write": may_write,
    }
    return render(request, "psg_catalogue/quality_year.html", page)


def _let_in(request: HttpRequest) -> None:
    if not may_see_quality(request.user):
        raise PermissionDenied


def _years(shown: AcademicYear) -> list[tuple[str, str, bool]]:
    current = AcademicYear.current()
    near = sorted({current.next, current, current.previous, shown}, reverse=True)
    return [
        (str(each), reverse("psg_catalogue:quality_year", args=[each]), each == shown)
        for each in near
    ]


def _headlines(share: Share) -> list[tuple[str, str]]:
    """The share reached always stands beside the one agreed."""
    held = f"of {share.held} sessions held were visited"
    agreed = f"{share.target}%" if share.target is not None else "None"
    return [
        (f"{share.reached}%" if share.reached is not None else "–", held),
        (agreed, "is the share agreed" if share.target is not None else "share is agreed"),
        (str(share.visited), "visits made" if share.visited != 1 else "visit made"),
        (str(share.planned), "more planned"),
    ]


@login_required
@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit to a session, from a list."""
    session = _session_to_visit(request, pk)
    try:
        visit = services.plan_visit(session, qa_lead=request.user)
    except VisitRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("psg_catalogue:quality")
    messages.success(request, "Your visit is planned. If the session changes, we tell you.")
    return redirect("psg_catalogue:qa_visit", visit.pk)


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or write on, what was seen at a session."""
    session = _session_to_visit(request, pk)
    own = session.qa_visits.standing().filter(qa_lead=request.user).order_by("-pk").first()
    if own and own.is_shared:
        return redirect("psg_catalogue:qa_visit", own.pk)
    form = VisitForm(
        request.POST or None, instance=own, initial={"visited_on": session.day} if not own else {}
    )
    if own and own.visited_on is None:
        form.initial["visited_on"] = session.day
    if request.method == "POST" and form.is_valid():
        try:
            visit = services.record_visit(session, qa_lead=request.user, **form.cleaned_data)
        except VisitRefused as refusal:
            form.add_error("visited_on", str(refusal))
        else:
            messages.success(request, "Kept. Nobody else reads it until you share it.")
            return redirect("psg_catalogue:qa_visit", visit.pk)
    page = {"session": session, "form": form, "visit": own}
    return render(
        request, "psg_catalogue/quality_record.html", page, status=422 if form.errors else 200
    )


def _session_to_visit(request: HttpRequest, pk: int) -> StudyGroupSession:
    if not may_record_qa(request.user):
        raise PermissionDenied
    rows = StudyGroupSession.objects.select_related("page", "study_group", "venue")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit, beside what those who came told us."""
    return _visit_page(request, _visit_or_404(request, pk))


def _visit_or_404(request: HttpRequest, pk: int) -> QAVisit:
    """A visit that the person may see; a leader learns nothing of one that is not shared."""
    rows = QAVisit.objects.select_related(
        "session__page", "session__study_group", "session__venue", "qa_lead", "replied_by"
    )
    found = get_object_or_404(rows, pk=pk)
    if not may_see_visit(request.user, found):
        raise Http404
    return found


def _visit_page(
    request: HttpRequest, found: QAVisit, *, form: BaseForm | None = None, refusal: str = ""
) -> HttpResponse:
    may_write = may_record_qa(request.user) and found.qa_lead_id in (None, request.user.pk)
    may_call_off = may_record_qa(request.user) and found.state in ("planned", "made")
    may_reply = found.is_shared and leads(request.user, found.session.study_group)
    page = {
        "visit": found,
        "session": found.session,
        "reads_words": may_read_words_of_visit(request.user, found),
        "may_write": may_write,
        "may_see_plan": may_see_quality(request.user),
        "results": session_results(found.session, words=False) if found.visited_on else None,
        "call_off_form": CallOffForm() if may_call_off else None,
        "reply_form": (form or ReplyForm(initial={"words": found.leader_reply}))
        if may_reply
        else None,
        "form": form,
        "refusal": refusal,
    }
    status = 422 if form or refusal else 200
    return render(request, "psg_catalogue/quality_visit.html", page, status=status)


@login_required
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the leader and the office read it."""
    found = _own_visit_or_403(request, pk)
    try:
        services.share_visit(found, by=request.user)
    except VisitRefused as refusal:
        return _visit_page(request, found, refusal=str(refusal))
    messages.success(request, "Shared. The leader is told, and may reply.")
    return redirect("psg_catalogue:qa_visit", pk)


@login_required
@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit is not made after all."""
    if not may_record_qa(request.user):
        raise PermissionDenied
    found, form = _visit_or_404(request, pk), CallOffForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    try:
        services.call_off_visit(found, because=because, by=request.user)
    except VisitRefused as refusal:
        return _visit_page(request, found, refusal=str(refusal))
    messages.success(request, "The visit is called off.")
    return redirect("psg_catalogue:qa_visit", pk)


def _own_visit_or_403(request: HttpRequest, pk: int) -> QAVisit:
    found = _visit_or_404(request, pk)
    if not may_record_qa(request.user) or found.qa_lead_id not in (None, request.user.pk):
        raise PermissionDenied
    return found


@login_required
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader's reply to a shared record."""
    found, form = _visit_or_404(request, pk), ReplyForm(request.POST)
    if not leads(request.user, found.session.study_group):
        raise PermissionDenied
    if not form.is_valid():
        return _visit_page(request, found, form=form)
    try:
        services.reply_to_visit(found, words=form.cleaned_data["words"], by=request.user)
    except VisitRefused as refusal:
        return _visit_page(request, found, refusal=str(refusal))
    messages.success(request, "Your reply stands beside the record.")
    return redirect("psg_catalogue:qa_visit", pk)
