"""The made-up data itself: what the other tests stand on must be true of the database."""

import pytest

from psg_catalogue.enums import BookingState
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def test_full_session_factory_counts_what_it_books():
    session = StudyGroupSessionFactory(full=True, waiting=3)
    assert session.bookings.confirmed().count() == session.places_taken == session.capacity == 2
    assert session.bookings.filter(state=BookingState.WAITING_LIST).count() == 3


def test_held_session_factory_has_people_present():
    assert StudyGroupSessionFactory(held=True).entries.present().count() == 3


def test_session_factory_puts_the_page_below_its_study_group():
    session = StudyGroupSessionFactory(cancelled=True, title="Prompts that travel")
    assert session.page.get_parent().specific == session.study_group
    assert session.page.title == "Prompts that travel"
    assert session.page.live
