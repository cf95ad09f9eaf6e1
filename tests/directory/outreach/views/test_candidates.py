from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.models import Candidate, OutreachSettings
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory, CandidateFactory
from tests.factories.people import lead_of, office, person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def test_anyone_may_say_that_they_are_interested(client):
    school = SchoolFactory(name="Hollow Oak")
    typed = {"name": "Verity", "email": "verity@example.org", "school": "Hollow Oak"}
    assert client.get("/become-an-ast/").status_code == 200
    assert client.post("/become-an-ast/", {**typed, "email": "no"}).status_code == 200
    response = client.post("/become-an-ast/", typed, follow=True)
    assert response.redirect_chain == [("/become-an-ast/noted/", 302)]
    assert Candidate.objects.get().school == school


def test_closed_recruitment_asks_for_nothing(client):
    OutreachSettings.objects.create(recruitment_closed=True)
    typed = {"name": "Verity", "email": "v@example.org", "school": SchoolFactory().urn}
    for response in (client.get("/become-an-ast/"), client.post("/become-an-ast/", typed)):
        assert "<form" not in response.content.decode().partition("<main")[2].partition("</main")[0]
    assert not Candidate.objects.exists()


def test_candidates_are_the_coordinators_and_the_heads(client):
    candidate = CandidateFactory()
    addresses = (
        reverse("outreach:candidates"),
        reverse("outreach:add_candidate"),
        reverse("outreach:candidate", args=[candidate.pk]),
        reverse("outreach:candidate_step", args=[candidate.pk, "support"]),
    )
    for user, status in (
        (person(Role.AST_COORDINATOR), 200),
        (person(Role.PD_HEAD), 200),
        (person(Role.ADVISER), 404),
        (person(Role.DIRECTOR), 404),
        (office(), 404),
        (lead_of(candidate.school), 404),
    ):
        client.force_login(user)
        assert {client.get(address).status_code for address in addresses} == {status}


def test_candidate_is_brought_to_a_post(client):
    client.force_login(person(Role.AST_COORDINATOR))
    SchoolFactory(name="Hollow Oak")
    typed = {"name": "Verity", "email": "verity@example.org", "school": "Hollow Oak"}
    client.post(reverse("outreach:add_candidate"), typed)
    candidate, post = Candidate.objects.get(), ASTPostFactory()
    held = ASTAppointmentFactory().post

    def step(name, **typed):
        return client.post(reverse("outreach:candidate_step", args=[candidate.pk, name]), typed)

    step("support", kind="visit", note="Talked.")
    step("apply")
    step("book", day=TODAY.isoformat())
    step("result", met="yes")
    assert "Offer of support" in client.get(reverse("outreach:candidates")).content.decode()
    appointed = {"starts_on": TODAY.isoformat(), "working_percent": 100}
    assert step("appoint", post=held.pk, **appointed).status_code == 200
    step("appoint", post=post.pk, **appointed)

    candidate.refresh_from_db()
    assert candidate.state == "appointed"
    assert post.appointments.get().practitioner == candidate.practitioner
    page = client.get(reverse("outreach:candidate", args=[candidate.pk])).content.decode()
    assert "Accredited on" in page


def test_list_costs_the_same_for_one_and_for_thirty(client, count_queries):
    client.force_login(person(Role.AST_COORDINATOR))
    address = f"{reverse('outreach:candidates')}?all=1"

    def more():
        candidate = CandidateFactory(met=True)
        candidate.support.create(kind="offer", due_on=date(2026, 1, 1))

    more()
    client.get(address)
    one = count_queries(lambda: client.get(address))
    for _ in range(29):
        more()
    assert count_queries(lambda: client.get(address)) == one <= 25
