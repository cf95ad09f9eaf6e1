"""Finding a page below another by its whole address."""

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult


class DirectRoute:
    """A page that finds what is below it in two queries, however deep that is. Wagtail's own way
    asks two a level, which for a session is most of what its page costs. What is not the address of
    a page is left to Wagtail's way, so pages with addresses of their own keep them."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components:
            below = Page.objects.descendant_of(self).filter(
                depth=self.depth + len(path_components),
                slug=path_components[-1],
                url_path=f"{self.url_path}{'/'.join(path_components)}/",
            )
            page = below.specific().first()
            if page is not None:
                return page.route(request, [])
        return super().route(request, path_components)
