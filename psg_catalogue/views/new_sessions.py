""" "Tell me about new sessions": asked for by anyone, kept by somebody signed in, and the page that
the link in each letter leads to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from core.limits import times_lately
from core.unlisted import unlisted
from psg_catalogue.forms.new_sessions import AskForLettersForm, ChoiceOfSessionsForm
from psg_catalogue.models import NewSessionsSignUp, ProgrammeRules
from psg_catalogue.services.new_sessions import (
    ask_for_letters,
    confirm_letters,
    has_letters,
    keep_letters_of,
    letters_of,
    stop_letters,
)
from psg_catalogue.services.new_sessions_links import sign_up_from

ASKED_AN_HOUR = 20
form_view = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@sensitive_post_parameters("email")
@form_view
def new_sessions(request: HttpRequest) -> HttpResponse:
    """Signed in: choose, change or stop. Otherwise: ask, and hear the same whatever is known of the
    address (SAFETY 43)."""
    if request.user.is_authenticated:
        return _own(request)
    form = AskForLettersForm(
        request.POST if request.method == "POST" else None, initial=_chosen_in(request)
    )
    if form.is_valid():
        if times_lately(request, "new-sessions") <= ASKED_AN_HOUR:
            ask_for_letters(form.cleaned_data.pop("email"), **form.cleaned_data)
            return redirect("psg_catalogue:new_sessions_asked")
        form.add_error(None, "Too many from your network in the last hour. Try again later.")
        return _page(request, "psg_catalogue/new_sessions.html", form, status=429)
    return _page(request, "psg_catalogue/new_sessions.html", form)


@require_safe
def new_sessions_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "psg_catalogue/new_sessions_asked.html")


@never_cache
@sensitive_variables("token")
@form_view
@unlisted
def new_sessions_link(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm, change or stop, without log-in. GET changes nothing, so that a mail scanner may open
    every link (SAFETY 49)."""
    sign_up = sign_up_from(token)
    if sign_up is None:
        raise Http404
    form = ChoiceOfSessionsForm(
        request.POST if request.method == "POST" else None, initial=_chosen_by(sign_up)
    )
    if request.method == "POST" and request.POST.get("do") == "stop":
        stop_letters(sign_up)
        return render(request, "psg_catalogue/new_sessions_stopped.html")
    if form.is_valid():
        confirm_letters(sign_up, **form.cleaned_data)
        messages.success(request, "That is settled. The next letter follows it.")
        return redirect(request.path)
    return _page(
        request, "psg_catalogue/new_sessions_link.html", form, has_letters=has_letters(sign_up)
    )


def _own(request: HttpRequest) -> HttpResponse:
    kept = letters_of(request.user)
    initial = _chosen_by(kept) if kept else _chosen_in(request)
    form = ChoiceOfSessionsForm(_posted(request), initial=initial)
    if request.method == "POST" and request.POST.get("do") == "stop":
        if kept:
            stop_letters(kept)
        messages.success(request, "You have no such letters any more.")
        return redirect("psg_catalogue:new_sessions")
    if form.is_valid():
        keep_letters_of(request.user, **form.cleaned_data)
        messages.success(request, "That is settled. The next letter follows it.")
        return redirect("psg_catalogue:new_sessions")
    return _page(request, "psg_catalogue/new_sessions.html", form, kept=kept)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing is ticked."""
    return request.POST if request.method == "POST" else None


def _chosen_by(sign_up: NewSessionsSignUp) -> dict:
    return {
        "subjects": [each.slug for each in sign_up.subjects.all()],
        "key_stages": [each.slug for each in sign_up.key_stages.all()],
    }


def _chosen_in(request: HttpRequest) -> dict:
    """The filters of the catalogue, where the visitor came from."""
    return {
        "subjects": request.GET.getlist("subject")[:50],
        "key_stages": request.GET.getlist("stage")[:50],
    }


def _page(request: HttpRequest, template: str, form, *, status: int = 200, **more) -> HttpResponse:
    page = {"form": form, "rules": ProgrammeRules.current(), **more}
    return render(request, template, page, status=status)
