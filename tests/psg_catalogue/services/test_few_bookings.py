"""The office's weekly note: once a week, and only where there is something to decide."""

import pytest

from core.models import Message
from core.services.periodic import registered_jobs
from psg_catalogue.services.few_bookings import tell_office_of_few_bookings
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


def test_the_office_is_told_once_a_week_where_there_is_any(time_machine):
    time_machine.move_to("2026-11-02 12:00+00:00")  # a Monday
    assert tell_office_of_few_bookings() == 0
    session = StudyGroupSessionFactory(starts_at=twilight(20), booked=2)

    assert tell_office_of_few_bookings() == 1
    time_machine.move_to("2026-11-08 12:00+00:00")
    assert tell_office_of_few_bookings() == 0
    time_machine.move_to("2026-11-09 12:00+00:00")
    assert tell_office_of_few_bookings() == 1

    letters = Message.objects.filter(kind="few_bookings")
    assert [each.to_email for each in letters] == ["office@example.org"] * 2
    assert letters[0].subject == "1 session with few bookings"
    assert f"{session.study_group.title}, 2 of 20 booked" in letters[0].text_body
    assert "/planning/#few" in letters[0].html_body
    assert registered_jobs()["few_bookings"].function is tell_office_of_few_bookings
