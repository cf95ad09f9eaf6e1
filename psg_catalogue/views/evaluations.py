"""Answering an evaluation by a secret link or a code from the door, without log-in. GET changes
nothing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.limits import times_lately
from core.templatetags.wording import day_month
from core.unlisted import unlisted
from psg_catalogue.forms.evaluations import AnswerForm, DoorCodeForm
from psg_catalogue.models import EvaluationInvitation, StudyGroupSession
from psg_catalogue.services.certificates import has_valid_certificate
from psg_catalogue.services.evaluation_links import (
    invitation_for_code,
    invitation_from,
    token_for,
)
from psg_catalogue.services.evaluations import (
    AlreadyAnswered,
    NothingSaid,
    answer_evaluation,
    questions_of,
)

# A whole school may sit behind one address, so the limit leaves room for a hall of thirty people
# and still makes guessing at 31^10 codes hopeless.
CODE_TRIES_AN_HOUR = 60


def answer_form(session: StudyGroupSession, data=None) -> AnswerForm:
    """The form of the version that this session is asked by."""
    return AnswerForm(data, version=questions_of(session))


@method_decorator([never_cache, sensitive_post_parameters(), unlisted], name="dispatch")
class EvaluationView(View):
    """The form behind a link. Whatever is wrong with a link, the page is the same (SAFETY 48)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = _open_invitation(token)
        return self._page(request, invitation, answer_form(invitation.session))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = _open_invitation(token)
        form = answer_form(invitation.session, request.POST)
        if form.is_valid():
            try:
                answer_evaluation(invitation, form.answers())
            except NothingSaid as refusal:
                form.add_error(None, str(refusal))
            except AlreadyAnswered:
                raise Http404 from None
            else:
                return self._thank(request, invitation, token)
        return self._page(request, invitation, form)

    def _thank(
        self, request: HttpRequest, invitation: EvaluationInvitation, token: str
    ) -> HttpResponse:
        """Whoever has a certificate goes on to it, which some are given by answering alone."""
        if not has_valid_certificate(invitation):
            return redirect("psg_catalogue:evaluation_thanks")
        messages.success(request, "Thank you. Your answers are in, without your name.")
        return redirect("psg_catalogue:certificate_by_link", token)

    def _page(
        self, request: HttpRequest, invitation: EvaluationInvitation, form: AnswerForm
    ) -> HttpResponse:
        return render(
            request,
            "psg_catalogue/evaluation.html",
            {"over": _over(invitation.session), "form": form},
            status=422 if form.errors else 200,
        )


def _over(session: StudyGroupSession) -> str:
    return f"{session.page.title}, {day_month(session.starts_at)}"


def _open_invitation(token: str) -> EvaluationInvitation:
    invitation = invitation_from(token)
    if invitation is None or invitation.answered:
        raise Http404
    return invitation


@never_cache
def evaluation_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "psg_catalogue/evaluation_thanks.html")


@never_cache
def evaluation_code(request: HttpRequest) -> HttpResponse:
    """From the code on a slip to the form."""
    form = DoorCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _may_try(request):
            form.add_error("code", "Too many tries from here. Wait an hour, or ask the leader.")
        elif invitation := invitation_for_code(form.cleaned_data["code"]):
            return redirect("psg_catalogue:evaluate", token_for(invitation))
        else:
            form.add_error(
                "code", "We do not know this code. Check it letter by letter; each works once."
            )
    return render(
        request,
        "psg_catalogue/evaluation_code.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def _may_try(request: HttpRequest) -> bool:
    return times_lately(request, "evaluation-code") <= CODE_TRIES_AN_HOUR
