"""A request's way from the form to the base school's yes, and who hears of each step."""

import uuid

import pytest

from core.models import Message, PartnershipSettings
from core.moves import MoveNotAllowed
from directory.enums import Outreach, Role
from directory.models import School
from directory.outreach.enums import FundingType
from directory.outreach.models import OutreachRequest
from directory.outreach.models.request import LinkType, Route
from directory.outreach.services import requests as services
from directory.outreach.states.request import RequestState, request_moves
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.people import lead_of, person
from tests.factories.support import OutreachRequestFactory, the_ast

pytestmark = pytest.mark.django_db
ASKER = "asker@example.org"


@pytest.fixture
def coordinator():
    office = PartnershipSettings.load()
    office.coordinator_email = "coordinator@example.org"
    office.save()
    return person(Role.AST_COORDINATOR, email="evander@example.org")


@pytest.fixture
def adviser():
    return person(Role.ADVISER, email="adviser@example.org")


def ask(school: School | None = None, **fields) -> OutreachRequest:
    return services.ask_for_support(
        school=school or SchoolFactory(),
        need="Phonics does not stick.",
        requester_name="Maud Ellerwood",
        requester_email=ASKER,
        **fields,
    )


def told() -> set[str]:
    """Who has a letter since this was last asked."""
    found = set(Message.objects.values_list("to_email", flat=True))
    Message.objects.all().delete()
    return found


def test_each_step_tells_those_it_concerns_and_nobody_else(coordinator, adviser):
    host, base = SchoolFactory(), SchoolFactory()
    host_lead, base_lead = lead_of(host), lead_of(base)
    lead_of(SchoolFactory()), person(Role.ADVISER)
    ast = the_ast(base_school=base)

    request = ask(host)
    assert told() == {ASKER, host_lead.email, "coordinator@example.org"}
    services.acknowledge_request(request, by=coordinator)
    assert told() == {ASKER}
    services.ask_adviser(request, adviser, by=coordinator)
    assert told() == {adviser.email}
    services.advise_on_request(request, comment="Yes, first.", by=adviser)
    assert told() == {"coordinator@example.org"}
    services.match_request(request, ast, by=coordinator)
    assert told() == set()
    services.offer_request(request, by=coordinator)
    assert told() == {base_lead.email, ast.user.email}
    accepted = services.accept_offer(request, by=base_lead)
    assert told() == {ASKER, ast.user.email, "coordinator@example.org"}
    assert (accepted.state, accepted.practitioner) == (RequestState.ACCEPTED, ast)
    assert accepted.adviser_comment == "Yes, first."


def test_no_ast_of_the_authority_is_matched_before_an_adviser_is_consulted(coordinator):
    request = ask()
    services.acknowledge_request(request, by=coordinator)
    with pytest.raises(services.NotConsulted):
        services.match_request(request, the_ast(), by=coordinator)
    request.refresh_from_db()
    assert (request.state, request.practitioner) == (RequestState.ACKNOWLEDGED, None)


def test_advisers_own_request_counts_as_advice(coordinator, adviser):
    request = ask(route=Route.IMPROVEMENT, by=adviser)
    assert (request.adviser, request.consulted_on is not None) == (adviser, True)
    services.acknowledge_request(request, by=coordinator)
    matched = services.match_request(request, the_ast(), by=coordinator)
    assert matched.state == RequestState.MATCHED


def test_school_that_funds_its_ast_decides_and_the_authority_has_a_copy(coordinator):
    post = ASTPostFactory(funding=FundingType.SCHOOL_FUNDED)
    base_lead = lead_of(post.base_school)
    ast = the_ast(base_school=post.base_school, in_post=False)
    ASTAppointmentFactory(post=post, practitioner=ast)
    request = ask(preferred=ast)

    assert (request.state, request.base_school_decides) == (RequestState.OFFERED, True)
    assert told() == {ASKER, "coordinator@example.org", base_lead.email, ast.user.email}
    with pytest.raises(MoveNotAllowed):
        services.decline_request(request, reason="No.", by=coordinator)
    declined = services.decline_offer(request, reason="She is on leave.", by=base_lead)
    assert (declined.state, declined.reason) == (RequestState.DECLINED, "She is on leave.")
    assert told() == {ASKER, "coordinator@example.org"}


def test_base_school_of_the_authoritys_ast_hands_back_and_does_not_decline(coordinator):
    request = OutreachRequestFactory(accepted=True, state=RequestState.OFFERED)
    base_lead = lead_of(request.practitioner.base_school)
    with pytest.raises(services.NotTheirsToDecide):
        services.decline_offer(request, reason="No.", by=base_lead)
    back = services.hand_back_offer(request, comment="No cover.", by=base_lead)
    assert (back.state, back.practitioner) == (RequestState.ACKNOWLEDGED, None)
    assert told() == {"coordinator@example.org"}


