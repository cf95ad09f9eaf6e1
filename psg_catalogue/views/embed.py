"""The next sessions on a school's own site: a frame that needs no script and sets no cookie, and
the page where a school copies the line for it."""

from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.models import PartnershipSettings
from psg_catalogue.forms.embed import EmbedForm
from psg_catalogue.models import CataloguePage
from psg_catalogue.queries.next_sessions import next_sessions

A_QUARTER_OF_AN_HOUR = 900
# A heading, a foot, and a line of each session, in pixels: the frame cannot ask how long it is.
HEIGHT_OF_FRAME, HEIGHT_OF_SESSION = 150, 115
# This one address may stand in a frame on any site; nothing in it runs, and nothing can be sent.
IN_A_FRAME = {"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]}


@require_safe
@xframe_options_exempt
@csp_replace(IN_A_FRAME)
@cache_control(public=True, max_age=A_QUARTER_OF_AN_HOUR)
def embedded_sessions(request: HttpRequest) -> HttpResponse:
    """The frame. It is drawn without the request, so nothing of a visitor can be in it."""
    partnership = PartnershipSettings.load(request_or_site=request)
    page = {
        "found": next_sessions(request.GET, request),
        "partnership": partnership,
        "catalogue_url": catalogue_address(request),
    }
    return HttpResponse(render_to_string("psg_catalogue/embed.html", page))


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """For schools: choose what is shown, see it, and copy the line."""
    form = EmbedForm(request.GET if "number" in request.GET else None)
    page = {"form": form}
    if form.is_bound and form.is_valid():
        query = urlencode(form.asked, doseq=True)
        frame = f"{reverse('psg_catalogue:embedded_sessions')}?{query}"
        height = HEIGHT_OF_FRAME + HEIGHT_OF_SESSION * form.cleaned_data["number"]
        plain = {name: value for name, value in form.asked.items() if name != "number"}
        page |= {
            "frame_url": frame,
            "height": height,
            "line": _line(request, frame, height, urlencode(plain, doseq=True)),
        }
    status = 422 if form.errors else 200
    return render(request, "psg_catalogue/embed_options.html", page, status=status)


def _line(request: HttpRequest, frame: str, height: int, query: str) -> str:
    """What a school pastes: the frame, and a link for where frames are not shown."""
    catalogue = request.build_absolute_uri(catalogue_address(request))
    return format_html(
        '<iframe src="{}" title="Study groups: the next sessions" width="100%" height="{}"'
        ' loading="lazy"></iframe>\n<p><a href="{}">Study groups: all sessions</a></p>',
        request.build_absolute_uri(frame),
        height,
        f"{catalogue}?{query}" if query else catalogue,
    )


def catalogue_address(request: HttpRequest) -> str:
    catalogue = CataloguePage.objects.live().first()
    return (catalogue.get_url(request) if catalogue else None) or "/"
