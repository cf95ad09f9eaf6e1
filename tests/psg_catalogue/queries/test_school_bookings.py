"""What a school's page shows of its year."""

import pytest

from psg_catalogue.booking_rights import BookingRight
from psg_catalogue.queries import school_bookings
from psg_catalogue.queries.school_bookings import attendance_this_year
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import RegisterEntryFactory, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


def test_attendance_of_the_year_comes_by_pages(monkeypatch, count_queries):
    monkeypatch.setattr(school_bookings, "LINES_ON_A_PAGE", 2)
    school, session = (
        SchoolFactory(),
        StudyGroupSessionFactory(held=True, came=0, starts_at=twilight(0)),
    )
    for name in ("Ada", "Bea", "Cyd"):
        RegisterEntryFactory(session=session, school=school, name=name)
    right = BookingRight(None, school, everyone=True)

    first, last = attendance_this_year(right), attendance_this_year(right, "2")
    assert [[fold.title for fold in page] for page in (first, last)] == [["Ada", "Bea"], ["Cyd"]]
    assert (first.paginator.num_pages, last.has_next()) == (2, False)
    assert count_queries(lambda: attendance_this_year(right)) == 2
