"""What people told us: results of a session and of a study group, with what follows from them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from psg_catalogue.enums import SessionState
from psg_catalogue.forms.evaluations import (
    ChangeNoteForm,
    PassOverForm,
)
from psg_catalogue.models import (
    FEWEST,
    ChangeNote,
    EvaluationInvitation,
    FeedbackPassedOver,
    StudyGroupSession,
)
from psg_catalogue.permissions import (
    may_read_comments,
    may_record_qa,
    may_review_comments,
    may_see_results,
    may_take_register,
    may_write_change_notes,
)
from psg_catalogue.queries.feedback import unanswered_feedback
from psg_catalogue.queries.quality import visits_read_by
from psg_catalogue.queries.results import Results, session_results
from psg_catalogue.services.change_notes import (
    next_session,
    pass_over_feedback,
    remove_change_note,
    write_change_note,
)
from psg_catalogue.services.evaluation_links import give_door_code
from psg_catalogue.services.evaluations import EvaluationRefused, enter_paper_answers
from psg_catalogue.views.evaluations import answer_form


def _held_session(pk: int) -> StudyGroupSession:
    sessions = StudyGroupSession.objects.select_related("page", "study_group", "evaluation_version")
    return get_object_or_404(sessions, pk=pk)


def _session_for(request: HttpRequest, pk: int, may) -> StudyGroupSession:
    """The session, for someone `may` lets through. Raises PermissionDenied."""
    session = _held_session(pk)
    if not may(request.user, session):
        raise PermissionDenied
    return session


@login_required
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """One session's results, its QA visits, and the notes they lead to."""
    session = _session_for(request, pk, lambda user, each: may_see_results(user, each.study_group))
    if session.state != SessionState.HELD:
        raise Http404
    return _results_page(request, session)


def _results_page(
    request: HttpRequest,
    session: StudyGroupSession,
    *,
    note_form=None,
    pass_form=None,
) -> HttpResponse:
    following = next_session(session)
    may_write = may_write_change_notes(request.user, session.study_group)
    form = note_form or pass_form
    asks = may_write and following and unanswered_feedback(following) == session
    found = session_results(session, words=may_read_comments(request.user, session.study_group))
    present = session.entries.present().count()
    return render(
        request,
        "psg_catalogue/results.html",
        {
            "session": session,
            "results": found,
            "headlines": [(str(present), "people were present"), *headlines_of(found)],
            "review_url": review_url(request.user),
            "files": [
                (kind.upper(), reverse("psg_catalogue:results_file", args=[session.pk, kind]))
                for kind in ("csv", "xlsx")
            ],
            "crumb_links": _crumbs(session),
            "paper_url": reverse("psg_catalogue:paper_answers", args=[session.pk]),
            "codes_url": reverse("psg_catalogue:door_codes", args=[session.pk]),
            "fewest": FEWEST,
            "following": following,
            "notes": following.change_notes.all() if following else (),
            "note_form": (note_form or ChangeNoteForm()) if may_write and following else None,
            "asks": asks,
            "pass_form": (pass_form or PassOverForm()) if asks else None,
            "passed_over": FeedbackPassedOver.objects.filter(session=session).first(),
            "visits": visits_read_by(request.user, session),
            "may_visit": may_record_qa(request.user),
            "may_take_register": may_take_register(request.user, session),
            "form": form,
        },
        status=422 if form else 200,
    )


def headlines_of(found: Results) -> list[tuple[str, str]]:
    """The number that answered stands in whole steps, as everything made of the answers does."""
    share = f" ({found.share}%)" if found.share is not None else ""
    answered = (str(found.answered), f"answers shown, of {found.asked} asked for{share}")
    if found.mean is None:
        return [answered]
    return [answered, (f"{found.mean:.1f}", f"mean of all scales, of {found.points}")]


def review_url(user) -> str:
    """Where the office looks at comments that may name somebody; "" for everybody else."""
    return reverse("evaluation_comments:index") if may_review_comments(user) else ""


def _crumbs(session: StudyGroupSession) -> list[tuple[str, str]]:
    """Ways back to what visitors can see."""
    group = session.study_group
    return [
        (group.title, reverse("psg_catalogue:study_group_results", args=[group.pk])),
    ]


@login_required
@require_POST
def add_change_note(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes at the next session because of this one."""
    session = _session_for(
        request, pk, lambda user, each: may_write_change_notes(user, each.study_group)
    )
    following = next_session(session)
    if following is None:
        raise Http404
    form = ChangeNoteForm(request.POST)
    if not form.is_valid():
        return _results_page(request, session, note_form=form)
    write_change_note(following, **form.cleaned_data, by=request.user)
    return redirect("psg_catalogue:results", pk)


@login_required
@require_POST
def pass_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing changes, for a reason."""
    session = _session_for(
        request, pk, lambda user, each: may_write_change_notes(user, each.study_group)
    )
    if session.state != SessionState.HELD:
        raise Http404
    form = PassOverForm(request.POST)
    if not form.is_valid():
        return _results_page(request, session, pass_form=form)
    pass_over_feedback(session, because=form.cleaned_data["because"], by=request.user)
    return redirect("psg_catalogue:results", pk)


@login_required
@require_POST
def delete_change_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    """A note that should not stand there."""
    session = _session_for(
        request, pk, lambda user, each: may_write_change_notes(user, each.study_group)
    )
    note = get_object_or_404(ChangeNote, pk=note_pk, session__study_group=session.study_group)
    remove_change_note(note, by=request.user)
    return redirect("psg_catalogue:results", pk)


@login_required
def paper_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers given on paper, typed in by the leader or the office."""
    session = _session_for(request, pk, may_take_register)
    if session.state != SessionState.HELD:
        raise Http404
    form = answer_form(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enter_paper_answers(session, form.answers(), by=request.user)
        except EvaluationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("psg_catalogue:paper_answers", pk)
    return render(
        request,
        "psg_catalogue/paper_answers.html",
        {
            "session": session,
            "form": form,
            "answered": session.responses.count(),
            "results_url": reverse("psg_catalogue:results", args=[pk]),
        },
        status=422 if form.errors else 200,
    )


@login_required
def door_codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Slips with codes for those present who gave no email, shown once; asked again, new ones."""
    session = _session_for(request, pk, may_take_register)
    waiting = EvaluationInvitation.objects.filter(
        session=session, answered=False, entry__email=""
    ).select_related("entry")
    slips = []
    if request.method == "POST":
        slips = [(each.entry.name, give_door_code(each)) for each in waiting]
    response = render(
        request,
        "psg_catalogue/door_codes.html",
        {
            "session": session,
            "slips": slips,
            "waiting": waiting,
            "results_url": reverse("psg_catalogue:results", args=[pk]),
            "code_address": request.build_absolute_uri(reverse("psg_catalogue:evaluation_code")),
        },
    )
    response["Cache-Control"] = "private, no-store"
    return response
