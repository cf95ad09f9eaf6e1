"""The deployment report as a page, a file and a print."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.forms import SiteForm
from core.report_days import DayOutsideYear
from core.spreadsheets import csv_response
from core.templatetags.wording import long_date
from core.years import year_or_404
from directory.enums import Role
from directory.forms.fields import DayField
from directory.models import Term
from directory.outreach.deployment_words import in_words, rows_of
from directory.outreach.queries import deployment
from directory.outreach.readers import MONEY_READERS
from directory.permissions import has_role
from directory.queries.hosts import host_authority_code

READERS = (*MONEY_READERS, Role.ADVISER)
YEARS_LINKED = 6


class AsAtForm(SiteForm):
    """Up to which day the report counts."""

    as_at = DayField(
        label="As at",
        required=False,
        help_text="Leave it empty for today, or for the whole of a year that is over.",
        back=200,
        ahead=50,
        error_messages={"invalid": "Give a day, for example 23/01/2012."},
    )


def _let_in(request: HttpRequest) -> None:
    if not has_role(request.user, *READERS):
        raise Http404


@login_required
def latest(request: HttpRequest) -> HttpResponse:
    """Leads to the report of the year that runs."""
    _let_in(request)
    return redirect("outreach:deployment", str(AcademicYear.current()))


@login_required
def report(request: HttpRequest, year: str) -> HttpResponse:
    """One year's figures; with ?format=csv as a file."""
    _let_in(request)
    academic_year = year_or_404(year)
    form = AsAtForm(request.GET if "as_at" in request.GET else None)
    figures = _figures(academic_year, form)
    if request.GET.get("format") == "csv" and not form.errors:
        return csv_response(f"ast-deployment-{year}", ["figure", "value"], rows_of(figures))
    query = request.GET.copy()
    query["format"] = "csv"
    names, terms = _terms(academic_year, figures.as_at)
    return render(
        request,
        "outreach/deployment.html",
        {
            "year": academic_year,
            "year_name": year,
            "kind": f"Report as at {long_date(figures.as_at)}",
            "form": form,
            "csv_url": f"?{query.urlencode()}",
            "figures": figures,
            "headlines": _headlines(figures),
            "sentences": in_words(figures),
            "terms": terms,
            "term_bars": [(name, values) for name, values in zip(names, terms, strict=True)],
            "term_rows": list(zip(names, terms, strict=True)),
            "chart_label": f"Half days of outreach, {academic_year.previous} beside {year}.",
            "chart_note": f"Hatched: {academic_year.previous}. Solid: {year}.",
            "year_links": _year_links(academic_year),
        },
    )


def _year_links(year: AcademicYear) -> list[tuple[str, str, bool]]:
    now = AcademicYear.current()
    years = {AcademicYear(now.start - back) for back in range(YEARS_LINKED)} | {year}
    return [
        (str(each), reverse("outreach:deployment", args=[each]), each == year)
        for each in sorted(years, reverse=True)
    ]


def _terms(year: AcademicYear, as_at) -> tuple[list[str], list[tuple[int, int]]]:
    """Each season's half days, the year before beside this one."""
    found = Term.objects.filter(
        authority=host_authority_code(), academic_year__in=[year.previous.start, year.start]
    )
    terms = list(found.order_by("starts_on"))
    totals = deployment.half_days_by_term(terms, as_at)
    by = {(t.season, t.academic_year): n for t, n in zip(terms, totals, strict=True)}
    seasons = list(dict.fromkeys((t.season, t.get_season_display()) for t in terms))
    values = [
        (by.get((season, year.previous.start), 0), by.get((season, year.start), 0))
        for season, _ in seasons
    ]
    return [label for _, label in seasons], values


def _figures(year: AcademicYear, form: AsAtForm) -> deployment.DeploymentFigures:
    """As at the day asked for; a day that will not do is said on the form."""
    usual = deployment.day_for(year, timezone.localdate())
    asked = form.cleaned_data["as_at"] if form.is_bound and form.is_valid() else None
    try:
        return deployment.deployment_figures(year, asked or usual)
    except DayOutsideYear:
        first, last = long_date(year.first_day), long_date(year.last_day)
        form.add_error("as_at", f"That day is not in {year}. Give one from {first} to {last}.")
        return deployment.deployment_figures(year, usual)


def _releasing(figures: deployment.DeploymentFigures) -> str:
    return (
        "academy still releases" if figures.academies_releasing == 1 else "academies still release"
    )


def _headlines(figures: deployment.DeploymentFigures) -> list[tuple[str, str]]:
    return [
        (str(figures.posts_la_funded), "LA-funded posts"),
        (str(figures.academies_releasing), _releasing(figures)),
        (f"{figures.outreach_half_days / 2:g}", "days of outreach"),
        (str(figures.schools_supported), "schools supported"),
        (f"{figures.evaluations_answered} of {figures.evaluations_asked}", "evaluations answered"),
        (f"{figures.returns_received} of {figures.returns_due}", "termly returns received"),
    ]
