"""Termly returns: the AST writes one, the head reads it, the authority or the head receives it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.backoffice.exporting import note_export
from core.moves import MoveNotAllowed
from core.spreadsheets import csv_response
from directory.enums import Role
from directory.outreach.forms.money import SendBackForm, TermReturnForm
from directory.outreach.funding_refusals import FundingRefused
from directory.outreach.models import TermReturn
from directory.outreach.queries import term_returns as queries
from directory.outreach.queries.term_work import work_of
from directory.outreach.readers import RETURN_READERS, may_read_return
from directory.outreach.return_moves import RETURNS
from directory.outreach.services.term_returns import (
    actors_of,
    receive_return,
    send_back_return,
    submit_return,
)
from directory.permissions import has_role

ON_A_PAGE = 50


@login_required
def term_returns(request: HttpRequest) -> HttpResponse:
    """The authority's list: what is due, submitted, received, and what is overdue."""
    if not has_role(request.user, *RETURN_READERS):
        raise Http404
    terms = queries.terms_with_returns()
    term = next((each for each in terms if str(each.pk) == request.GET.get("term")), None)
    found = queries.for_authority(term)
    may_export = has_role(request.user, Role.AST_COORDINATOR)
    if request.GET.get("format") == "csv":
        if not may_export:
            raise Http404
        note_export(request.user, "termly-returns")
        return csv_response("termly-returns", queries.EXPORT_HEADINGS, queries.export_rows(found))
    here = f"term={term.pk}&" if term else ""
    return render(
        request,
        "outreach/term_returns.html",
        {
            "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
            "term_links": [("All terms", "?", term is None)]
            + [(str(each), f"?term={each.pk}", each == term) for each in terms],
            "csv_url": f"?{here}format=csv" if may_export else "",
            "may_remind": may_export,
        },
    )


@login_required
def term_return(request: HttpRequest, pk: int) -> HttpResponse:
    """One return: to write while it is due, to read afterwards, to receive or to send back."""
    found = get_object_or_404(
        TermReturn.objects.select_related(
            "post__base_school", "post__subject", "term", "practitioner", "received_by"
        ),
        pk=pk,
    )
    if not may_read_return(request.user, found):
        raise Http404
    moves = RETURNS.possible(found.state, actors=actors_of(request.user, found))
    may = {move.name for move in moves}
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    form = TermReturnForm(request.POST if sent == "submit" else None, initial=_typed(found))
    back = SendBackForm(request.POST if sent == "send_back" else None, auto_id="back_%s")
    if sent and _act(request, found, sent, form, back):
        return redirect("outreach:return", found.pk)
    return render(
        request,
        "outreach/term_return.html",
        {
            "due": found,
            "corrections": list(found.corrections_since),
            "work": work_of(found.practitioner, found.term),
            "may": may,
            "term_runs": found.term.ends_on >= timezone.localdate(),
            "form": form,
            "back_form": back,
            "recipients": "The authority and the head" if queries.to_authority(found)
            else "The head",
        },
    )  # fmt: skip


def _typed(found: TermReturn) -> dict:
    return {name: getattr(found, name) for name in TermReturnForm.base_fields}


def _act(request: HttpRequest, found: TermReturn, asked: str, form, back) -> bool:
    """True when it is done; a refusal is said beside what was typed."""
    asked_form = {"submit": form, "send_back": back}.get(asked)
    if asked not in ("submit", "receive", "send_back"):
        raise Http404
    if asked_form is not None and not asked_form.is_valid():
        return False
    try:
        if asked == "submit":
            submit_return(found, by=request.user, **form.cleaned_data)
            said = "Your return is in. Thank you."
        elif asked == "receive":
            receive_return(found, by=request.user)
            said = "Marked received."
        else:
            send_back_return(found, reason=back.cleaned_data["reason"], by=request.user)
            said = "Sent back, and the AST is told why."
    except (FundingRefused, MoveNotAllowed) as refused:
        if asked_form is not None:
            asked_form.add_error(None, str(refused))
        else:
            messages.error(request, str(refused))
        return False
    messages.success(request, said)
    return True
