"""The screens of a proposal: a form that keeps what was typed, and to each what is theirs."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.urls import reverse

from core.academic_year import LONDON
from directory.enums import Role
from directory.models import KeyStage, Term
from psg_catalogue.models import GroupProposal, StudyGroupPage
from psg_catalogue.queries.proposals import wished_dates
from psg_catalogue.services import proposals as services
from tests.factories.directory import LocalAuthorityFactory, PractitionerFactory, SubjectFactory
from tests.factories.people import office, person
from tests.factories.proposals import a_proposal, a_wish
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
)

pytestmark = pytest.mark.django_db
LIST, NEW = "/planning/proposals/", "/planning/proposals/new/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 12:00+00:00")
    the_catalogue()


@pytest.fixture
def proposer():
    return PractitionerFactory(user=person(Role.PRACTITIONER))


def typed(**words) -> dict:
    lines = {
        f"dates-{number}-{name}": ""
        for number in range(3)
        for name in ("day", "starts", "ends", "title")
    }
    return {
        "title": "Reasoning every day",
        "academic_year": "2026",
        "summary": "Short prompts.",
        "aims": "Prompts for any lesson",
        "year_changes": "Pupils say why.",
        "audience": "Teachers of key stage 1",
        "subjects": [SubjectFactory().pk],
        "key_stages": [KeyStage.objects.get(slug="ks1").pk],
        "session_count": "2",
        "capacity": "16",
        "dates-TOTAL_FORMS": "3",
        "dates-INITIAL_FORMS": "3",
        **lines,
        **words,
    }


def test_a_practitioner_proposes_and_the_office_approves(client, proposer):
    client.force_login(proposer.user)
    asked = typed(
        **{"dates-1-day": "2027-01-12", "dates-1-starts": "16:15", "dates-1-ends": "17:45"}
    )
    answer = client.post(NEW, asked)
    proposal = GroupProposal.objects.get()
    address = reverse("psg_catalogue:proposal", args=[proposal.pk])
    assert answer["Location"] == address
    assert [f"{each.day}" for each in proposal.dates.all()] == ["2027-01-12"]
    page = client.get(address).content.decode()
    assert "Tuesday 12 January 2027" in page
    assert f"{address}withdraw/" in page
    assert f"{address}approve/" not in page

    client.force_login(office())
    page = client.get(address).content.decode()
    assert f"{address}approve/" in page
    assert f"{address}withdraw/" not in page
    client.post(f"{address}approve/", {"answer": ""})
    made = StudyGroupPage.objects.get()
    assert not made.live
    assert f"/admin/pages/{made.pk}/edit/" in client.get(address).content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, proposer):
    client.force_login(proposer.user)
    wrong = typed(
        subjects=[],
        aims="Kept as it was typed",
        **{
            "dates-0-day": "2026-11-20",
            "dates-0-starts": "17:45",
            "dates-0-ends": "16:15",
            "dates-1-title": "No date",
            "dates-2-day": "2027-09-14",
            "dates-2-starts": "16:15",
            "dates-2-ends": "17:45",
        },
    )

    answer = client.post(NEW, wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert GroupProposal.objects.count() == 0
    for words in (
        "Choose the subjects.",
        "That date is not to come any more.",
        "A session ends after it starts.",
        "Give the date, or empty this line.",
        "Kept as it was typed",
    ):
        assert words in page
    wrong = typed(
        **{"dates-0-day": "2027-09-14", "dates-0-starts": "9:00", "dates-0-ends": "10:00"}
    )
    assert "This date is not in 2026-27" in client.post(NEW, wrong).content.decode()
    client.post(NEW, typed())
    assert (
        "You have proposed a study group of this title"
        in client.post(NEW, typed()).content.decode()
    )


def test_a_proposal_that_came_back_is_changed_from_what_it_was(client, proposer):
    proposal = a_proposal(proposer, co_leaders=[PractitionerFactory()])
    services.send_back(proposal, answer="Could one be online?")
    client.force_login(proposer.user)
    address = reverse("psg_catalogue:change_proposal", args=[proposal.pk])
    page = client.get(address).content.decode()
    assert "Could one be online?" in page
    assert "Reasoning every day" in page

    client.post(address, typed(title="Online too"))

    proposal.refresh_from_db()
    assert (proposal.state, proposal.title) == ("proposed", "Online too")
    assert list(proposal.co_leaders.all()) == []
    services.decline_proposal(proposal, answer="No.")
    assert client.get(address).status_code == 302


def test_who_reads_and_who_does_what(client, proposer):
    other = PractitionerFactory(user=person(Role.PRACTITIONER))
    named = PractitionerFactory(user=person(Role.PRACTITIONER))
    left = PractitionerFactory(user=person(Role.PRACTITIONER), left=True)
    proposal = a_proposal(proposer, co_leaders=[named])
    address = reverse("psg_catalogue:proposal", args=[proposal.pk])
    may = {
        # who: the list, a new one, this one, changing it, approving it, withdrawing it
        proposer.user: (200, 200, 200, 200, 404, 200),
        named.user: (200, 200, 200, 404, 404, 404),
        other.user: (200, 200, 404, 404, 404, 404),
        left.user: (403, 403, 404, 404, 404, 404),
        person(): (403, 403, 404, 404, 404, 404),
        office(): (200, 403, 200, 404, 200, 404),
        person(Role.AST_COORDINATOR): (200, 403, 200, 404, 404, 404),
        person(Role.FINANCE): (403, 403, 404, 404, 404, 404),
    }
    rest = ("change/", "approve/", "withdraw/")
    addresses = [LIST, NEW, address, *(f"{address}{each}" for each in rest)]
    for user, expected in may.items():
        client.force_login(user)
        found = tuple(client.get(each).status_code for each in addresses)
        assert found == expected, user
        assert client.post(f"{address}nothing/").status_code == 404
    client.force_login(other.user)
    client.post(f"{address}withdraw/")
    client.post(f"{address}approve/")
    proposal.refresh_from_db()
    assert proposal.state == "proposed"
    assert proposal.title not in client.get(LIST).content.decode()


def test_a_step_that_is_not_possible_any_more_says_so_and_words_are_asked_for(client, proposer):
    proposal = a_proposal(proposer)
    address = reverse("psg_catalogue:proposal", args=[proposal.pk])
    client.force_login(office())
    assert "Write what should change" in client.post(f"{address}send_back/").content.decode()
    services.withdraw_proposal(proposal)
    answer = client.post(f"{address}approve/", {"answer": ""})
    assert answer.status_code == 422
    assert "A proposal that is withdrawn cannot do this." in answer.content.decode()
    assert StudyGroupPage.objects.count() == 0


def test_the_list_costs_the_same_however_many(client, count_queries):
    client.force_login(office())

    def add(number: int) -> None:
        for _ in range(number):
            a_proposal()
            services.withdraw_proposal(a_proposal())

    add(1)
    client.get(LIST)
    few = count_queries(lambda: client.get(LIST))
    add(14)
    assert count_queries(lambda: client.get(LIST)) == few <= 15


def test_the_office_reads_what_stands_in_the_way_of_each_date(client, proposer):
    Term.objects.create(
        authority=LocalAuthorityFactory(),
        academic_year=2026,
        season="spring",
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 3, 26),
    )
    led = StudyGroupPageFactory(title="Reasoning", leaders=[proposer])
    start = datetime(2027, 1, 12, 16, 15, tzinfo=LONDON)
    StudyGroupSessionFactory(study_group=led, starts_at=start)
    days = (date(2027, 1, 12), date(2027, 1, 19), date(2027, 3, 30))
    proposal = a_proposal(proposer, dates=[a_wish(day) for day in days])

    found = wished_dates(proposal, in_the_way=True)

    assert [(each.closed, len(each.clashes)) for each in found] == [
        ("", 1),
        ("", 0),
        ("Holiday", 0),
    ]
    address = reverse("psg_catalogue:proposal", args=[proposal.pk])
    for user, reads in ((office(), True), (proposer.user, False)):
        client.force_login(user)
        page = client.get(address).content.decode()
        assert ("also leads “Reasoning”, 16:15 to 17:45" in page) == reads
        assert ("Holiday" in page) == reads


def test_the_draft_is_published_with_its_sessions_in_one_go(client, proposer):
    proposal = a_proposal(proposer, dates=[a_wish(date(2027, 1, 12))])
    page = services.approve_proposal(proposal).page
    client.force_login(office())
    shown = client.get(reverse("psg_catalogue:proposal", args=[proposal.pk])).content.decode()
    url = unescape(re.search(r'href="(/admin/bulk/[^"]*)"', shown)[1])
    assert "include" in client.get(url).content.decode()
    client.post(url, {"include_descendants": "on"})
    assert list(page.sessions.published()) == list(page.sessions.all()) != []
    client.force_login(proposer.user)
    shown = client.get(reverse("psg_catalogue:proposal", args=[proposal.pk])).content.decode()
    assert "/admin/bulk/" not in shown
    assert "/admin/pages/" not in shown
