"""The planning board's screen: for whom it is, and what it costs."""

import pytest

from directory.enums import Role
from directory.models import KeyStage
from tests.factories.directory import PractitionerFactory, SubjectFactory
from tests.factories.people import office, person
from tests.factories.proposals import a_proposal
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)
from tests.psg_catalogue.queries.test_board import autumn  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
BOARD = "/planning/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-02 12:00+00:00")


def test_the_board_says_what_needs_somebody(client, autumn):  # noqa: F811
    leader, maths = PractitionerFactory(name="Osric"), SubjectFactory(name="Mathematics")
    ks2 = KeyStage.objects.get(slug="ks2")
    one, two = (
        StudyGroupPageFactory(title=title, leaders=[leader], subjects=[maths], key_stages=[ks2])
        for title in ("Reasoning", "Mixed ages")
    )
    few = StudyGroupSessionFactory(study_group=one, starts_at=twilight(8))
    StudyGroupSessionFactory(study_group=two, starts_at=twilight(8), booked=9)
    a_proposal(leader)
    client.force_login(office())

    page = client.get(BOARD).content.decode()

    for words in (
        "2 sessions of 2 study groups",
        "1 clash",
        "Osric also leads “Reasoning”, 16:15 to 17:45",
        "1 session with few bookings",
        "1 proposal to decide",
        f"/admin/sessions/merge/{few.pk}/",
        f"/admin/sessions/cancel/{few.pk}/",
        f"/planning/2026-27/?subject={maths.slug}&amp;stage=ks2#chosen",
        "fewer than expected",
    ):
        assert words in page
    chosen = client.get(f"/planning/2026-27/?subject={maths.slug}&stage=ks2").content.decode()
    assert "Mathematics, Key stage 2" in chosen
    assert (
        "There are no terms of this year yet" in client.get("/planning/2027-28/").content.decode()
    )
    assert client.get("/planning/1066-99/").status_code == 404


def test_the_board_is_for_those_who_plan_and_offers_each_what_they_may(client):
    few = StudyGroupSessionFactory(starts_at=twilight(8))
    for role in (Role.PSG_ORGANISER, Role.EDITOR, Role.AST_COORDINATOR, Role.PD_HEAD):
        client.force_login(person(role))
        page = client.get(BOARD)
        assert page.status_code == 200
        may_change = role in (Role.PSG_ORGANISER, Role.EDITOR)
        assert (f"/admin/sessions/cancel/{few.pk}/" in page.content.decode()) == may_change
    for user in (person(), person(Role.PRACTITIONER), person(Role.FINANCE), person(Role.QA_LEAD)):
        client.force_login(user)
        assert client.get(BOARD).status_code == 403


def test_the_board_costs_the_same_however_many(client, count_queries, autumn):  # noqa: F811
    client.force_login(office())

    def add(number: int) -> None:
        for _ in range(number):
            leader = PractitionerFactory()
            group = StudyGroupPageFactory(
                leaders=[leader], subjects=[SubjectFactory()], key_stages=KeyStage.objects.all()[:2]
            )
            StudyGroupSessionFactory(study_group=group, starts_at=twilight(8))
            StudyGroupSessionFactory(study_group=group, postponed=True)
            a_proposal(leader)

    add(1)
    client.get(BOARD)
    few = count_queries(lambda: client.get(BOARD))
    add(14)
    assert count_queries(lambda: client.get(BOARD)) == few <= 25
