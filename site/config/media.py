"""Pictures handed out by the site itself, where no web server before it does."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.static import serve

# What a page links to. Originals and documents stay behind the views that check who asks.
PUBLIC_FOLDERS = {"images"}


def picture(request: HttpRequest, path: str) -> HttpResponse:
    """A picture made for a page. Raises Http404 for anything else under the media folder."""
    # What the address comes to, since `images/../documents` begins well and ends badly.
    folder, _, name = posixpath.normpath(path).partition("/")
    if folder not in PUBLIC_FOLDERS:
        raise Http404("There is no picture at this address.")
    response = serve(request, f"{folder}/{name}", document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=86400"
    return response
