"""A school's bookings on a page of their own: folded by colleague or by date, each sees theirs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from psg_catalogue.enums import Attendance, BookingState
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


def shown(client, school, user, query=""):
    client.force_login(user)
    response = client.get(reverse("psg_catalogue:school_bookings", args=[school.urn]) + query)
    return re.sub(r"\s+", " ", response.content.decode()) if response.status_code == 200 else ""


def test_bookings_are_folded_by_colleague_with_their_states(client, school):
    aurelia = ColleagueFactory(school=school, name="Aurelia Finch", job_title="Year 2 teacher")
    first = BookingFactory(colleague=aurelia, session__title="Prompts that travel")
    full = StudyGroupSessionFactory(full=True, waiting=1, starts_at=twilight(20))
    waiting = BookingFactory(colleague=aurelia, session=full, waiting=True)
    off = BookingFactory(
        colleague=ColleagueFactory(school=school, name="Jasper Mallowby"),
        session=StudyGroupSessionFactory(cancelled=True),
        state=BookingState.CANCELLED_BY_ORGANISER,
    )
    given_back = BookingFactory(colleague__school=school, cancelled=True)
    page = shown(client, school, lead_of(school))
    assert page.count("Year 2 teacher") == 1
    for words in ("Prompts that travel", "Waiting, 2nd", "Cancelled by us", "2 sessions, next "):
        assert words in page
    assert given_back.colleague.name not in page
    assert f'href="/bookings/{first.pk}/cancel/"' in page
    assert f'action="/bookings/{waiting.pk}/leave/"' in page
    for booking in (first, waiting):
        assert f'href="/bookings/{booking.pk}/pass-on/"' in page
    assert f'href="/bookings/{off.pk}/cancel/"' not in page
    dated = shown(client, school, lead_of(school), "?by=date")
    assert dated.count('<details class="fold"') == 3
    assert "Cancelled, " in dated


def test_the_year_so_far_says_who_came(client, school):
    held = StudyGroupSessionFactory(held=True, came=0, starts_at=timezone.now() - timedelta(days=1))
    sorry = Attendance.APOLOGIES
    tobias = RegisterEntryFactory(session=held, school=school, name="Tobias Marchmain")
    RegisterEntryFactory(session=held, school=school, name="Aurelia Finch", attendance=sorry)
    RegisterEntryFactory(session=held, name="Somebody Else")
    long_ago = StudyGroupSessionFactory(
        held=True, came=0, starts_at=AcademicYear.current().starts_at - timedelta(days=30)
    )
    RegisterEntryFactory(session=long_ago, school=school, name="Last Year")
    page = shown(client, school, lead_of(school))
    assert tobias.name in page
    assert ("Came once" in page, "Sent apologies once" in page) == (True, True)
    assert "Somebody Else" not in page
    assert "Last Year" not in page


def test_a_colleague_sees_their_own_and_others_nothing(client, school):
    member = colleague_of(school)
    own = BookingFactory(colleague__school=school, colleague__user=member)
    other = BookingFactory(colleague__school=school)
    page = shown(client, school, member)
    assert own.session.study_group.title in page
    assert other.colleague.name not in page
    assert "Change who agrees" not in page
    assert shown(client, school, finance_of(school)) == ""
    assert shown(client, school, lead_of(SchoolFactory())) == ""
    assert other.colleague.name in shown(client, school, office())


def test_the_page_costs_the_same_for_one_and_for_thirty(client, school, count_queries):
    lead = lead_of(school)
    full, held = StudyGroupSessionFactory(full=True), StudyGroupSessionFactory(held=True)

    def add():
        BookingFactory(session=full, colleague__school=school, waiting=True)
        RegisterEntryFactory(session=held, school=school)

    add()
    client.force_login(lead)
    there = reverse("psg_catalogue:school_bookings", args=[school.urn])
    client.get(there)
    one = count_queries(lambda: client.get(there))
    for _ in range(29):
        add()
    assert count_queries(lambda: client.get(there)) == one
