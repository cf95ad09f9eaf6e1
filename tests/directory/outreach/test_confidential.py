"""P14: the supported colleague and the authority's own category, in a whole journey from a request
to an evaluation, are in no letter, address, export, log, history, search index or file name."""

import logging
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex
from wagtail.search.models import IndexEntry

from core.letters import letters
from core.letters.words import parts_of
from core.models import Message
from directory.enums import Role
from directory.outreach import letters as outreach_letters
from directory.outreach.models import OutreachRequest
from directory.outreach.services import evaluations, plans, visits
from directory.outreach.services import requests as asking
from directory.outreach.services.agreeing import agree_plan, send_plan_back
from directory.outreach.services.plans import Objective
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import CategoryOfConcernFactory
from tests.factories.people import lead_of, person
from tests.factories.support import the_ast

pytestmark = pytest.mark.django_db
COLLEAGUE, JOB = "Canarina Featherstone", "Teacher of aviculture"
SOURCE = "Canary list of the authority"


@pytest.fixture
def handed(monkeypatch):
    """What each letter's template was handed: more than it shows might be looked for in it."""
    facts, really = [], outreach_letters.queue_message

    def hand(**message):
        facts.append(message["context"])
        return really(**message)

    monkeypatch.setattr(outreach_letters, "queue_message", hand)
    return facts


@pytest.fixture
def journey(client, caplog, handed):
    """Everything that can be done, on the pages and by the services; the addresses visited."""
    caplog.set_level(logging.DEBUG)
    host, base = SchoolFactory(type_code="1", name="Host school"), SchoolFactory(name="Base school")
    CategoryOfConcernFactory(school=host, local=True, source=SOURCE)
    leader, head, ast = lead_of(host), lead_of(base), the_ast(base_school=base)
    coordinator, adviser = person(Role.AST_COORDINATOR), person(Role.ADVISER)
    request = asking.ask_for_support(
        school=host, need="Phonics.", requester_name="Maud", requester_email=leader.email, by=leader
    )
    asking.acknowledge_request(request, by=coordinator)
    asking.ask_adviser(request, adviser, by=coordinator)
    asking.advise_on_request(request, comment="Yes.", by=adviser)
    asking.match_request(request, ast, by=coordinator)
    asking.offer_request(request, by=coordinator)
    request = asking.accept_offer(request, by=head)
    plan = plans.begin_plan(request, by=ast.user)
    words = {"by": ast.user, "focus": "Phonics", "half_days": 2, "leader_name": "Maud"}
    goal = Objective("Brisk phonics", "Three lessons", timezone.localdate())
    plans.write_plan(plan, objectives=[goal], colleagues=[(COLLEAGUE, JOB)], **words)
    plans.send_plan(plan, by=ast.user)
    send_plan_back(plan.parties.get(party="host_leader"), comment="Fewer days.")
    plans.send_plan(plan, by=ast.user)
    for party in plan.parties.filter(version=2):
        plan = agree_plan(party)
    visits.record_visit(ast, visited_on=timezone.localdate(), part="am", activity="visit",
                        summary="Taught.", plan=plan, by=ast.user)  # fmt: skip
    evaluations.complete_plan(plan, by=ast.user)
    asked = plan.evaluations.get(kind="completion")
    evaluations.remind(asked)
    evaluations.answer_evaluation(asked, support=4, impact=3)
    return plan, {"host": leader, "base": head, "ast": ast.user, "coordinator": coordinator,
                  "adviser": adviser}  # fmt: skip


# Schools, the AST, whoever asked or answered as such, and what is of a post, a term or a meeting.
MAY_STAND = {
    "school", "base", "host", "ast", "requester", "adviser", "who", "term", "day", "amount",
    "payee", "post_subject", "phase", "funding", "sort", "title",
}  # fmt: skip


def test_nothing_but_these_facts_can_be_placed_in_a_letter_of_outreach():
    """What the office writes around facts can name neither the colleague nor a category."""
    kinds = [each.kind for each in letters() if each.kind.startswith("outreach_")]
    names = {name for kind in kinds for part in parts_of(kind) for name in part.names}
    assert names <= MAY_STAND


def words_of(rows) -> str:
    return "\n".join(str(vars(row)) for row in rows)


def test_neither_the_colleague_nor_the_local_category_gets_out(client, journey, handed, caplog):
    plan, people = journey
    facts = [fact for each in handed for fact in each.values()]
    assert not [fact for fact in facts if not isinstance(fact, str | int | date)]  # no plan whole
    kept = {
        "what letters may say": "\n".join(map(str, facts)),
        "letters": words_of(Message.objects.all()),
        "history": words_of(ModelLogEntry.objects.all()),
        "index": words_of(IndexEntry.objects.all()),
        "references": words_of(ReferenceIndex.objects.all()),
        "log": caplog.text,
    }
    assert len(handed) == Message.objects.count() > 15
    assert "outreach_plan.agree" in kept["history"]
    for where, words in kept.items():
        for secret in (COLLEAGUE, "Featherstone", JOB, SOURCE, "Maintained school in a category"):
            assert secret not in words, where
    client.force_login(people["coordinator"])
    for name in ("outreachrequest", "outreachplan", "outreachvisit"):
        sent = client.get(reverse(f"{name}:index"), {"export": "csv"})
        body = b"".join(sent.streaming_content) if sent.streaming else sent.content
        assert COLLEAGUE.encode() not in body
        assert b"category" not in body.lower()


def test_band_is_seen_by_the_authority_and_on_no_page_of_a_school(client, journey):
    plan, people = journey
    OutreachRequest.objects.filter(pk=plan.request_id).update(state="offered")
    band = "Maintained school in a category"
    client.force_login(people["adviser"])
    for page in (reverse("outreach:requests"), reverse("outreach:request", args=[plan.request_id])):
        assert band in client.get(page).content.decode()
    for who, school in (("host", plan.host_school), ("base", plan.base_school)):
        client.force_login(people[who])
        for address in (
            reverse("outreach:school_support", args=[school.urn]),
            reverse("outreach:school_request", args=[school.urn, plan.request_id]),
            reverse("directory:school", args=[school.urn]),
            reverse("outreach:my_outreach"),
        ):
            page = client.get(address).content.decode()
            assert "in a category" not in page, address
            assert "Band" not in page
            assert SOURCE not in page
