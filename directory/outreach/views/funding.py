"""Money: the streams, the releases of a term, and one release with its papers and two people."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.moves import MoveNotAllowed
from core.spreadsheets import csv_response, xlsx_response
from core.templatetags.wording import join_words, pounds
from directory.outreach.forms.money import PaidOnForm, ReasonForm, ReceivedForm
from directory.outreach.funding_enums import Paper, ReleaseState
from directory.outreach.funding_moves import RELEASES
from directory.outreach.funding_refusals import FundingRefused
from directory.outreach.models import FundingRelease, VisitCorrection
from directory.outreach.queries import funding as money
from directory.outreach.queries.papers_on_site import papers_on_site
from directory.outreach.readers import may_see_money
from directory.outreach.services import releases as services
from directory.outreach.term_amounts import SEASONS

ON_A_PAGE = 50


def _let_in(request: HttpRequest) -> None:
    """Whoever has no business with money learns nothing."""
    if not may_see_money(request.user):
        raise Http404


@login_required
def funding(request: HttpRequest) -> HttpResponse:
    """Every stream with what is promised and what is late, and the releases of a term."""
    _let_in(request)
    terms = money.terms_with_releases()
    term = next((each for each in terms if str(each.pk) == request.GET.get("term")), None)
    state = request.GET.get("state", "")
    found = money.releases_of(term, state)
    if request.GET.get("format") in ("csv", "xlsx"):
        write = csv_response if request.GET["format"] == "csv" else xlsx_response
        return write("outreach-funding", money.EXPORT_HEADINGS, money.export_rows(found))
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "outreach/funding.html",
        {
            "streams": money.streams_with_sums(),
            "page": page,
            "term_links": [("All terms", _with(query, term=""), term is None)]
            + [(str(each), _with(query, term=each.pk), each == term) for each in terms],
            "state_links": [("All states", _with(query, state=""), not state)]
            + [(label, _with(query, state=value), value == state)
               for value, label in ReleaseState.choices],
            "csv_url": _with(query, format="csv"),
            "xlsx_url": _with(query, format="xlsx"),
        },
    )  # fmt: skip


def _with(query, **changes) -> str:
    query = query.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@login_required
def stream(request: HttpRequest, pk: int) -> HttpResponse:
    """One stream: its decisions, its posts, what each term will cost, and what is left."""
    _let_in(request)
    found = get_object_or_404(money.streams_with_sums(), pk=pk)
    forecast = money.forecast_of(found)
    return render(
        request,
        "outreach/stream.html",
        {
            "stream": found,
            "decisions": found.decisions.all(),
            "forecast": forecast,
            "seasons": [season.label for season in SEASONS],
            "left": found.amount_pence - found.committed,
            "unplaced": found.amount_pence - forecast.total,
        },
    )


@login_required
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """One release: mark its papers, propose, confirm, release, withhold; each for whom it is."""
    _let_in(request)
    found = get_object_or_404(
        FundingRelease.objects.select_related(
            "post__base_school", "post__subject", "term", "stream", "proposed_by", "confirmed_by",
            "released_by", "calendar_by", "plans_by", "visits_by",
        ),
        pk=pk,
    )  # fmt: skip
    forms = _forms(request, found)
    if request.method == "POST":
        said = _act(request, found, forms)
        if said:
            messages.success(request, said)
            return redirect(reverse("outreach:release", args=[found.pk]))
    return render(request, "outreach/release.html", _screen(request, found, forms))


def _forms(request: HttpRequest, found: FundingRelease) -> dict:
    """The forms of the page; the one that was sent is bound."""
    sent = request.POST.get("do") if request.method == "POST" else None
    data = request.POST or None
    return {
        "received": ReceivedForm(
            data if sent == "receive" else None, auto_id="received_%s", missing=found.missing
        ),
        "withhold": ReasonForm(data if sent == "withhold" else None, auto_id="withhold_%s"),
        "send_back": ReasonForm(data if sent == "send_back" else None, auto_id="back_%s"),
        "paid": PaidOnForm(data if sent == "release" else None, auto_id="paid_%s"),
    }


def _act(request: HttpRequest, found: FundingRelease, forms: dict) -> str:
    """Call the service that was asked for; "" when something has to be put right first."""
    asked = request.POST.get("do", "")
    form = {"receive": "received", "release": "paid"}.get(asked, asked)
    if form in forms and not forms[form].is_valid():
        return ""
    typed = forms[form].cleaned_data if form in forms else {}
    acts = _acts(found, request, typed)
    if asked not in acts:
        raise Http404
    try:
        return acts[asked]()
    except (FundingRefused, MoveNotAllowed) as refused:
        if form in forms:
            forms[form].add_error(None, str(refused))
        else:
            messages.error(request, str(refused))
        return ""


def _acts(found: FundingRelease, request: HttpRequest, typed: dict) -> dict[str, Callable]:
    by, paper = request.user, request.POST.get("paper", "")

    def receive() -> str:
        papers = [Paper(each) for each in typed["paper"]]
        services.mark_received(found, *papers, on=typed["on"], by=by)
        return f"Marked received: {join_words(each.label.lower() for each in papers)}."

    def take_back() -> str:
        services.unmark_received(found, _paper(paper), by=by)
        return f"{Paper(paper).label}: still to come."

    def propose() -> str:
        done = services.propose_release(found, by=by)
        return f"{pounds(done.amount_pence, 'full')} is proposed. Somebody else confirms it."

    def confirm() -> str:
        services.confirm_release(found, by=by)
        return "Confirmed. The money can be released once the term is over."

    def pay() -> str:
        services.release_money(found, by=by, on=typed["on"])
        return "The money is released, and the school is told."

    def back() -> str:
        services.send_back_release(found, reason=typed["reason"], by=by)
        return "It waits to be proposed again."

    def withhold() -> str:
        services.withhold_release(found, reason=typed["reason"], by=by)
        return "The money is withheld, and the school is told why."

    def resume() -> str:
        services.resume_release(found, by=by)
        return "It goes on from its papers."

    return {"receive": receive, "take_back": take_back, "propose": propose, "confirm": confirm,
            "release": pay, "send_back": back, "withhold": withhold, "resume": resume}  # fmt: skip


def _paper(value: str) -> Paper:
    if value not in Paper.values:
        raise Http404
    return Paper(value)


def _screen(request: HttpRequest, found: FundingRelease, forms: dict) -> dict:
    found.refresh_from_db()
    actors = services.actors_of(request.user)
    may = {move.name for move in RELEASES.possible(found.state, actors=actors)}
    if found.proposed_by_id == request.user.pk:
        may.discard("confirm")
    on_site = papers_on_site(found)
    open_papers = found.state in (ReleaseState.AWAITING, ReleaseState.READY)
    return {
        "release": found,
        "papers": [
            (paper, paper.label, on_site.words[paper], day, getattr(found, f"{paper}_by"))
            for paper, day in found.received.items()
        ],
        "look": on_site.pages if "ast_coordinator" in actors else [],
        "may_mark": open_papers and "ast_coordinator" in actors,
        "may": may,
        "proposed_it": found.proposed_by_id == request.user.pk,
        "corrected": _corrected_since(found),
        "left": found.stream.amount_pence - services.committed_pence(found.stream),
        **{f"{name}_form": form for name, form in forms.items()},
    }


def _corrected_since(found: FundingRelease) -> int:
    """How many records of visits were corrected after the authority had marked them received."""
    if found.visits_on is None:
        return 0
    beside = VisitCorrection.objects.filter(
        term_return__post=found.post, term_return__term=found.term
    )
    return beside.filter(made_at__date__gt=found.visits_on).count()
