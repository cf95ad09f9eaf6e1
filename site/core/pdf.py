"""Papers as PDF, made on this machine from templates of their own.

WeasyPrint needs libraries of the system. Where they are missing there are no PDF links, and the
page says so."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

# Text that is read aloud and laid out for a screen reader.
VARIANT = "pdf/ua-1"


class OutsideFile(ValueError):
    """A paper asked for something that is not one of our own fonts or styles."""


@cache
def pdf_is_available() -> bool:
    """True when this machine can make a PDF."""
    try:
        import weasyprint  # noqa: F401 -- loading it loads the libraries of the system
    except (ImportError, OSError):
        return False
    return True


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Return the template as a tagged PDF. It may use files below static/css and static/fonts."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):
        """Hands out our own style and fonts, and nothing from anywhere else."""

        def fetch(self, url: str, headers: dict | None = None):
            return super().fetch(own_file(url).as_uri(), headers)

    page = HTML(
        string=render_to_string(template, context),
        base_url=f"{_static().as_uri()}/",
        url_fetcher=OwnFiles(allowed_protocols=["file"], fail_on_errors=True),
    )
    return page.write_pdf(pdf_variant=VARIANT)


def own_file(url: str) -> Path:
    """The file an address names, if it is below static/css or static/fonts. Raises OutsideFile."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    ours = (_static() / "css", _static() / "fonts")
    if parts.scheme != "file" or not any(path.is_relative_to(folder) for folder in ours):
        raise OutsideFile
    return path


def pdf_response(template: str, context: dict[str, Any], filename: str) -> HttpResponse:
    """A PDF to look at or keep, under `filename` without its ending."""
    response = HttpResponse(render_pdf(template, context), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}.pdf"'
    return response


def _static() -> Path:
    return Path(settings.SITE / "static").resolve()
