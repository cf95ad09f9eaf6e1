"""What the search finds, in which order, and what it never shows."""

import pytest
from wagtail.models import PageViewRestriction

from home.queries.search import search_everything
from psg_catalogue.queries.addresses import addresses
from tests.factories.directory import PenPortraitPageFactory, PractitionerFactory, SubjectFactory
from tests.factories.home import ContentPageFactory, NewsPageFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def found(*words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in search_everything(list(words), addresses())]


@pytest.fixture
def everything():
    """One of each kind, with the word in its title."""
    group = StudyGroupPageFactory(title="Quokka in the classroom")
    StudyGroupSessionFactory(study_group=group, title="Quokka prompts")
    PenPortraitPageFactory(title="Quokka Larkspindle")
    ContentPageFactory(title="Quokka terms")
    NewsPageFactory(title="Quokka news")


def test_search_finds_every_kind_and_tells_them_apart(everything):
    assert found("quokka") == [
        ("study-group", "Quokka in the classroom"),
        ("session", "Quokka prompts"),
        ("portrait", "Quokka Larkspindle"),
        ("page", "Quokka terms"),
        ("news", "Quokka news"),
    ]


def test_search_gives_addresses_that_answer(client, everything):
    for hit in search_everything(["quokka"], addresses()):
        assert client.get(hit.url).status_code == 200


def test_search_wants_every_word(everything):
    assert found("quokka", "terms") == [("page", "Quokka terms")]
    assert found("quokka", "wombat") == []


def test_search_finds_a_study_group_by_its_leader_and_subject():
    leader = PractitionerFactory(name="Ezra Dovecote-Lunn")
    group = StudyGroupPageFactory(leaders=[leader], subjects=[SubjectFactory(name="Quokkology")])

    assert found("dovecote-lunn") == [("study-group", group.title)]
    assert found("quokkology", "ezra") == [("study-group", group.title)]


def test_search_puts_titles_before_other_words():
    ContentPageFactory(title="Wombats", standfirst="Of quokkas")
    ContentPageFactory(title="Quokkas")

    assert found("quokka") == [("page", "Quokkas"), ("page", "Wombats")]


def test_search_reads_blocks_but_not_their_markup():
    ContentPageFactory(title="Read", body=[("text", "<p>A <b>quokka</b> came.</p>")])

    assert found("quokka") == [("page", "Read")]
    assert found("contact_card") == []


def test_search_shows_no_draft():
    group = StudyGroupPageFactory(title="Quokka", live=False)
    StudyGroupSessionFactory(study_group=group, title="Quokka")
    StudyGroupSessionFactory(title="Quokka", live=False)
    PenPortraitPageFactory(title="Quokka", draft=True)
    ContentPageFactory(title="Quokka", live=False)
    NewsPageFactory(title="Quokka", live=False)

    assert found("quokka") == []


def test_search_shows_nobody_who_has_left():
    PenPortraitPageFactory(title="Quokka", practitioner=PractitionerFactory(left=True))

    assert found("quokka") == []


def test_search_shows_nothing_that_is_closed_to_the_public():
    group = StudyGroupPageFactory(title="Quokka")
    closed = [
        group,
        StudyGroupSessionFactory(study_group=group, title="Quokka").page,
        StudyGroupSessionFactory(title="Quokka").page,
        ContentPageFactory(title="Quokka"),
        NewsPageFactory(title="Quokka"),
    ]
    assert len(found("quokka")) == len(closed)
    for page in closed:
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert found("quokka") == []


def test_search_never_finds_by_a_joining_link():
    StudyGroupSessionFactory(online=True, joining_link="https://meet.example.org/quokka")

    assert found("quokka") == []


def test_search_costs_the_same_for_one_and_for_thirty(count_queries, everything):
    found("quokka")
    one = count_queries(lambda: found("quokka"))
    for number in range(30):
        StudyGroupSessionFactory(title=f"Quokka {number}")
        NewsPageFactory(title=f"Quokka {number}")

    assert count_queries(lambda: found("quokka")) == one
