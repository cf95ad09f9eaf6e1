"""The report to the Schools Forum as a page, a file and a print."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from core.academic_year import AcademicYear
from core.report_days import DayOutsideYear
from core.spreadsheets import csv_response
from core.templatetags.wording import long_date
from core.years import year_or_404
from psg_catalogue.forms.reports import AsAtForm, FreezeForm
from psg_catalogue.permissions import may_see_forum_report
from psg_catalogue.queries.forum_report import (
    ForumFigures,
    Identities,
    forum_figures,
)
from psg_catalogue.queries.report_years import change, terms_beside, years_on_record, years_table
from psg_catalogue.reports.kinds import FORUM
from psg_catalogue.reports.wording import in_words, rows_of

YEARS_LINKED = 8


@login_required
def latest_report(request: HttpRequest) -> HttpResponse:
    """Leads to the report of the current year."""
    _let_in(request)
    return redirect("psg_catalogue:forum_report", str(AcademicYear.current()))


@login_required
def forum_report(request: HttpRequest, year: str) -> HttpResponse:
    """The figures of one year, as a page or with ?format=csv as a file."""
    _let_in(request)
    academic_year = year_or_404(year)
    form = AsAtForm(request.GET if "as_at" in request.GET else None)
    identities = Identities()
    figures = _figures(academic_year, form, identities)
    if request.GET.get("format") == "csv" and not form.errors:
        return csv_response(f"schools-forum-{year}", ["figure", "value"], rows_of(figures))
    page = _page(academic_year, figures, form, request.GET, identities)
    return render(request, "psg_catalogue/forum_report.html", page)


def _page(
    year: AcademicYear,
    figures: ForumFigures,
    form: AsAtForm,
    query: QueryDict,
    identities: Identities,
) -> dict:
    """What the page shows."""
    years = years_on_record()
    terms = terms_beside(year, figures.as_at, identities)
    as_file = query.copy()
    as_file["format"] = "csv"
    return {
        "year": year,
        "year_name": str(year),
        "kind": f"Report as at {long_date(figures.as_at)}" if figures.as_at else "Report",
        "year_links": [
            (str(each), reverse("psg_catalogue:forum_report", args=[each]), each == year)
            for each in years[:YEARS_LINKED]
        ],
        "csv_url": f"?{as_file.urlencode()}",
        "form": form,
        "freeze_form": FreezeForm(initial={"as_at": figures.as_at}),
        "freeze_url": reverse("psg_catalogue:freeze_report", args=[FORUM.slug, year]),
        "figures": figures,
        "headlines": _headlines(figures),
        "sentences": in_words(figures),
        "terms": terms,
        "term_bars": [(season, values) for season, values, _ in terms],
        "chart_label": f"Attendances by term, {year.previous} beside {year}.",
        "chart_note": f"Hatched: {year.previous}. Solid: {year}.",
        "change": change(figures.attendances_previous_year, figures.attendances),
        "years": years_table(year, years, identities),
    }


def _let_in(request: HttpRequest) -> None:
    if not may_see_forum_report(request.user):
        raise PermissionDenied


def _figures(year: AcademicYear, form: AsAtForm, identities: Identities) -> ForumFigures:
    """The figures as at the day asked for; a day that will not do is said on the form."""
    as_at = form.cleaned_data["as_at"] if form.is_bound and form.is_valid() else None
    try:
        return forum_figures(year, as_at, identities=identities)
    except DayOutsideYear as error:
        form.add_error("as_at", str(error))
        return forum_figures(year, identities=identities)


def _headlines(figures: ForumFigures) -> list[tuple[str, str]]:
    """The six figures at the top."""
    percent = figures.attendance_change_percent
    words = "fewer" if (percent or 0) < 0 else "more"
    return [
        (str(figures.subscribing_schools), "schools subscribed"),
        (str(figures.subscribing_schools_other_la), "of them from other authorities"),
        (str(figures.sessions_held), "sessions held"),
        (str(figures.attendances), "attendances"),
        (str(figures.schools_attending), "schools took part"),
        (
            change(figures.attendances_previous_year, figures.attendances)
            if percent is not None
            else "None",
            f"{words} attendances than the year before"
            if percent is not None
            else "year before to compare with",
        ),
    ]
