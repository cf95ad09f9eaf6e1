"""Registers, needs and bookings for schools ask the very permissions that roles are given."""

import pytest
from django.urls import reverse

from core import roles
from core.backoffice.today import Waiting
from directory.enums import Role
from directory.services.groups import sync_groups
from psg_catalogue.backoffice.menu import takes_registers
from psg_catalogue.backoffice.today import next_sessions, of_study_groups
from psg_catalogue.booking_rights import BOOK_FOR_SCHOOLS, READ_BOOKINGS, booking_right, only_right
from psg_catalogue.permissions import (
    READ_NEEDS,
    REOPEN_REGISTERS,
    TAKE_REGISTERS,
    may_reopen_register,
    may_see_needs,
    may_take_any_register,
    may_take_register,
)
from psg_catalogue.queries.book_box import book_box
from tests.factories.people import colleague_of, person
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db

MOVED = {TAKE_REGISTERS, REOPEN_REGISTERS, READ_NEEDS, BOOK_FOR_SCHOOLS, READ_BOOKINGS}


def what_opens(client, user, session, booking) -> set[str]:
    """Of the site's own doors and of the back office's, those that let this person in, and the
    ways to them that are shown."""
    client.force_login(user)
    school, number = booking.school, [session.pk]
    box = book_box(session, user)
    doors = {
        "register": reverse("psg_catalogue:register", args=number),
        "registers": reverse("psg_catalogue:registers"),
        "needs": reverse("psg_catalogue:session_needs", args=number),
        "line": reverse("study_group_sessions:move_in_line", args=[booking.pk]),
        "offer": reverse("study_group_sessions:offer", args=[booking.pk]),
    }
    inside = client.get(reverse("study_group_sessions:inspect", args=number)).content.decode()
    found = {
        "any register": may_take_any_register(user),
        "a register": may_take_register(user, session),
        "reopen": may_reopen_register(user),
        "read needs": may_see_needs(user, session),
        "book": booking_right(user, school) is not None,
        "book by the box": box.books_for_any,
        "register by the box": box.may_take_register,
        "menu": takes_registers(user),
        "registers to close": any(
            isinstance(each, Waiting) and each.url == doors["registers"]
            for each in of_study_groups(user)
        ),
        "register of today": any(each.ways for each in next_sessions(user) or ()),
        **{name: client.get(url).status_code == 200 for name, url in doors.items()},
        **{f"way to {name}": f'href="{url}"' in inside for name, url in doors.items()},
        "who waits": f'href="{reverse("bookings:inspect", args=[booking.pk])}"' in inside,
    }
    return {name for name, may in found.items() if may}


def test_doors_ask_the_permission_and_follow_it_to_another_role(client, monkeypatch):
    session = StudyGroupSessionFactory(full=True, starts_at=twilight(3))
    booking = BookingFactory(session=session, waiting=True)
    office, editor, lead = (
        person(role) for role in (Role.PSG_ORGANISER, Role.EDITOR, Role.QA_LEAD)
    )
    everything = what_opens(client, office, session, booking)
    assert len(everything) == 20
    # Who only looks at sessions has less still: the editor may change them.
    assert what_opens(client, editor, session, booking) == set()

    given = roles.granted()
    monkeypatch.setattr(
        roles,
        "_granted",
        {
            **given,
            "psg_organiser": given["psg_organiser"] - MOVED,
            "qa_lead": given["qa_lead"] | MOVED,
        },
    )
    sync_groups()

    assert what_opens(client, lead, session, booking) == everything
    assert what_opens(client, office, session, booking) == set()


def test_whoever_books_for_any_school_says_each_time_for_which():
    booking = BookingFactory()
    member = colleague_of(booking.school)
    assert only_right(member).school == booking.school

    both = colleague_of(booking.school)
    both.roles.create(role=Role.PSG_ORGANISER)
    assert only_right(both) is None