def test_school_link_is_for_the_schools_own_ast_and_asks_it_no_second_time(coordinator):
    base = SchoolFactory()
    ast, base_lead = the_ast(base_school=base), lead_of(base)
    link = {"route": Route.LINK, "base_school": base, "link_type": LinkType.FEEDER}
    with pytest.raises(services.NotTheirAST):
        ask(**link, preferred=the_ast(), by=base_lead)
    request = ask(**link, preferred=ast, by=base_lead)
    assert request.state == RequestState.SUBMITTED
    agreed = services.agree_link(request, by=coordinator)
    assert (agreed.state, agreed.practitioner) == (RequestState.ACCEPTED, ast)
    with pytest.raises(services.NotTheirAST):
        services.agree_link(ask(), by=coordinator)

    funding = the_ast(outreach=Outreach.ASK_SCHOOL, in_post=False)
    own = {**link, "base_school": funding.base_school}
    assert ask(**own, preferred=funding).state == RequestState.ACCEPTED


def test_ast_of_their_own_school_only_cannot_be_asked_for(coordinator):
    for kept in (PractitionerFactory(own_school=True), PractitionerFactory(left=True)):
        with pytest.raises(services.NotRequestable):
            ask(preferred=kept)
        request = OutreachRequestFactory(state=RequestState.ACKNOWLEDGED)
        with pytest.raises(services.NotRequestable):
            services.match_request(request, kept, by=coordinator)
    nobodys = the_ast(in_post=False)
    ask(preferred=nobodys)
    for post in (None, {"state": "retained"}, {"funding": FundingType.ACADEMY_KEPT}):
        if post:
            ASTAppointmentFactory(post=ASTPostFactory(**post), practitioner=nobodys)
        request = OutreachRequestFactory(state=RequestState.ACKNOWLEDGED)
        with pytest.raises(services.NotRequestable, match="holds no AST post"):
            services.match_request(request, nobodys, by=coordinator)
    OutreachRequest.objects.filter(preferred=nobodys).delete()
    assert not OutreachRequest.objects.filter(state="submitted").exists()


def test_form_sent_twice_is_one_request_and_withdrawing_twice_one_withdrawal(coordinator):
    number = uuid.uuid4()
    first = ask(form_number=number)
    assert ask(form_number=number).pk == first.pk
    told()
    services.withdraw_request(first)
    services.withdraw_request(first)
    assert Message.objects.count() == 1
    assert told() == {"coordinator@example.org"}


def test_waiting_and_declining_say_why(coordinator):
    request = OutreachRequestFactory(state=RequestState.ACKNOWLEDGED, requester_email=ASKER)
    waiting = services.keep_waiting(request, reason="Nobody is free\nbefore May.", by=coordinator)
    assert (waiting.state, waiting.reason) == ("waiting", "Nobody is free before May.")
    assert "before May" in Message.objects.get().text_body
    declined = services.decline_request(request, reason="Asked twice.", by=coordinator)
    assert declined.state == RequestState.DECLINED
    assert told() == {ASKER}


def test_every_step_moves_as_the_table_says_from_every_state(coordinator, adviser):
    """Each pair of a state and a step: moved to the table's target, or refused and unchanged."""
    steps = {
        "acknowledge": lambda it: services.acknowledge_request(it, by=coordinator),
        "ask_adviser": lambda it: services.ask_adviser(it, adviser, by=coordinator),
        "advise": lambda it: services.advise_on_request(it, comment="Yes.", by=adviser),
        "match": lambda it: services.match_request(it, it.practitioner, by=coordinator),
        "offer": lambda it: services.offer_request(it, by=coordinator),
        "accept": lambda it: services.accept_offer(it, by=coordinator),
        "hand_back": lambda it: services.hand_back_offer(it, comment="No.", by=coordinator),
        "decline_offer": lambda it: services.decline_offer(it, reason="No.", by=coordinator),
        "wait": lambda it: services.keep_waiting(it, reason="Later.", by=coordinator),
        "decline": lambda it: services.decline_request(it, reason="No.", by=coordinator),
        "plan": lambda it: services.follow_the_plan(it, "plan", by=coordinator),
        "unplan": lambda it: services.follow_the_plan(it, "unplan", by=coordinator),
        "withdraw": lambda it: services.withdraw_request(it, by=coordinator),
    }
    assert {move.name for move in request_moves} - set(steps) == {"agree_link", "ask_base_school"}
    request = OutreachRequestFactory(accepted=True)
    ast = request.practitioner
    for state in RequestState:
        for name, act in steps.items():
            OutreachRequest.objects.filter(pk=request.pk).update(
                state=state, practitioner=ast, reason="Said.", base_school_decides=True
            )
            request.refresh_from_db()
            move = request_moves[name]
            if state in move.sources:
                act(request)
                wanted = move.target
            elif name == "withdraw" and state == "withdrawn":
                act(request)
                wanted = state
            else:
                with pytest.raises(MoveNotAllowed):
                    act(request)
                wanted = state
            request.refresh_from_db()
            assert request.state == wanted, (state, name)
