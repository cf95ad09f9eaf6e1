"""The register at the door: made for a tablet, for whoever leads the session and for the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.templatetags.wording import clock
from psg_catalogue.forms.registers import (
    ConfirmForm,
    CorrectForm,
    ReopenForm,
    WalkInForm,
    changed_marks,
    marks_of_script,
)
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.permissions import (
    may_reopen_register,
    may_take_any_register,
    may_take_register,
)
from psg_catalogue.queries.registers import (
    FEWEST_LINES,
    SPARE_LINES,
    closed_lines,
    closed_registers,
    leads_any,
    register_sheet,
    registers_to_take,
)
from psg_catalogue.register_refusals import RegisterRefused
from psg_catalogue.services.corrections import correct_register
from psg_catalogue.services.registers import (
    LISTED,
    close_register,
    mark_attendance,
    marking_refusal,
    reopen_register,
)
from psg_catalogue.services.walk_ins import add_walk_in, remove_walk_in

CLOSED_ON_A_PAGE = 20


@login_required
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """A leader's own sessions; for the office, everyone's."""
    everyones = may_take_any_register(request.user)
    if not everyones and not leads_any(request.user):
        raise PermissionDenied
    closed = Paginator(closed_registers(request.user, everyones=everyones), CLOSED_ON_A_PAGE)
    page = {
        "everyones": everyones,
        "lists": registers_to_take(request.user, everyones=everyones),
        "closed": closed.get_page(request.GET.get("page")),
    }
    return render(request, "psg_catalogue/registers.html", page)


@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks are saved with the form or, by script, one tap at a time through the same door."""
    session = session_or_403(request, pk)
    if request.method != "POST":
        return _show(request, session)
    if "application/json" in request.headers.get("Accept", ""):
        return _for_script(request, session)
    refusal = _save(session, changed_marks(request.POST), request.user)
    if refusal:
        messages.error(request, str(refusal))
        return redirect("psg_catalogue:register", session.pk)
    return _after_saving(request, session)


def _after_saving(request: HttpRequest, session: StudyGroupSession) -> HttpResponse:
    """What the button asked for besides. A walk-in that is typed is never lost: it is added with
    whatever button was pressed."""
    if "remove" in request.POST:
        _remove(request, session, request.POST["remove"])
    walk_in = WalkInForm(request.POST, prefix="walkin")
    if "walkin" in request.POST or walk_in.is_typed:
        return _walk_in(request, session, walk_in)
    if "close" in request.POST:
        return redirect("psg_catalogue:close_register", session.pk)
    if "remove" not in request.POST:
        messages.success(request, f"Saved at {clock(timezone.now())}.")
    return redirect("psg_catalogue:register", session.pk)


def _save(
    session: StudyGroupSession, marks: dict[str, str], user, made_at: dict | None = None
) -> RegisterRefused | None:
    """Save what is new; why not, where it is refused."""
    try:
        if marks:
            mark_attendance(session, marks, made_at=made_at, by=user)
    except RegisterRefused as refusal:
        return refusal
    return marking_refusal(session)


def _for_script(request: HttpRequest, session: StudyGroupSession) -> JsonResponse:
    """Marks and walk-ins that the script sends at once, or kept while there was no network: the
    answer is the register as it now is, other people's marks included."""
    marks, made_at = marks_of_script(request.POST, timezone.now())
    refusal = _save(session, marks, request.user, made_at)
    added = None
    if not refusal and "walkin" in request.POST:
        form = WalkInForm(request.POST, prefix="walkin")
        if not form.is_valid() and "kept" in request.POST:
            form.leave_to_the_office()
        if form.errors:
            return JsonResponse({"unclear": True}, status=422)
        try:
            added = add_walk_in(session, by=request.user, **form.details)
        except RegisterRefused as refused:
            refusal = refused
    sheet = register_sheet(session)
    answer = {"tally": [number for number, _ in sheet.tally], "marks": sheet.marks}
    if refusal:
        return JsonResponse({**answer, "refused": str(refusal)}, status=409)
    if added:  # the script loads the page again, which says so
        messages.success(request, f"{added.name} is marked present.")
    return JsonResponse({**answer, "saved": f"Saved at {clock(timezone.now())}."})


def _walk_in(request: HttpRequest, session: StudyGroupSession, form: WalkInForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, session, form)
    try:
        entry = add_walk_in(session, by=request.user, **form.details)
    except RegisterRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{entry.name} is marked present.")
    return redirect("psg_catalogue:register", session.pk)


