"""The menus as they stand in the settings, or the site's own where the settings are empty.

Made once and kept in this process's cache under the moment of the last change: a page pays one
small query for them, and a change shows at once."""

from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest

from home.models import NavigationSettings

# A page in a menu may be moved or taken down, which does not change the settings.
KEPT_SECONDS = 60


@dataclass(frozen=True)
class Link:
    """A way to somewhere. `current` is "page", "true" (inside it) or ""."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Group:
    """A column of the footer."""

    title: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class Menus:
    main: tuple[Link, ...]
    footer: tuple[Group, ...]


MAIN = (
    Link("Study groups", "/study-groups/"),
    Link("Find an AST", "/find-an-ast/"),
    Link("Subscribe", "/subscribe/"),
    Link("Search", "/search/"),
)
FOOTER = (
    Group(
        "For schools",
        (
            Link("What a subscription gives", "/subscribe/"),
            Link("How study groups work", "/how-study-groups-work/"),
            Link("Programme to print", "/programme/"),
            Link("Sessions on your own site", "/embed/"),
            Link("What is an AST?", "/what-is-an-ast/"),
            Link("Outreach, for heads", "/outreach-for-heads/"),
            Link("Outreach forms", "/forms/"),
            Link("News", "/news/"),
        ),
    ),
    Group(
        "About this site",
        (
            Link("Contact us", "/contact/"),
            Link("Policies", "/policies/"),
            Link("Check a certificate", "/certificates/"),
            Link("Search", "/search/"),
            Link("Accessibility statement", "/accessibility/"),
            Link("Privacy", "/privacy/"),
        ),
    ),
)


def menus_for(request: HttpRequest | None) -> Menus:
    """The same menus at the top and the foot of one page."""
    if request is None:
        return menus()
    if not hasattr(request, "menus"):
        request.menus = menus()
    return request.menus


def menus() -> Menus:
    """The menus of today: one query, and a few more once a minute."""
    changed = NavigationSettings.objects.values_list("pk", "changed_at").first()
    if changed is None:
        return Menus(MAIN, FOOTER)
    key, kept = f"menus-{changed[0]}-{changed[1].timestamp()}", caches["fragments"]
    made = kept.get(key)
    if made is None:
        made = _made(NavigationSettings.objects.get(pk=changed[0]))
        kept.set(key, made, KEPT_SECONDS)
    return made


def _made(settings: NavigationSettings) -> Menus:
    main = _links(block.value for block in settings.main)
    footer = tuple(
        Group(block.value["title"], _links(block.value["links"])) for block in settings.footer
    )
    return Menus(main or MAIN, tuple(each for each in footer if each.items) or FOOTER)


def _links(values) -> tuple[Link, ...]:
    """The links that lead somewhere: a page taken down is left out until it is back."""
    return tuple(Link(each["label"], url) for each in values if (url := _url(each)))


def _url(value) -> str:
    page = value["page"]
    if page is None:
        return value["address"] or ""
    return page.url or "" if page.live else ""
