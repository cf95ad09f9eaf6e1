"""The outreach evaluation: answered by a secret link, read by those who may, chased by the
coordinator. GET changes nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.templatetags.wording import counted
from core.unlisted import unlisted
from directory.enums import Role
from directory.outreach.forms.evaluations import CompletionForm, ImpactForm
from directory.outreach.links import evaluation_from
from directory.outreach.models import OutreachEvaluation, OutreachPlan
from directory.outreach.models.evaluation import EvaluationKind
from directory.outreach.plan_permissions import may_read_evaluation
from directory.outreach.services.evaluations import (
    AlreadyAnswered,
    RemindedToday,
    answer_evaluation,
    remind,
)
from directory.outreach.services.reminding import remind_of_evaluations
from directory.permissions import has_role

_FORMS = {EvaluationKind.COMPLETION: CompletionForm, EvaluationKind.FOLLOW_UP: ImpactForm}


@method_decorator([never_cache, sensitive_post_parameters(), unlisted], name="dispatch")
class EvaluateView(View):
    """The form behind a link. Whatever is wrong with a link, the page is the same (SAFETY 48)."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        asked = _asked_or_404(token)
        plan = asked.plan
        initial = {"respondent_name": plan.leader_name, "respondent_job": plan.leader_job}
        return self._page(request, asked, _FORMS[asked.kind](initial=initial))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        asked = _asked_or_404(token)
        form = _FORMS[asked.kind](request.POST)
        if not form.is_valid():
            return self._page(request, asked, form)
        try:
            answer_evaluation(asked, **form.answers)
        except AlreadyAnswered:
            raise Http404 from None
        return redirect("outreach:evaluation_thanks")

    def _page(self, request: HttpRequest, asked: OutreachEvaluation, form) -> HttpResponse:
        return render(
            request,
            "outreach/evaluate.html",
            {"evaluation": asked, "plan": asked.plan, "form": form},
            status=422 if form.errors else 200,
        )


def _asked_or_404(token: str) -> OutreachEvaluation:
    asked = evaluation_from(token)
    if asked is None:
        raise Http404
    return asked


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "outreach/evaluation_thanks.html")


@login_required
@require_safe
def plan_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """What the host school said. Advisers read it without the plan, where the authority pays."""
    together = ("practitioner", "base_school", "host_school", "request")
    plan = get_object_or_404(OutreachPlan.objects.select_related(*together), pk=pk)
    if not may_read_evaluation(request.user, plan):
        raise Http404
    answered = list(plan.evaluations.answered().order_by("answered_at"))
    return render(request, "outreach/plan_evaluation.html", {"plan": plan, "evaluations": answered})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evaluations(request: HttpRequest) -> HttpResponse:
    """What has been asked for and is not here, the latest due first, with reminders for one or for
    all that are overdue: the coordinator's."""
    if not has_role(request.user, Role.AST_COORDINATOR):
        raise Http404
    together = ("plan__practitioner", "plan__host_school")
    awaited = OutreachEvaluation.objects.unanswered().filter(asked_at__isnull=False)
    awaited = awaited.select_related(*together).order_by("due_on", "pk")
    if request.method == "POST":
        return _remind(request, awaited)
    today = timezone.localdate()
    rows = [(each, each.due_on < today) for each in awaited]
    answered = OutreachEvaluation.objects.answered().select_related(*together)
    return render(
        request,
        "outreach/evaluations.html",
        {
            "overdue": [each for each, late in rows if late],
            "awaited": [each for each, late in rows if not late],
            "answered": answered.order_by("-answered_at")[:20],
        },
    )


def _remind(request: HttpRequest, awaited) -> HttpResponse:
    """One that was pressed, or every overdue one; nobody twice a day."""
    wanted, sent = request.POST.get("remind", ""), 0
    if wanted == "all":
        sent = remind_of_evaluations(by=request.user)
    elif chosen := awaited.filter(pk=wanted).first() if wanted.isdecimal() else None:
        try:
            remind(chosen, by=request.user)
            sent = 1
        except (AlreadyAnswered, RemindedToday) as refusal:
            messages.info(request, str(refusal))
            return redirect("outreach:evaluations")
    messages.success(request, f"{counted(sent, 'reminder')} on the way.")
    return redirect("outreach:evaluations")
