"""Proposing a study group, and answering a proposal (DOMAIN 2.6)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import SiteForm
from core.moves import MoveNotAllowed
from core.templatetags.wording import counted
from psg_catalogue.enums import ProposalState
from psg_catalogue.forms.proposals import AnswerForm, ApproveForm, DeclineForm, ProposalForms
from psg_catalogue.models import GroupProposal
from psg_catalogue.permissions import (
    actors_of,
    may_plan,
    may_see_planning,
    practitioner_of,
)
from psg_catalogue.proposal_moves import PROPOSAL_MOVES, PROPOSER
from psg_catalogue.proposal_refusals import ProposalRefused
from psg_catalogue.queries.proposals import proposal_lists, proposals_for, wished_dates
from psg_catalogue.services import proposals as services

NOT_YOURS = "Study groups are proposed by practitioners who are in post."


@login_required
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """A practitioner's own; for those who plan the year, everyone's."""
    everyones, proposer = may_see_planning(request.user), practitioner_of(request.user)
    if not everyones and proposer is None:
        raise PermissionDenied(NOT_YOURS)
    page = {
        "lists": proposal_lists(request.user),
        "everyones": everyones,
        "may_propose": proposer is not None,
        "decides": may_plan(request.user),
    }
    return render(request, "psg_catalogue/proposals.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form of a proposal, for a practitioner in post."""
    proposer = practitioner_of(request.user)
    if proposer is None:
        raise PermissionDenied(NOT_YOURS)
    forms = ProposalForms.of(proposer, request.POST if request.method == "POST" else None)
    if forms.form.is_bound and forms.are_valid:
        try:
            made = services.propose_group(proposer, forms.words, by=request.user)
        except ProposalRefused as refusal:
            forms.form.add_error(NON_FIELD_ERRORS, str(refusal))
        else:
            messages.success(request, "Proposed. The office answers you by email and here.")
            return redirect("psg_catalogue:proposal", made.pk)
    return _ask(request, forms, reverse("psg_catalogue:proposals"))


@login_required
@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal, with what this person can do next."""
    here = _proposal(request, pk)
    actors = actors_of(request.user, here)
    possible = {move.name for move in PROPOSAL_MOVES.possible(here.state, actors=actors)}
    page = {
        "proposal": here,
        "dates": wished_dates(here, in_the_way=may_see_planning(request.user)),
        "steps": {name: step for name, step in STEPS.items() if name in possible},
        "may_change": here.is_open and PROPOSER in actors,
        **_ways_to_its_page(request, here),
    }
    return render(request, "psg_catalogue/proposal.html", page)


def _ways_to_its_page(request: HttpRequest, here: GroupProposal) -> dict[str, str]:
    """For who may: the draft's editor, and Wagtail's own way to publish it with its sessions."""
    if here.page is None:
        return {}
    may = here.page.permissions_for_user(request.user)
    back = reverse("psg_catalogue:proposal", args=[here.pk])
    publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = urlencode({"id": here.page_id, "next": back})
    return {
        "edit_url": reverse("wagtailadmin_pages:edit", args=[here.page_id])
        if may.can_edit()
        else "",
        "publish_url": f"{publish}?{query}" if may.can_publish() and not here.page.live else "",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposer writes it anew; one that was sent back goes to the office again."""
    here = _proposal(request, pk)
    if PROPOSER not in actors_of(request.user, here):
        raise Http404
    if not here.is_open:
        messages.error(request, f"{here} is settled, so it is not changed any more.")
        return redirect("psg_catalogue:proposal", here.pk)
    typed = request.POST if request.method == "POST" else None
    forms = ProposalForms.of(here.proposer, typed, here)
    if forms.form.is_bound and forms.are_valid:
        try:
            services.change_proposal(here, forms.words, by=request.user)
        except (ProposalRefused, MoveNotAllowed) as refusal:
            forms.form.add_error(NON_FIELD_ERRORS, str(refusal))
        else:
            messages.success(request, "Kept. The office has it as you wrote it.")
            return redirect("psg_catalogue:proposal", here.pk)
    return _ask(request, forms, reverse("psg_catalogue:proposal", args=[here.pk]), here)


@dataclass(frozen=True)
class Step:
    """A move as a page asks for it; `run` calls one service and says what is done."""

    title: str
    button: str
    form: type[SiteForm]
    run: Callable[..., str]
    words: str = ""
    kind: str = ""


def _approve(here: GroupProposal, by, typed: dict) -> str:
    made = services.approve_proposal(here, by=by, **typed)
    planned = counted(len(made.sessions), "session")
    passed = f" {counted(made.passed, 'date')} had passed and was left out." if made.passed else ""
    return f"Approved. The page is a draft, with {planned} planned.{passed} Publish it when ready."


def _send_back(here: GroupProposal, by, typed: dict) -> str:
    services.send_back(here, by=by, **typed)
    return "Sent back. The proposer has your words by email."


def _decline(here: GroupProposal, by, typed: dict) -> str:
    services.decline_proposal(here, by=by, **typed)
    return "Declined. The proposer has your words by email."


def _withdraw(here: GroupProposal, by, typed: dict) -> str:
    services.withdraw_proposal(here, by=by)
    return "Withdrawn. The office has been told."


STEPS: dict[str, Step] = {
    "approve": Step(
        "Approve", "Approve it", ApproveForm, _approve,
        "Its page is made as a draft with these words, and each date that is still to come as a"
        " planned session. Nobody sees them before they are published.",
    ),
    "send_back": Step(
        "Send back with words", "Send it back", AnswerForm, _send_back,
        "The proposer changes it and proposes it again.",
    ),
    "decline": Step("Decline", "Decline it", DeclineForm, _decline, kind="stop"),
    "withdraw": Step(
        "Withdraw", "Withdraw it", SiteForm, _withdraw,
        "You can propose it anew at any time.", kind="stop",
    ),
}  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step, with the words it needs. What is not this person's to do is not there."""
    here, asked = _proposal(request, pk), STEPS.get(step)
    actors = actors_of(request.user, here)
    if asked is None or not PROPOSAL_MOVES[step].actors & actors:
        raise Http404
    form = asked.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            said = asked.run(here, request.user, form.cleaned_data)
        except (ProposalRefused, MoveNotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("psg_catalogue:proposal", here.pk)
    status = 422 if form.errors else 200
    page = {"proposal": here, "step": asked, "form": form}
    return render(request, "psg_catalogue/proposal_step.html", page, status=status)


def _proposal(request: HttpRequest, pk: int) -> GroupProposal:
    """The proposal if this person may read it; for others it is not there."""
    return get_object_or_404(proposals_for(request.user), pk=pk)


def _ask(
    request: HttpRequest, forms: ProposalForms, back_url: str, here: GroupProposal | None = None
) -> HttpResponse:
    failed = forms.form.is_bound
    page = {
        "form": forms.form,
        "dates": forms.dates,
        "proposal": here,
        "again": here is not None and here.state == ProposalState.SENT_BACK,
        "back_url": back_url,
    }
    return render(request, "psg_catalogue/propose.html", page, status=422 if failed else 200)
