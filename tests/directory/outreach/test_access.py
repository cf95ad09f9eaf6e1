"""The rows of DOMAIN 2.6 that concern requests, plans, visits and evaluations: who may, and who may
not, each by the address itself."""

from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import User
from directory.enums import Role
from directory.models import School
from directory.outreach.models import OutreachEvaluation, OutreachPlan, OutreachVisit
from directory.outreach.models.plan import SupportedColleague
from directory.outreach.services.plans import send_plan
from directory.outreach.views import plans as plan_views
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, person
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
    the_ast,
)

pytestmark = pytest.mark.django_db
CANARY = "Canarina Featherstone"


@dataclass
class Cast:
    """A plan with everybody who is something to it, and those who are nothing."""

    plan: OutreachPlan
    visit: OutreachVisit
    host: School
    base: School
    people: dict[str, User]
    sessions: dict[str, str]


def everybody() -> Cast:
    """`other_*` are people of the same kind whom this plan does not concern."""
    host, base = SchoolFactory(name="Host school"), SchoolFactory(name="Base school")
    leader, head = lead_of(host), lead_of(base)
    adviser = person(Role.ADVISER)
    ast = the_ast(base_school=base)
    request = OutreachRequestFactory(
        accepted=True, state="planned", school=host, practitioner=ast, requested_by=adviser
    )
    plan = OutreachPlanFactory(
        agreed=True, practitioner=ast, host_school=host, request=request,
        leader_email=leader.email, base_head_email=head.email,
    )  # fmt: skip
    SupportedColleague.objects.create(plan=plan, name=CANARY, job="Teacher")
    visit = OutreachVisitFactory(agreement=plan.live_agreement)
    people = {
        "ast": ast.user,
        "host_leader": leader,
        "base_head": head,
        "requesting_adviser": adviser,
        "ast_coordinator": person(Role.AST_COORDINATOR),
        "other_adviser": person(Role.ADVISER),
        "other_ast": the_ast(base_school=base).user,
        "other_host_lead": lead_of(host),
        "other_base_lead": lead_of(base),
        "other_school_lead": lead_of(SchoolFactory()),
        "host_colleague": colleague_of(host),
        "host_finance": finance_of(host),
        "pd_head": person(Role.PD_HEAD),
        "director": person(Role.DIRECTOR),
        "office": person(Role.PSG_ORGANISER),
        "qa_lead": person(Role.QA_LEAD),
        "finance": person(Role.FINANCE),
        "editor": person(Role.EDITOR),
        "administrator": person(Role.ADMIN),
        "nobody": person(),
    }
    return Cast(plan, visit, host, base, people, {who: session_of(people[who]) for who in people})


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.session.session_key


@pytest.fixture(scope="module")
def made(made_once) -> Cast:
    return made_once(everybody)


@pytest.fixture
def cast(made) -> Cast:
    return deepcopy(made)


def through(client: Client, cast: Cast, who: str) -> Client:
    """The client as this person, signed in once for all."""
    client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: cast.sessions[who]})
    return client


def answers(client, cast: Cast, name: str, *args, post: dict | None = None) -> dict:
    """What the address answers to each of them."""
    address, found = reverse(f"outreach:{name}", args=args), {}
    for who in cast.people:
        through(client, cast, who)
        found[who] = client.post(address, post) if post is not None else client.get(address)
        assert found[who].status_code in (200, 302, 404, 422), (who, found[who].status_code)
    return found


def opens(client, cast: Cast, name: str, *args, post: dict | None = None) -> set[str]:
    """For whom the address is there."""
    found = answers(client, cast, name, *args, post=post)
    return {who for who, response in found.items() if response.status_code != 404}


READERS = {"ast", "host_leader", "base_head", "requesting_adviser", "ast_coordinator"}
TRIAGE = {"ast_coordinator", "requesting_adviser", "other_adviser"}


def test_plan_with_its_supported_colleague_is_read_by_five_and_nobody_else(
    client, cast, monkeypatch
):
    # The paper itself is made once in test_plan_pages: here it is only asked who has it.
    monkeypatch.setattr(plan_views, "pdf_response", lambda *words: HttpResponse())
    for who, response in answers(client, cast, "plan", cast.plan.pk).items():
        assert (response.status_code != 404) == (who in READERS), who
        assert (CANARY in response.content.decode()) == (who in READERS), who
    assert opens(client, cast, "plan_pdf", cast.plan.pk) == READERS
    for who, response in answers(client, cast, "plans").items():
        page = response.content.decode()
        assert (cast.plan.focus in page) == (who in READERS), who
        assert CANARY not in page


def test_plan_is_written_by_the_ast_and_the_coordinator(client, cast):
    OutreachPlan.objects.filter(pk=cast.plan.pk).update(state="draft")
    assert opens(client, cast, "write_plan", cast.plan.pk) == {"ast", "ast_coordinator"}


