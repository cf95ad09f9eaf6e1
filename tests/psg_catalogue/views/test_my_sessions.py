"""A leader's page: their own sessions by what is to be done, and the count of the year."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.academic_year import AcademicYear
from psg_catalogue.queries.my_sessions import my_sessions
from tests.factories.directory import PractitionerFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db
PAGE = "/my-sessions/"


@pytest.fixture
def leader(time_machine):
    time_machine.move_to("2026-11-20 12:00+00:00")
    leader = PractitionerFactory(user=person())
    leader.kind.expected_study_groups = 3
    leader.kind.save()
    return leader


def test_my_sessions_stand_by_what_is_to_be_done(client, leader):
    group = StudyGroupPageFactory(leaders=[leader])
    coming = StudyGroupSessionFactory(study_group=group, booked=2, capacity=9, title="Coming")
    late = StudyGroupSessionFactory(study_group=group, past=True, confirmed=True, title="Late")
    held = StudyGroupSessionFactory(study_group=group, held=True, came=4, title="Held")
    off = StudyGroupSessionFactory(study_group=group, postponed=True, title="No date", past=True)
    StudyGroupSessionFactory(study_group=group, cancelled=True, title="Cancelled")
    StudyGroupSessionFactory(title="Somebody else's")
    years_ago = timezone.now() - timedelta(days=400)
    StudyGroupSessionFactory(
        study_group=group, held=True, starts_at=years_ago, title="Of another year"
    )

    found = my_sessions(leader.user)

    assert (found.coming, found.to_close, found.held) == ([off, coming], [late], [held])
    client.force_login(leader.user)
    page = client.get(PAGE).content.decode()
    assert "2 of 9" in page
    for address in (f"/results/{held.pk}/", f"/registers/{coming.pk}/", f"/sessions/{coming.pk}/"):
        assert address in page
    for words in ("Cancelled", "Somebody else", "Of another year"):
        assert words not in page


def test_a_draft_is_named_and_not_linked(client, leader):
    group = StudyGroupPageFactory(leaders=[leader])
    draft = StudyGroupSessionFactory(study_group=group, live=False, title="Drafted")
    client.force_login(leader.user)

    page = client.get(PAGE).content.decode()

    assert "Drafted" in page
    assert "Not on the site yet" in page
    assert f'href="/sessions/{draft.pk}/"' not in page


def test_the_count_is_of_study_groups_against_what_the_leaders_kind_says(client, leader):
    """CB ¶4: three study groups a year; of two sessions of one group the group counts once."""
    one, two = (StudyGroupPageFactory(leaders=[leader]) for _ in range(2))
    for group in (one, one, two):
        StudyGroupSessionFactory(study_group=group)
    StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[leader]), cancelled=True)
    client.force_login(leader.user)

    found = my_sessions(leader.user)
    page = client.get(PAGE).content.decode()

    assert (found.offered, found.expected, found.still_expected) == (2, 3, 1)
    assert "study groups offered, of 3 expected" in page
    assert "1 more study group expected" in page
    leader.kind.expected_study_groups = 2
    leader.kind.save()
    assert my_sessions(leader.user).still_expected == 0
    assert my_sessions(leader.user, AcademicYear.current().next).offered == 0


def test_my_sessions_are_for_those_who_lead(client):
    for visitor in (person(), office()):
        client.force_login(visitor)
        assert client.get(PAGE).status_code == 403


def test_my_sessions_cost_the_same_however_many(client, leader, count_queries):
    group = StudyGroupPageFactory(leaders=[leader])
    client.force_login(leader.user)

    def add(number: int) -> None:
        for _ in range(number):
            StudyGroupSessionFactory(study_group=group)
            StudyGroupSessionFactory(study_group=group, held=True)

    add(1)
    client.get(PAGE)
    few = count_queries(lambda: client.get(PAGE))
    add(14)

    assert count_queries(lambda: client.get(PAGE)) == few
    assert few <= 15
