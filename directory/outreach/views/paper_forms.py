"""Our forms, for anyone: where each is filled in on the site, and as files for everyone else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.models import PartnershipSettings
from core.odt import ODT_TYPE
from directory.outreach.paper_forms import FORMS, PaperForm, form_named


def _form(slug: str) -> PaperForm:
    found = form_named(slug)
    if found is None:
        raise Http404
    return found


@require_safe
def paper_forms(request: HttpRequest) -> HttpResponse:
    """The list, with the team that issues them (CA L41)."""
    listed = [(each, reverse(each.online) if each.online else "") for each in FORMS]
    return render(request, "outreach/paper_forms.html", {"forms": listed})


@require_safe
def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """One form as a page that prints."""
    found = _form(slug)
    return render(
        request,
        "outreach/paper_form.html",
        {
            "paper": found,
            "sections": found.sections(),
            "online_url": reverse(found.online) if found.online else "",
        },
    )


@require_safe
def as_odt(request: HttpRequest, slug: str) -> HttpResponse:
    found = _form(slug)
    return _file(found, found.as_odt(), "odt", ODT_TYPE)


@require_safe
def as_html(request: HttpRequest, slug: str) -> HttpResponse:
    """The form as one file that needs nothing else to open and print."""
    found = _form(slug)
    words = {
        "paper": found,
        "sections": found.sections(),
        "partnership": PartnershipSettings.load(),
    }
    page = render_to_string("outreach/paper/form.html", words)
    return _file(found, page.encode(), "html", "text/html; charset=utf-8")


def _file(found: PaperForm, content: bytes, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.{ending}"'
    return answer
