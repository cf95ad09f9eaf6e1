"""The ways about the site: what stands in the masthead, the account menu and the footer."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from core.academic_year import AcademicYear

register = template.Library()


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


MAIN = (
    ("Study groups", "/study-groups/"),
    ("Find an AST", "/find-an-ast/"),
    ("Subscribe", "/subscribe/"),
)
FOOTER = (
    Group(
        "For schools",
        (
            Link("What a subscription gives", "/subscribe/"),
            Link("Study groups", "/study-groups/"),
            Link("News", "/news/"),
        ),
    ),
    Group(
        "About this site",
        (
            Link("Contact us", "/contact/"),
            Link("Accessibility statement", "/accessibility/"),
            Link("Privacy", "/privacy/"),
        ),
    ),
)


@register.inclusion_tag("navigation/main.html", takes_context=True)
def main_navigation(context) -> dict:
    """The masthead's links, with where the reader is, and the account menu when signed in."""
    request, user = context.get("request"), context.get("user")
    signed_in = bool(user and user.is_authenticated)
    own = ("My school", resolve_url(settings.LOGIN_REDIRECT_URL))
    door = own if signed_in else ("Sign in", reverse("account_login"))
    path = request.path if request else ""
    return {
        "items": [Link(label, url, _current(url, path)) for label, url in (*MAIN, door)],
        "account": _account_links(user) if signed_in else (),
        "user": user,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("navigation/footer.html")
def footer_links() -> dict:
    """The footer's columns after "Ask us"."""
    return {"groups": FOOTER}


@register.simple_tag
def current_year() -> str:
    """The academic year of today, for example 2026-27."""
    return str(AcademicYear.current())


def _account_links(user) -> list[Link]:
    links = [
        Link("Email address", reverse("account_email")),
        Link("Password", reverse("account_change_password")),
    ]
    if user.has_perm("wagtailadmin.access_admin"):
        links.append(Link("Back office", reverse("wagtailadmin_home")))
    return links


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) and url != "/" else ""
