"""The home page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import PartnershipSettings
from directory.enums import Season
from directory.models import Term
from home.models import HomePage
from psg_catalogue.enums import SessionState
from tests.factories.directory import (
    LocalAuthorityFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
)
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


def front(client):
    return client.get("/").context["front"]


@pytest.fixture
def term():
    """A term of the host authority around today."""
    today = timezone.localdate()
    start = today - timedelta(days=30)
    return Term.objects.create(
        authority=LocalAuthorityFactory(code=PartnershipSettings.load().host_authority_code),
        academic_year=today.year if today.month >= 9 else today.year - 1,
        season=Season.AUTUMN,
        starts_on=start,
        ends_on=today + timedelta(days=30),
    )


def test_home_page_of_a_new_site_answers(client):
    page = client.get("/").content.decode()

    assert "<h1" in page
    assert "Good teaching, passed on" in page
    assert "Advanced Skills Teachers (ASTs) are" in page
    assert "Nothing is planned yet" in page
    assert "What a subscription gives" in page


def test_home_page_lists_the_next_five_and_nothing_that_is_over(client):
    StudyGroupSessionFactory(past=True, title="Over")
    for days in (9, 3, 5, 1, 7, 11):
        StudyGroupSessionFactory(starts_at=twilight(days), title=f"In {days}")

    assert [each.title for each in front(client).sessions] == [
        f"In {days}" for days in (1, 3, 5, 7, 9)
    ]


def test_home_page_shows_no_draft(client):
    StudyGroupSessionFactory(live=False)

    assert front(client).sessions == []


def test_home_page_lists_what_one_may_come_to_and_the_catalogue_the_rest_as_well(client):
    """What is called off would stand first, and fills none of the five places."""
    for days in range(1, 5):
        off = {"cancelled": True} if days % 2 else {"state": SessionState.POSTPONED}
        StudyGroupSessionFactory(starts_at=twilight(days), title=f"Off in {days}", **off)
    for days in range(5, 10):
        StudyGroupSessionFactory(starts_at=twilight(days), title=f"On in {days}")

    assert [each.title for each in front(client).sessions] == [f"On in {n}" for n in range(5, 10)]
    assert "Cancelled. Everyone booked has been told." not in client.get("/").content.decode()
    catalogue = client.get("/study-groups/").content.decode()
    assert catalogue.count("Cancelled. Everyone booked has been told.") == 2


def test_home_page_draws_the_term(client, term):
    StudyGroupSessionFactory(starts_at=twilight(7))
    StudyGroupSessionFactory(starts_at=twilight(7), cancelled=True)
    weeks = front(client).weeks

    assert sum(week.sessions for week in weeks) == 1
    assert [week.state for week in weeks].count("now") == 1


def test_home_page_has_somebody_who_speaks(client):
    PenPortraitPageFactory(title="Ezra Dovecote-Lunn", own_words="“I visit classes.”")
    page = client.get("/").content.decode()

    assert "“I visit classes.”" in page
    assert "In Ezra’s" in page


def test_home_page_shows_the_one_an_editor_chose(client):
    PenPortraitPageFactory.create_batch(3)
    chosen = PenPortraitPageFactory(own_words="Chosen words.")
    HomePage.objects.update(featured=chosen)

    assert front(client).own_words.words == "Chosen words."


def test_home_page_never_shows_who_has_left_or_is_a_draft(client):
    PenPortraitPageFactory(draft=True)
    chosen = PenPortraitPageFactory(practitioner=PractitionerFactory(left=True))
    HomePage.objects.update(featured=chosen)
    response = client.get("/")

    assert response.context["front"].own_words is None
    assert 'class="plates"' not in response.content.decode()


def test_home_page_shows_its_editors_words(client):
    HomePage.objects.update(promise="Quokkas", cover_title="Gains", cover_points="One\n\n two \n")
    response = client.get("/")

    assert "Quokkas</h1>" in response.content.decode()
    assert response.context["page"].cover_lines == ["One", "two"]


def test_home_page_keeps_its_parts_a_minute(client, count_queries, term, kept_fragments):
    StudyGroupSessionFactory(full=True, waiting=1)
    PenPortraitPageFactory()
    client.get("/")

    assert count_queries(lambda: client.get("/")) <= 12


def test_home_page_costs_the_same_however_much_is_on(client, count_queries, term):
    PenPortraitPageFactory()
    for days in (-20, 5):
        StudyGroupSessionFactory(starts_at=twilight(days))
    StudyGroupSessionFactory(full=True, waiting=1, starts_at=twilight(0) + timedelta(hours=8))
    client.get("/")
    client.get("/")
    few = count_queries(lambda: client.get("/"))
    for number in range(30):
        StudyGroupSessionFactory(starts_at=twilight(number + 1))
    PenPortraitPageFactory.create_batch(10)

    assert count_queries(lambda: client.get("/")) == few
    assert few <= 17
