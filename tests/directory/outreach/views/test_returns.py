"""Termly returns on screen: written by the AST, read by the head, received by the authority."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.enums import FundingType
from tests.directory.outreach.outreach_people import account_of, head_of
from tests.factories.outreach import ASTPostFactory
from tests.factories.outreach_money import TermFactory, TermReturnFactory
from tests.factories.people import finance_of, lead_of, person
from tests.factories.support import OutreachVisitFactory

pytestmark = pytest.mark.django_db
RETURNS = "/outreach/returns/"


def there(due) -> str:
    return reverse("outreach:return", args=[due.pk])


@pytest.mark.parametrize("kind", [FundingType.LA_FUNDED, FundingType.SCHOOL_FUNDED])
def test_return_opens_for_those_it_goes_to_and_nobody_else(client, kind):
    due = TermReturnFactory(post=ASTPostFactory(funding=kind))
    authority = [Role.AST_COORDINATOR, Role.PD_HEAD, Role.ADVISER]
    may = [account_of(due), head_of(due.post)]
    may_not = [
        person(),
        finance_of(due.post.base_school),
        lead_of(ASTPostFactory().base_school),
        account_of(TermReturnFactory()),
        *(person(role) for role in (Role.FINANCE, Role.DIRECTOR, Role.PSG_ORGANISER)),
    ]
    (may if kind == FundingType.LA_FUNDED else may_not).extend(person(role) for role in authority)

    for visitors, status in ((may, 200), (may_not, 404)):
        for visitor in visitors:
            client.force_login(visitor)
            assert client.get(there(due)).status_code == status, (visitor, status)


def test_ast_submits_what_is_on_record_and_the_authority_receives_it(client):
    due = TermReturnFactory(term=TermFactory(running=True))
    visit = OutreachVisitFactory(
        practitioner=due.practitioner, visited_on=timezone.localdate() - timedelta(2)
    )
    client.force_login(account_of(due))
    shown = client.get(there(due)).content.decode()
    assert visit.school.name in shown
    assert "Nil return" not in shown
    client.post(there(due), {"do": "submit", "highlights": "It went well."})

    client.force_login(person(Role.AST_COORDINATOR))
    assert "It went well." in client.get(there(due)).content.decode()
    empty = client.post(there(due), {"do": "send_back", "reason": ""}).content.decode()
    assert "Enter what has to change." in empty
    client.post(there(due), {"do": "receive"})
    due.refresh_from_db()
    assert (due.state, due.half_days) == ("received", 1)


def test_nil_return_is_ticked_and_an_empty_one_refused(client):
    due = TermReturnFactory()
    client.force_login(account_of(due))

    refused = client.post(there(due), {"do": "submit", "barriers": "Snow."}).content.decode()
    assert "Tick that it is a nil return" in refused
    assert "Snow." in refused
    client.post(there(due), {"do": "submit", "is_nil": "on", "barriers": "Snow."})
    due.refresh_from_db()
    assert (due.state, due.is_nil) == ("submitted", True)
    again = client.post(there(due), {"do": "receive"}, follow=True).content.decode()
    assert "for somebody else to do" in again
    assert client.post(there(due), {"do": "x"}).status_code == 404


def test_authority_lists_what_comes_to_it_and_no_school_funded_posts(client):
    due = TermReturnFactory()
    own = TermReturnFactory(post=ASTPostFactory(funding=FundingType.SCHOOL_FUNDED))
    client.force_login(person(Role.AST_COORDINATOR))

    shown = client.get(RETURNS, {"term": due.term_id}).content.decode()
    text = b"".join(client.get(RETURNS, {"format": "csv"}).streaming_content).decode("utf-8-sig")

    assert there(due) in shown
    assert "Overdue" in shown
    assert there(own) not in shown
    assert [row["AST"] for row in csv.DictReader(io.StringIO(text))] == [due.practitioner.name]
    for role in (Role.FINANCE, Role.PSG_ORGANISER, Role.PRACTITIONER):
        client.force_login(person(role))
        assert client.get(RETURNS).status_code == 404


def test_list_asks_the_same_of_the_database_at_1_and_at_30(client, count_queries):
    TermReturnFactory()
    client.force_login(person(Role.AST_COORDINATOR))
    client.get(RETURNS)
    few = count_queries(lambda: client.get(RETURNS))
    for _ in range(29):
        TermReturnFactory()

    assert count_queries(lambda: client.get(RETURNS)) == few <= 15
