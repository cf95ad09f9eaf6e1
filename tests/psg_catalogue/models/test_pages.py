"""The catalogue, a study group and a session as visitors see them."""

import pytest
from wagtail.models import PageViewRestriction

from psg_catalogue.models import StudyGroupSession
from psg_catalogue.services.session_changes import (
    cancel_session,
)
from tests.factories.core import UserFactory
from tests.factories.directory import (
    KeyStageFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
)
from tests.factories.psg_catalogue import (
    ChangeNoteFactory,
    SessionPageFactory,
    StudyGroupLeaderFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
    twilight,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
SECRET = "secret-room"
ADDRESS = "/study-groups/"


def shown(client, url: str = ADDRESS) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def a_full_programme(number: int) -> None:
    """So many sessions of as many groups, each with words, every third one full with a line."""
    for n in range(number):
        group = StudyGroupPageFactory(
            subjects=[SubjectFactory()],
            key_stages=[KeyStageFactory()],
            leaders=[PractitionerFactory()],
        )
        full = {"full": True, "waiting": 1} if n % 3 == 0 else {}
        StudyGroupSessionFactory(study_group=group, starts_at=twilight(2 + n), **full)


def test_catalogue_lists_what_is_next_by_month(client):
    session = StudyGroupSessionFactory(title="Prompts", full=True, waiting=3)
    page = shown(client)
    assert f'href="{session.page.get_url()}"' in page
    assert session.study_group.title in page
    assert "<strong>Full.</strong> 3 waiting" in page
    assert f'<h2 class="month-title">{session.starts_at:%B %Y}</h2>' in page
    assert "<strong>1 session</strong> to come, from 1 study group" in page


def test_catalogue_with_nothing_planned_says_so(client):
    the_catalogue()
    assert "Nothing is planned yet" in shown(client)


def test_catalogue_that_finds_nothing_offers_the_way_back(client):
    StudyGroupSessionFactory()
    page = shown(client, f"{ADDRESS}?q=zzz")
    assert "No sessions match" in page
    assert "Clear all" in page


def test_catalogue_shows_a_cancelled_session_as_cancelled(client):
    session = StudyGroupSessionFactory(booked=1)
    cancel_session(session, reason="Snow")
    page = shown(client)
    assert "Cancelled. Everyone booked has been told." in page
    assert "entry--off" in page


def test_catalogue_of_an_earlier_year_lists_what_was_on_the_latest_first(client):
    StudyGroupSessionFactory(study_group__title="To come")
    early = StudyGroupSessionFactory(held=True, came=4, starts_at=twilight(-9))
    late = StudyGroupSessionFactory(held=True, starts_at=twilight(-2))
    page = shown(client, f"{ADDRESS}?year={early.year}")
    assert "To come" not in page
    assert "<strong>4 came</strong>" in page
    assert page.index(late.study_group.title) < page.index(early.study_group.title)
    assert f'name="year" value="{early.year}" checked' in page


def test_catalogue_answers_any_address(client):
    StudyGroupSessionFactory()
    for query in (
        "year=2010", "year=soon", "page=0", "page=999", "page=x", "term=%00", "stage=" + "x" * 5000,
        "q=" + "word+" * 20_000, "near=%FF", "within=-1&near=a", "subject=" * 300,
    ):  # fmt: skip
        assert client.get(f"{ADDRESS}?{query}").status_code == 200, query[:40]


def test_catalogue_turns_the_page_after_thirty(client):
    group = StudyGroupPageFactory()
    for n in range(31):
        StudyGroupSessionFactory(study_group=group, starts_at=twilight(2 + n), title=f"S{n}")
    first, second = shown(client), shown(client, f"{ADDRESS}?page=2")
    assert (first.count('class="entry '), second.count('class="entry ')) == (30, 1)
    assert "Page 1 of 2" in first


def test_catalogue_never_shows_the_joining_link(client):
    session = StudyGroupSessionFactory(online=True, state="confirmed")
    client.force_login(UserFactory())
    for url in (ADDRESS, session.study_group.get_url(), session.page.get_url(), "/study-groups.ics",
                f"/study-groups/{session.study_group_id}.ics",
                f"/study-groups/calendar/{session.starts_at:%Y/%-m}/"):  # fmt: skip
        page = shown(client, url)
        assert session.study_group.title in page
        assert SECRET not in page


def test_catalogue_costs_the_same_for_one_thirty_and_three_hundred(client, count_queries):
    urls = (ADDRESS, f"{ADDRESS}?stage=ks1&q=e&near=Thistlecombe")

    def costs():
        return [count_queries(lambda url=url: client.get(url)) for url in urls]

    SchoolFactory(name="Thistlecombe", easting=1, northing=1)
    a_full_programme(1)
    costs()
    one = costs()
    a_full_programme(29)
    thirty = costs()
    group = StudyGroupPageFactory()
    pages = [SessionPageFactory(parent=group) for _ in range(270)]
    StudyGroupSession.objects.bulk_create(
        StudyGroupSession(
            page=page, study_group=group, starts_at=twilight(3), ends_at=twilight(4), capacity=9
        )
        for page in pages
    )
    assert one == thirty == costs()
    assert max(one) <= MOST_QUERIES


def test_catalogue_in_a_running_process_asks_little(client, count_queries, kept_fragments):
    a_full_programme(6)
    client.get(ADDRESS)
    assert count_queries(lambda: client.get(ADDRESS)) <= 7


def test_kept_words_do_not_hide_what_happened_since(client, kept_fragments):
    session = StudyGroupSessionFactory(title="Prompts", booked=1)
    assert "19 places left" in shown(client)
    cancel_session(session, reason="Snow")
    assert "Cancelled. Everyone booked" in shown(client)
    group = session.study_group
    group.subjects.add(SubjectFactory(name="Woodwork", slug="woodwork"))
    group.save_revision().publish()
    assert "Woodwork" in shown(client)
    assert "Woodwork" in shown(client, group.get_url())


def test_study_group_shows_sessions_before_its_words_and_its_leaders(client):
    school = SchoolFactory(name="Base School")
    leader = PractitionerFactory(name="Osric Penhallow-Batt", base_school=school)
    group = StudyGroupPageFactory(leaders=[leader], aims="<p>Words about aims.</p>")
    for n in (1, 2, 3):
        StudyGroupSessionFactory(study_group=group, title=f"Part {n}", starts_at=twilight(n))
    page = shown(client, group.get_url())
    assert "Study group of three sessions" in page
    assert "Session 2: Part 2" in page
    assert page.index("Part 1") < page.index("Words about aims.")
    assert "Osric Penhallow-Batt" in page
    assert "Base School" in page


def test_study_group_without_sessions_says_so(client):
    page = shown(client, StudyGroupPageFactory().get_url())
    assert "No session is planned" in page


def test_study_group_costs_the_same_for_one_and_thirty_sessions(client, count_queries):
    group = StudyGroupPageFactory(leaders=[PractitionerFactory()])
    StudyGroupSessionFactory(study_group=group, full=True, waiting=1)
    StudyGroupSessionFactory(study_group=group, held=True)
    url = group.get_url()
    client.get(url)
    few = count_queries(lambda: client.get(url))
    for n in range(28):
        StudyGroupSessionFactory(study_group=group, full=True, starts_at=twilight(3 + n))
    assert few == count_queries(lambda: client.get(url)) <= MOST_QUERIES


def test_session_shows_its_facts(client):
    venue = SchoolFactory(
        name="Thistlecombe Primary School", street="Mill Lane", postcode="ZZ3 4AB"
    )
    session = StudyGroupSessionFactory(venue=venue, venue_note="The hall", title="Prompts")
    page = shown(client, session.page.get_url())
    assert "Thistlecombe Primary School, Mill Lane, Thistlecombe" in page
    assert "ZZ3 4AB" in page
    assert "The hall" in page
    assert "16:15 to 17:45" in page
    assert "20 places left" in page


def test_session_at_a_place_that_is_no_school(client):
    session = StudyGroupSessionFactory(venue=None, venue_note="Saltings Sports Hall, Fenbury")
    assert "Saltings Sports Hall, Fenbury" in shown(client, session.page.get_url())
    session = StudyGroupSessionFactory(venue=None)
    assert "To be announced" in shown(client, session.page.get_url())


def test_cancelled_session_says_why_and_what_goes_ahead(client):
    group = StudyGroupPageFactory()
    session = StudyGroupSessionFactory(study_group=group, cancelled=True)
    other = StudyGroupSessionFactory(study_group=group, starts_at=twilight(20))
    page = shown(client, session.page.get_url())
    assert "This session is cancelled" in page
    assert "The leader is unwell." in page
    assert f'href="{other.page.get_url()}"' in page


def test_session_says_what_feedback_changed(client):
    group = StudyGroupPageFactory()
    StudyGroupSessionFactory(study_group=group, starts_at=twilight(3))
    session = StudyGroupSessionFactory(study_group=group, starts_at=twilight(10))
    ChangeNoteFactory(session=session)
    page = shown(client, session.page.get_url())
    assert "After session 1 you said" in page
    assert "Three prompts, each shown on video first." in page
    assert "Three prompts, each shown on video first." in shown(client, group.get_url())


def test_session_page_without_a_row_says_that_the_date_is_to_come(client):
    page = SessionPageFactory()
    text = shown(client, page.get_url())
    assert "The date is still to come" in text
    assert page.get_parent().get_url() in text


@pytest.mark.parametrize("given", [{}, {"full": True, "waiting": 1}, {"held": True}])
def test_session_page_asks_no_more_than_it_should(client, count_queries, given):
    session = StudyGroupSessionFactory(**given)
    url = session.page.get_url()
    client.get(url)
    assert count_queries(lambda: client.get(url)) <= MOST_QUERIES


def test_titles_are_words_and_nothing_else(client):
    evil = "<script>alert(1)</script>{{7*7}}"
    group = StudyGroupPageFactory(title=evil, summary=evil, audience=evil)
    school = SchoolFactory(name=evil)
    session = StudyGroupSessionFactory(
        study_group=group, title=evil, venue=school, cancelled=True, cancellation_reason=evil
    )
    for url in (ADDRESS, group.get_url(), session.page.get_url(),
                f"{ADDRESS}?q=%3Cscript%3Ealert(1)", f"{ADDRESS}?near=%3Cscript%3E"):  # fmt: skip
        page = shown(client, url)
        assert "<script>alert" not in page
        assert "49" not in page.split("<main")[1].split("</main")[0].replace("2049", "")


def test_page_for_some_people_only_is_not_shown_to_others(client):
    session = StudyGroupSessionFactory(study_group__title="Only for leaders")
    StudyGroupSessionFactory(study_group__title="For everyone")
    PageViewRestriction.objects.create(page=session.study_group, restriction_type="login")
    assert client.get(session.page.get_url()).status_code == 302
    assert client.get(session.study_group.get_url()).status_code == 302
    for url in (ADDRESS, "/study-groups.ics", f"/study-groups/calendar/{twilight(14):%Y/%-m}/"):
        page = shown(client, url)
        assert "Only for leaders" not in page
        assert "For everyone" in page
    assert client.get(f"/study-groups/{session.study_group_id}.ics").status_code == 404


def test_drafts_have_previews_and_no_address(client):
    session = StudyGroupSessionFactory(live=False, study_group__title="Reasoning")
    StudyGroupLeaderFactory(page=session.study_group)
    assert client.get(session.page.get_url()).status_code == 404
    for page in (session.page, session.study_group, the_catalogue()):
        answer = page.make_preview_request()
        assert answer.status_code == 200
        assert "Reasoning" in answer.content.decode() or page == the_catalogue()
