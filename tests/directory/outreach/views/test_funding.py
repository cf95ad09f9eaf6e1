"""Money on screen: for whom it is, what each may press, what finance downloads."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.funding_enums import Paper, ReleaseState
from directory.outreach.models import FundingRelease
from tests.directory.outreach.outreach_people import in_state, money_people
from tests.factories.outreach_money import FundingReleaseFactory, StreamPostFactory, TermFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db
FUNDING = "/outreach/funding/"


@pytest.fixture
def people():
    return money_people()


def there(release: FundingRelease) -> str:
    return reverse("outreach:release", args=[release.pk])


def test_money_is_for_those_who_move_it_and_the_director(client):
    release = FundingReleaseFactory()
    pages = [FUNDING, there(release), reverse("outreach:stream", args=[release.stream_id])]
    readers = {Role.AST_COORDINATOR, Role.PD_HEAD, Role.FINANCE, Role.DIRECTOR, Role.ADMIN}
    visitors = {role: person(role) for role in Role if not role.value.startswith("school_")}
    visitors["head"] = lead_of(release.post.base_school)
    for role, visitor in visitors.items():
        if role == Role.ADMIN:
            continue  # an administrator of accounts is no reader of money
        client.force_login(visitor)
        for page in pages:
            assert client.get(page).status_code == (200 if role in readers else 404), (role, page)


def test_papers_are_marked_proposed_confirmed_and_released_by_three_people(client, people):
    release = FundingReleaseFactory()
    client.force_login(people[Role.AST_COORDINATOR])
    late = {"do": "receive", "paper": "plans", "on": "2199-01-01"}
    assert "Check the year" in client.post(there(release), late).content.decode()
    kept = client.post(there(release), {**late, "on": "2012-13-01"}).content.decode()
    assert 'value="2012-13-01"' in kept
    assert kept.count(" checked") == 1
    for papers in (["plans"], list(Paper)):  # one marked before is no error
        client.post(there(release), {"do": "receive", "paper": papers, "on": "2012-12-20"})
    shown = client.post(there(release), {"do": "propose"}, follow=True).content.decode()
    assert "£13,333.33 is proposed" in shown
    assert 'value="confirm"' not in shown
    assert "Somebody else confirms it" in shown

    client.force_login(people[Role.PD_HEAD])
    client.post(there(release), {"do": "confirm"})
    client.force_login(people[Role.FINANCE])
    client.post(there(release), {"do": "release", "on": "2012-12-21"})

    release.refresh_from_db()
    assert (release.state, release.released_on) == (ReleaseState.RELEASED, date(2012, 12, 21))
    assert release.plans_on == date(2012, 12, 20)


def test_refusal_is_a_sentence_and_what_was_typed_stays(client, people):
    release = in_state(FundingReleaseFactory(), "confirmed", people)
    client.force_login(people[Role.FINANCE])

    early = client.post(there(release), {"do": "release", "on": "2012-12-20"}).content.decode()
    assert "not before 21 December 2012" in early
    assert 'value="2012-12-20"' in early
    assert "Give a reason" not in early
    empty = client.post(there(release), {"do": "send_back", "reason": ""}).content.decode()
    assert "Enter the reason." in empty
    gone = client.post(there(release), {"do": "propose"}, follow=True).content.decode()
    assert "for somebody else to do" in gone
    assert client.post(there(release), {"do": "anything"}).status_code == 404
    assert client.post(there(release), {"do": "take_back", "paper": "x"}).status_code == 404
    release.refresh_from_db()
    assert release.state == ReleaseState.CONFIRMED


def test_withheld_release_says_why_and_goes_on(client, people):
    release = FundingReleaseFactory()
    client.force_login(people[Role.PD_HEAD])
    client.post(there(release), {"do": "withhold", "reason": "No plan is agreed."})

    assert "No plan is agreed." in client.get(there(release)).content.decode()
    client.post(there(release), {"do": "resume"})
    release.refresh_from_db()
    assert release.state == ReleaseState.AWAITING


def test_finance_downloads_what_to_pay_to_whom(client, people):
    release = in_state(FundingReleaseFactory(), "confirmed", people)
    other = FundingReleaseFactory(term=TermFactory(spring=True))
    client.force_login(people[Role.FINANCE])

    answer = client.get(FUNDING, {"format": "csv", "term": release.term_id})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["Pay"], row["Amount (£)"]) == (release.payee_name, "13333.33")
    assert (row["State"], row["Year"]) == ("Confirmed", "2012/13")
    assert str(other.post.subject) not in text
    workbook = client.get(FUNDING, {"format": "xlsx", "state": "awaiting"})
    assert workbook["Content-Type"].endswith("sheet")


def test_funding_pages_ask_the_same_of_the_database_at_1_and_at_30(client, people, count_queries):
    placed = StreamPostFactory(cover_pence=30_000)
    FundingReleaseFactory(stream=placed.stream, post=placed.post, placed=False)
    client.force_login(people[Role.FINANCE])
    pages = [FUNDING, reverse("outreach:stream", args=[placed.stream_id])]
    client.get(FUNDING)
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]

    for _ in range(29):
        FundingReleaseFactory(stream=placed.stream, placed__cover_pence=30_000)
    many = [count_queries(lambda page=page: client.get(page)) for page in pages]

    assert many == few
    assert max(many) <= 18
    shown = client.get(FUNDING, {"term": TermFactory().pk, "page": 1}).content.decode()
    assert shown.count(">Awaiting papers<") >= 30
    assert timezone.localdate().isoformat() not in shown
