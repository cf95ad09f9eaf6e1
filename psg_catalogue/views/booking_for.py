"""For which school somebody books, and whom of its people they may book."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from directory.forms.schools import SchoolSearchForm
from directory.models import Colleague, School
from directory.school_search import find_schools, where_it_is
from psg_catalogue.booking_rights import (
    BookingRight,
    booking_right,
    booking_rights,
    may_book_for_any,
    only_right,
)
from psg_catalogue.models import StudyGroupSession


def right_of(request: HttpRequest) -> BookingRight | None:
    """For whom this person books: the school in the address, or the only one they have. None when
    they must choose; 404 for a school they may not book for."""
    urn = request.GET.get("school", "")
    if urn:
        school = School.objects.filter(urn=urn).first() if urn.isdecimal() else None
        right = booking_right(request.user, school)
        if right is None:
            raise Http404
        return right
    return only_right(request.user)


def choose_school(request: HttpRequest, session: StudyGroupSession) -> HttpResponse:
    """Several schools: a choice. The office: any school. None: how to belong to one."""
    for_any = may_book_for_any(request.user)
    search = SchoolSearchForm(request.GET if "q" in request.GET else None) if for_any else None
    words = search.cleaned_data["q"] if search and search.is_valid() else ""
    found = find_schools(words)
    page = {
        "session": session,
        "schools": [right.school for right in booking_rights(request.user)],
        "search": search,
        "words": words,
        "found": found,
        "results": [(school, where_it_is(school)) for school in found.schools],
    }
    return render(request, "psg_catalogue/book_school.html", page)


def people_of(right: BookingRight) -> list[Colleague]:
    """Those who may be ticked: the staff list, or the person themselves."""
    listed = right.school.colleagues.current()
    return list(listed if right.everyone else listed.filter(user=right.user))
