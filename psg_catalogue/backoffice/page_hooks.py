"""What Wagtail's own ways with pages must not do to a session that people are booked on, and where
they lead when a page alone would not be enough."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin import messages
from wagtail.models import Page

from core.templatetags.wording import counted, join_words
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, SessionState
from psg_catalogue.models import SessionPage, StudyGroupSession

_ANYWAY = "people_know"


def lead_to_one_form(request: HttpRequest, parent: Page, page_class: type) -> HttpResponse | None:
    """A session's page is made with its dated row, so "add a child page" leads to that form."""
    if page_class is not SessionPage:
        return None
    query = urlencode({"study_group": parent.pk})
    return redirect(f"{reverse('study_group_sessions:add')}?{query}")


def keep_what_has_people(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page is not deleted while it, or one below it, has a session with people or a past."""
    if not (kept := _protected([page])):
        return None
    messages.error(request, _cannot_delete(kept))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_pages_in_bulk(
    request: HttpRequest, action: str, pages: Iterable[Page], view
) -> HttpResponse | None:
    """The same for many pages at once; and a word to whoever takes many of them off the site."""
    if not hasattr(view, "models") or Page not in view.models:
        return None
    if action == "delete" and (kept := _protected(pages)):
        messages.error(request, _cannot_delete(kept))
        return redirect(request.GET.get("next") or "wagtailadmin_explore_root")
    if action == "unpublish" and (booked := _booked(pages)):
        messages.warning(request, _still_booked(booked))
    return None


def warn_of_people(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Taking a session's page off the site does not call the session off: asked once more."""
    booked = _booked([page], below=bool(request.POST.get("include_descendants")))
    if not booked or _ANYWAY in request.POST:
        return None
    return render(
        request,
        "backoffice/sessions/unpublish.html",
        {
            "page": page,
            "words": _still_booked(booked),
            "kept": [(name, request.POST[name]) for name in ("include_descendants", "next")
                     if name in request.POST],
            "anyway": _ANYWAY,
            "header_title": f"Unpublish {page.get_admin_display_title()}",
        },
    )  # fmt: skip


def tell_of_missing_date(request: HttpRequest, page: Page, copy: Page) -> None:
    """A copied page has no date yet; say where to give it one."""
    pages = SessionPage.objects.descendant_of(copy, inclusive=True).filter(session=None)
    if number := pages.count():
        words = counted(number, "copied session has,copied sessions have")
        messages.warning(
            request,
            f"{words} no date yet. Open the page to give it one; until then nobody can book it.",
        )


def _sessions_of(pages: Iterable[Page], *, below: bool = True):
    within = Q(pk__in=[])
    for page in pages:
        within |= Q(page__path__startswith=page.path) if below else Q(page=page.pk)
    return StudyGroupSession.objects.filter(within).select_related("page")


def _protected(pages: Iterable[Page]) -> list[StudyGroupSession]:
    """Sessions at or below these pages that were held, or that anybody was ever booked on."""
    has_people = Q(state=SessionState.HELD) | Q(bookings__isnull=False) | Q(entries__isnull=False)
    return list(_sessions_of(pages).filter(has_people | Q(qa_visits__isnull=False)).distinct()[:4])


def _booked(pages: Iterable[Page], *, below: bool = True) -> list[StudyGroupSession]:
    active = Q(bookings__state__in=[state.value for state in ACTIVE_BOOKING_STATES])
    people = _sessions_of(pages, below=below).annotate(people=Count("bookings", filter=active))
    return list(people.filter(people__gt=0))


def _cannot_delete(kept: list[StudyGroupSession]) -> str:
    names = join_words([f"“{session.page.title}”" for session in kept[:3]])
    more = " and others" if len(kept) > 3 else ""
    return (
        f"{names}{more} cannot be deleted: people are or were booked, or it has been held."
        " Cancel a session that is not to take place; unpublish a page to take it off the site."
    )


def _still_booked(booked: list[StudyGroupSession]) -> str:
    people = sum(session.people for session in booked)
    where = counted(len(booked), "session")
    return (
        f"{counted(people, 'person is,people are')} booked or waiting on {where} here. They keep"
        " their places and are not told. To call a session off, cancel it instead."
    )
