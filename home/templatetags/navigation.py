"""The ways about the site: what stands in the masthead, the account menu and the footer."""

from dataclasses import replace

from django import template
from django.urls import reverse

from core.academic_year import AcademicYear
from directory.enums import BACK_OFFICE_ROLES, SCHOOL_ROLES, Role
from directory.outreach.begins import begins_at
from directory.scoping import roles_held
from home.menus import Link, menus_for
from psg_catalogue.permissions import PLANNING_ROLES, may_read_report, may_take_any_register
from psg_catalogue.queries.registers import leads_any
from psg_catalogue.reports.kinds import REPORT_READERS

register = template.Library()

OUTREACH = "/outreach/"
_OF_SCHOOLS = {role.value for role in SCHOOL_ROLES}
_OF_PLANNING = {role.value for role in PLANNING_ROLES}
_OF_QUALITY = {Role.QA_LEAD.value, Role.PSG_ORGANISER.value}
_OF_THE_OFFICE = {role.value for role in BACK_OFFICE_ROLES}


@register.inclusion_tag("navigation/main.html", takes_context=True)
def main_navigation(context) -> dict:
    """The masthead's links, with where the reader is, and the account menu when signed in."""
    request, user = context.get("request"), context.get("user")
    signed_in = bool(user and user.is_authenticated)
    held = {role for role, _ in roles_held(user)} if signed_in else set()
    links = [*menus_for(request).main, *(_own_links(user, held) if signed_in else [_sign_in()])]
    path = request.path if request else ""
    return {
        "items": [replace(link, current=_current(link.url, path)) for link in links],
        "account": _account_links(user, held) if signed_in else (),
        "user": user,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("navigation/footer.html", takes_context=True)
def footer_links(context) -> dict:
    """The footer's columns after "Ask us"."""
    return {"groups": menus_for(context.get("request")).footer}


@register.simple_tag
def current_year() -> str:
    """The academic year of today, for example 2026-27."""
    return str(AcademicYear.current())


def _sign_in() -> Link:
    return Link("Sign in", reverse("account_login"))


def _own_links(user, held: set[str]) -> list[Link]:
    """What only this person sees: reports for those who may read them, registers for those who take
    them, and where their own work is."""
    links = []
    # Most people hold school roles alone, with which nobody reads the report.
    if (user.is_superuser or held - _OF_SCHOOLS) and may_read_report(user, REPORT_READERS):
        links.append(Link("Reports", reverse("psg_catalogue:reports")))
    if may_take_any_register(user) or leads_any(user):
        links.append(Link("Registers", reverse("psg_catalogue:registers")))
    if begins := begins_at(held):
        links.append(Link("Outreach", reverse(begins)))
    if held & _OF_SCHOOLS or not (held & _OF_THE_OFFICE or user.is_superuser):
        links.append(Link("My school", reverse("directory:my_schools")))
    else:
        links.append(Link("Back office", reverse("wagtailadmin_home")))
    return links


def _account_links(user, held: set[str]) -> list[Link]:
    links = [
        Link("My record", reverse("psg_catalogue:record")),
        Link("My calendar", reverse("psg_catalogue:own_calendar")),
        Link("New sessions by email", reverse("psg_catalogue:new_sessions")),
    ]
    if user.is_superuser or held & _OF_PLANNING:
        links.append(Link("Planning board", reverse("psg_catalogue:planning")))
    elif Role.PRACTITIONER in held:
        links.append(Link("Propose a study group", reverse("psg_catalogue:proposals")))
    links += [
        Link("Email address", reverse("account_email")),
        Link("Password", reverse("account_change_password")),
    ]
    if user.is_superuser or held & _OF_QUALITY:
        links.append(Link("Quality assurance", reverse("psg_catalogue:quality")))
    # School roles alone open nothing there, and most people hold no other.
    may_enter = user.is_superuser or held - _OF_SCHOOLS
    if may_enter and user.has_perm("wagtailadmin.access_admin"):
        links.append(Link("Back office", reverse("wagtailadmin_home")))
    return links


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    # Whoever begins at a page of outreach is in it on all of them.
    part = OUTREACH if url.startswith(OUTREACH) else url
    return "true" if path.startswith(part) and url != "/" else ""