def test_plan_is_agreed_by_its_parties_alone(client, cast):
    OutreachPlan.objects.filter(pk=cast.plan.pk).update(state="draft", version=2)
    cast.plan.refresh_from_db()
    cast.plan.agreements.update(superseded_at=timezone.now())
    send_plan(cast.plan, by=None)
    address, agreed = reverse("outreach:plan", args=[cast.plan.pk]), set()
    for who in cast.people:
        through(client, cast, who)
        before = cast.plan.parties.filter(agreed_at__isnull=False).count()
        client.post(address, {"act": "agree"})
        if cast.plan.parties.filter(agreed_at__isnull=False).count() > before:
            agreed.add(who)
    assert agreed == {"ast", "base_head", "host_leader", "ast_coordinator"}
    cast.plan.refresh_from_db()
    assert cast.plan.state == "active"


def test_visits_are_recorded_changed_and_removed_by_the_ast_alone(client, cast):
    keepers = {"ast", "other_ast"}
    assert opens(client, cast, "new_visit") == keepers
    assert opens(client, cast, "this_term") == keepers
    assert opens(client, cast, "visit", cast.visit.pk) == {"ast"}
    through(client, cast, "other_ast")
    typed = {
        "visited_on": str(cast.visit.visited_on), "part": "pm", "activity": "visit",
        "plan": cast.plan.pk, "summary": "Mine?"}  # fmt: skip
    assert client.post(reverse("outreach:new_visit"), typed).status_code == 422
    del cast.people["ast"]
    assert opens(client, cast, "remove_visit", cast.visit.pk, post={}) == set()
    assert OutreachVisit.objects.filter(pk=cast.visit.pk).exists()


def test_evaluation_is_read_by_the_ast_the_base_head_and_where_it_pays_the_authority(client, cast):
    now = timezone.now()
    OutreachEvaluation.objects.create(
        plan=cast.plan, kind="completion", asked_at=now, due_on=timezone.localdate(),
        answered_at=now, support=4, impact=3)  # fmt: skip
    both = {"ast", "base_head"}
    authority = {"ast_coordinator", "requesting_adviser", "other_adviser"}
    assert opens(client, cast, "plan_evaluation", cast.plan.pk) == both | authority
    OutreachPlan.objects.filter(pk=cast.plan.pk).update(authority_pays=False)
    assert opens(client, cast, "plan_evaluation", cast.plan.pk) == both
    assert opens(client, cast, "evaluations") == {"ast_coordinator"}


def test_ast_keeps_their_copies_after_leaving(client, cast):
    """CA L39: copies of evaluations are kept by the AST always."""
    ast = cast.plan.practitioner
    ast.left_on = timezone.localdate()
    ast.save()
    through(client, cast, "ast")
    for name in ("plan", "plan_evaluation"):
        assert client.get(reverse(f"outreach:{name}", args=[cast.plan.pk])).status_code == 200
    assert client.get(reverse("outreach:new_visit")).status_code == 404


def test_requests_are_triaged_by_the_coordinator_and_the_advisers(client, cast):
    request = cast.plan.request
    assert opens(client, cast, "requests") == TRIAGE
    assert opens(client, cast, "adviser_asks") == TRIAGE
    assert opens(client, cast, "request", request.pk) == TRIAGE
    assert opens(client, cast, "ast_outreach", cast.plan.practitioner_id) == {"ast_coordinator"}


def test_schools_leads_see_what_their_school_asks_and_is_asked(client, cast):
    request = cast.plan.request
    hosts, bases = {"host_leader", "other_host_lead"}, {"base_head", "other_base_lead"}
    assert opens(client, cast, "school_support", cast.host.urn) == hosts
    assert opens(client, cast, "school_request", cast.host.urn, request.pk) == hosts
    assert opens(client, cast, "school_request", cast.base.urn, request.pk) == bases
    assert opens(client, cast, "link_schools", cast.base.urn) == bases
    # Before it is asked, the base school sees nothing of the request.
    type(request).objects.filter(pk=request.pk).update(state="matched")
    assert opens(client, cast, "school_request", cast.base.urn, request.pk) == set()


def test_steps_that_are_somebody_elses_are_not_made(client, cast):
    """The table of moves says who: an adviser does not offer, a host does not accept."""
    request = OutreachRequestFactory(accepted=True, state="matched", school=cast.host)
    address = reverse("outreach:request", args=[request.pk])
    through(client, cast, "other_adviser")
    for step in ("offer", "wait", "accept", "plan", "nonsense"):
        client.post(address, {"step": step, "wait-reason": "Later."})
    request.refresh_from_db()
    assert request.state == "matched"
    through(client, cast, "ast_coordinator")
    client.post(address, {"step": "offer"})
    through(client, cast, "host_leader")
    client.post(reverse("outreach:school_request", args=[cast.host.urn, request.pk]),
                {"step": "accept"})  # fmt: skip
    request.refresh_from_db()
    assert request.state == "offered"