def _remove(request: HttpRequest, session: StudyGroupSession, number: str) -> None:
    entry = session.entries.filter(pk=int(number)).first() if number.isdecimal() else None
    if entry is None:
        return
    try:
        remove_walk_in(entry, by=request.user)
    except RegisterRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{entry.name} is off the register.")


def _show(
    request: HttpRequest, session: StudyGroupSession, walk_in: WalkInForm | None = None
) -> HttpResponse:
    sheet = register_sheet(session)
    words = request.GET.get("q", "").strip()[:100]
    page = {
        **session_words(session),
        "sheet": sheet,
        "rows": sheet.matching(words) if words else sheet.rows,
        "words": words,
        "form": walk_in,
        "walk_in": walk_in or WalkInForm(prefix="walkin"),
        "refusal": marking_refusal(session),
        "may_close": session.starts_at <= timezone.now(),
        "may_reopen": may_reopen_register(request.user),
    }
    template = "register_closed" if page["refusal"] else "register"
    return render(request, f"psg_catalogue/{template}.html", page)


@login_required
@require_safe
def register_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same to print: those booked by surname, and spare lines for walk-ins."""
    session = session_or_403(request, pk)
    expected = register_sheet(session).expected
    lines = max(len(expected) + SPARE_LINES, FEWEST_LINES)
    page = {
        **session_words(session),
        "rows": list(enumerate(expected, start=1)),
        "spare": range(len(expected) + 1, lines + 1),
        "is_long": lines > FEWEST_LINES,
    }
    return render(request, "psg_catalogue/register_paper.html", page)


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what closing does and who is not marked, and closes."""
    session = session_or_403(request, pk)
    if session.register_closed_at:
        return redirect("psg_catalogue:register", session.pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            closed = close_register(session, by=request.user)
        except RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            asked = closed.evaluations_asked
            words = (
                f"The register is closed. {asked} {'person has' if asked == 1 else 'people have'}"
            )
            messages.success(request, f"{words} been asked what they thought.")
            return redirect("psg_catalogue:register", session.pk)
    page = {**session_words(session), "sheet": register_sheet(session), "form": form}
    return render(request, "psg_catalogue/register_close.html", page)


@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the office, with a reason."""
    session = session_or_403(request, pk)
    if not may_reopen_register(request.user):
        raise PermissionDenied
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reopen_register(session, reason=form.cleaned_data["reason"], by=request.user)
        except RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The register is open again.")
            return redirect("psg_catalogue:register", session.pk)
    page = {**session_words(session), "form": form}
    return render(request, "psg_catalogue/register_reopen.html", page)


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """For the office: a closed register is put right without being reopened."""
    session = session_or_403(request, pk)
    if not may_reopen_register(request.user):
        raise PermissionDenied
    if not session.register_closed_at:
        return redirect("psg_catalogue:register", session.pk)
    form = CorrectForm(request.POST if request.method == "POST" else None)
    marks = changed_marks(request.POST)
    if form.is_valid():
        lines = {int(key.removeprefix(LISTED)): mark for key, mark in marks.items()}
        try:
            changed = correct_register(
                session, lines, reason=form.cleaned_data["reason"], by=request.user
            )
        except RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = f"{changed} {'line is' if changed == 1 else 'lines are'} corrected."
            messages.success(request, words if changed else "Nothing was changed.")
            return redirect("psg_catalogue:register", session.pk)
    page = {
        **session_words(session),
        "form": form,
        "lines": closed_lines(session, {key: mark for key, mark in marks.items() if mark}),
    }
    return render(request, "psg_catalogue/register_correct.html", page)


def session_or_403(request: HttpRequest, pk: int) -> StudyGroupSession:
    """The session, for whoever takes its register."""
    sessions = StudyGroupSession.objects.select_related(
        "page", "study_group", "venue", "register_closed_by"
    )
    session = get_object_or_404(sessions, pk=pk)
    if not may_take_register(request.user, session):
        raise PermissionDenied
    return session


def session_words(session: StudyGroupSession) -> dict:
    """What stands at the head of each of these pages."""
    led = session.study_group.leaderships.select_related("practitioner")
    online = "Online" if session.is_online else session.venue_note
    return {
        "session": session,
        "where": session.venue_name or online,
        "leaders": [leadership.practitioner.name for leadership in led],
    }
