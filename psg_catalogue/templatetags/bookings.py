"""Booking where other pages show it: the box on a session's page, the bookings on a school's."""

from django import template

from directory.models import School
from psg_catalogue.booking_rights import booking_right
from psg_catalogue.models import Booking, SessionPage, StudyGroupSession
from psg_catalogue.queries.book_box import book_box as box_for
from psg_catalogue.queries.files import files_of
from psg_catalogue.queries.school_next import next_sessions_of
from psg_catalogue.services.door_links import check_in_path

register = template.Library()


@register.inclusion_tag("psg_catalogue/parts/book_box.html", takes_context=True)
def book_box(context, session: StudyGroupSession) -> dict:
    """The box for whoever looks. The session comes with its page and study group loaded."""
    user = context["request"].user
    return {"box": box_for(session, user), "session": session}


@register.inclusion_tag("psg_catalogue/parts/session_files.html", takes_context=True)
def session_files(context, page: SessionPage, session: StudyGroupSession | None) -> dict:
    """The files of a session: for its people the way to them, for others that there are some."""
    request = context["request"]
    found = files_of(page, session, request.user)
    return {"found": found, "user": request.user, "here": request.path}


@register.filter
def check_in_address(booking: Booking) -> str:
    """The address of the page with the booking's code for the door."""
    return check_in_path(booking)


@register.inclusion_tag("psg_catalogue/parts/school_next.html", takes_context=True)
def school_next(context, school: School) -> dict:
    """The next sessions of a school with who goes: a lead and the office see everyone, a colleague
    themselves, others nothing."""
    right = booking_right(context["request"].user, school)
    return {
        "school": school,
        "right": right,
        "found": next_sessions_of(right) if right else None,
        "words": "Book colleagues" if right and right.everyone else "Find a session",
    }
