"""The half-day calendar of a term, for the AST whose time it is (DOMAIN 3.3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.academic_year import AcademicYear
from core.models import PartnershipSettings
from directory.models import Practitioner, Term
from directory.outreach.forms.visits import CalendarForm
from directory.outreach.models import OutreachPlan
from directory.outreach.queries.balances import balance_of
from directory.outreach.queries.plan_days import with_days
from directory.outreach.queries.term_days import host_term_on
from directory.outreach.queries.term_grid import TermGrid, term_grid
from directory.outreach.services.calendars import CalendarRefused, save_calendar
from directory.outreach.views.own import own_ast_or_404

_HOW = (
    "Tick the half days you set aside, and say which plan each is for. Hand the calendar in once"
    " the term is planned; days may still move afterwards."
)
_KEPT = "The term is over. Its calendar stays as it was handed in."


@login_required
@require_safe
def this_term(request: HttpRequest) -> HttpResponse:
    """To the calendar of the term, or of the next in a holiday."""
    own_ast_or_404(request)
    term = host_term_on(timezone.localdate())
    if term is None:
        messages.warning(request, "The authority has not entered the dates of the next term yet.")
        return redirect("outreach:my_outreach")
    return redirect("outreach:calendar", term.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    practitioner = own_ast_or_404(request)
    host = PartnershipSettings.load().host_authority_code
    terms = Term.objects.filter(authority_id=host)
    term = get_object_or_404(terms, pk=pk)
    grid, plans = term_grid(practitioner, term), _plans_in_hand(practitioner)
    form = CalendarForm(request.POST or None, plans=plans)
    if request.method == "POST":
        return _save(request, grid, form, practitioner)
    year = list(terms.filter(academic_year=term.academic_year))
    return render(
        request,
        "outreach/calendar.html",
        {
            "grid": grid,
            "standfirst": _KEPT if grid.is_kept else _HOW,
            "form": form,
            "plans": with_days(plans),
            "term": term,
            "terms": [(str(each), f"../{each.pk}/", each == term) for each in year],
            "balance": balance_of(practitioner, AcademicYear(term.academic_year)),
            "today": timezone.localdate(),
        },
    )


def _plans_in_hand(practitioner: Practitioner) -> list[OutreachPlan]:
    together = ("host_school", "request")
    return list(OutreachPlan.objects.of(practitioner).live().select_related(*together))


def _save(
    request: HttpRequest, grid: TermGrid, form: CalendarForm, practitioner: Practitioner
) -> HttpResponse:
    """The ticks of the grid become the calendar."""
    before = {cell.name: cell.plan for cell in grid.cells if cell.is_planned}
    half_days = form.half_days(before)
    submit = "submit" in request.POST
    try:
        save_calendar(practitioner, grid.term, half_days, submit=submit, by=request.user)
    except CalendarRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = "Handed in." if submit else "Saved."
        messages.success(request, f"{said} {len(half_days) / 2:g} days are planned.")
    return redirect("outreach:calendar", grid.term.pk)
