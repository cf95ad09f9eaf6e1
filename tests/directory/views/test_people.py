"""People and roles of a school: for its leads, and for the office on any school."""

import re

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from directory.enums import ClaimState, Role
from directory.permissions import has_school_role
from directory.services.claims import make_claim
from directory.services.roles import grant_role
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(name="Brindle Down Primary School")


@pytest.fixture
def lead(client, school):
    user = lead_of(school, first_name="Honor", last_name="Pettifer")
    client.force_login(user)
    return user


def address(name: str, *args) -> str:
    return reverse(f"directory:{name}", args=args)


def test_people_are_listed_once_each_with_their_roles(client, school, lead):
    grant_role(lead, Role.SCHOOL_FINANCE, school=school)
    colleague = colleague_of(school)
    colleague_of(SchoolFactory())
    page = client.get(address("people", school.urn))

    assert [(line.user, line.roles) for line in page.context["people"]] == [
        (lead, ["Lead", "Finance"]),
        (colleague, ["Colleague"]),
    ]


def test_people_page_costs_the_same_for_one_person_and_for_thirty(
    client, school, lead, count_queries
):
    there = address("people", school.urn)
    make_claim(person(), school)
    client.get(there)
    one = count_queries(lambda: client.get(there))
    for _ in range(30):
        colleague_of(school)
        make_claim(person(), school)

    assert count_queries(lambda: client.get(there)) == one


def test_lead_agrees_a_claim(client, school, lead):
    claim = make_claim(person(), school)
    there = address("claim_decision", school.urn, claim.pk)
    assert client.get(there).status_code == 200
    client.post(there, {"agree": "1", "role": "school_member"})

    assert has_school_role(claim.user, school, Role.SCHOOL_MEMBER) is True


def test_lead_sees_which_line_of_the_staff_list_the_claim_is(client, school, lead):
    ColleagueFactory(school=school, name="P. Hathersedge", email="pearl@example.org")
    claim = make_claim(person(email="pearl@example.org"), school)
    page = client.get(address("claim_decision", school.urn, claim.pk)).content.decode()

    assert "As P. Hathersedge" in page


def test_lead_declines_and_must_say_why(client, school, lead):
    claim = make_claim(person(), school)
    there = address("claim_decision", school.urn, claim.pk)
    page = client.post(there, {"decline": "1", "reason": ""})
    assert "Say why" in page.content.decode()
    claim.refresh_from_db()
    assert claim.state == ClaimState.PENDING

    client.post(there, {"decline": "1", "reason": "Left us in July."})
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (ClaimState.DECLINED, "Left us in July.")


def test_claim_answered_by_somebody_else_meanwhile_is_said_and_not_undone(client, school, lead):
    from directory.services.claims import decline_claim

    claim = make_claim(person(), school)
    decline_claim(claim, by=lead_of(school), reason="No.")
    page = client.post(
        address("claim_decision", school.urn, claim.pk),
        {"agree": "1", "role": "school_member"},
        follow=True,
    )

    assert "Somebody else has answered this claim already" in page.content.decode()
    assert has_school_role(claim.user, school) is False


def test_own_claim_is_not_agreed(client, school, lead):
    claim = make_claim(lead, school, role="school_finance")
    page = client.post(
        address("claim_decision", school.urn, claim.pk), {"agree": "1", "role": "school_finance"}
    )

    assert "Somebody else has to agree your own claim" in page.content.decode()
    assert has_school_role(lead, school, Role.SCHOOL_FINANCE) is False


@pytest.mark.parametrize("role", ["psg_organiser", "admin", ""])
def test_claim_is_agreed_to_no_role_but_a_schools(client, school, lead, role):
    claim = make_claim(person(), school)
    client.post(address("claim_decision", school.urn, claim.pk), {"agree": "1", "role": role})

    assert not claim.user.roles.exists()


def test_lead_changes_roles(client, school, lead):
    user = colleague_of(school)
    client.post(
        address("person", school.urn, user.pk), {"roles": ["school_lead", "school_finance"]}
    )
    live = user.roles.live().values_list("role", flat=True)

    assert sorted(live) == ["school_finance", "school_lead"]


def test_roles_left_empty_are_refused_in_words(client, school, lead):
    user = colleague_of(school)
    page = client.post(address("person", school.urn, user.pk), {"x": "y"})

    assert "Choose at least one role" in page.content.decode()
    assert has_school_role(user, school) is True


@pytest.mark.parametrize("role", ["psg_organiser", "admin", "practitioner"])
def test_lead_gives_no_role_of_the_programme(client, school, lead, role):
    """SAFETY 38."""
    user = colleague_of(school)
    client.post(address("person", school.urn, user.pk), {"roles": ["school_member", role]})

    assert not user.roles.filter(role=role).exists()


def test_access_ended_is_felt_at_the_next_request(client, school, lead):
    """SAFETY 35."""
    from django.test import Client

    user, theirs = colleague_of(school), Client()
    theirs.force_login(user)
    assert theirs.get(address("school", school.urn)).status_code == 200
    client.post(address("end_access", school.urn, user.pk))

    assert theirs.get(address("school", school.urn)).status_code == 404
    assert user.is_active is True


def test_only_lead_stays(client, school, lead):
    page = client.post(address("end_access", school.urn, lead.pk), follow=True)
    assert "is the only lead" in page.content.decode()
    page = client.post(address("person", school.urn, lead.pk), {"roles": ["school_member"]})
    assert "is the only lead" in page.content.decode()

    assert has_school_role(lead, school, Role.SCHOOL_LEAD) is True


def test_lead_who_ends_the_own_access_is_shown_the_way_out(client, school, lead):
    lead_of(school)
    answer = client.post(address("end_access", school.urn, lead.pk))

    assert answer["Location"] == "/my-school/"


def test_office_does_it_all_on_the_schools_behalf_and_the_record_says_so(client, school):
    acting, user = office(), lead_of(school)
    client.force_login(acting)
    claim = make_claim(person(), school)
    assert client.get(address("people", school.urn)).status_code == 200
    client.post(
        address("claim_decision", school.urn, claim.pk), {"agree": "1", "role": "school_member"}
    )
    client.post(address("end_access", school.urn, user.pk))

    entries = ModelLogEntry.objects.filter(user=acting, action__in=["claim.agreed", "role.ended"])
    assert [entry.data["on_behalf_of"] for entry in entries] == [school.urn] * 2
    assert has_school_role(user, school) is False


def test_leads_own_doings_are_on_nobodys_behalf(client, school, lead):
    user = colleague_of(school)
    client.post(address("end_access", school.urn, user.pk))

    assert "on_behalf_of" not in ModelLogEntry.objects.get(action="role.ended").data


@pytest.mark.parametrize(
    "role",
    [Role.FINANCE, Role.EDITOR, Role.QA_LEAD, Role.PRACTITIONER, Role.AST_COORDINATOR, Role.ADMIN],
)
def test_no_other_role_of_the_programme_opens_a_school(client, school, role):
    client.force_login(person(role))
    for name in ("school", "people", "staff"):
        assert client.get(address(name, school.urn)).status_code == 404


def test_person_without_a_role_here_has_no_page_here(client, school, lead):
    elsewhere = colleague_of(SchoolFactory())

    assert client.get(address("person", school.urn, elsewhere.pk)).status_code == 404
    assert client.post(address("end_access", school.urn, elsewhere.pk)).status_code == 404


def test_school_page_says_what_one_is_and_shows_leads_the_way(client, school, lead):
    page = client.get(address("school", school.urn)).content.decode()
    assert "You are a lead." in page
    assert address("people", school.urn) in page

    client.force_login(finance_of(school))
    page = client.get(address("school", school.urn)).content.decode()
    assert "You are a finance contact." in page
    assert address("people", school.urn) not in page


def test_school_page_tells_leads_what_waits_for_them(client, school, lead):
    there = address("school", school.urn)
    assert "Waiting for you" not in client.get(there).content.decode()
    for _ in range(2):
        make_claim(person(), school)
    assert "2 people say they work here" in client.get(there).content.decode()

    client.force_login(colleague_of(school))
    assert "Waiting for you" not in client.get(there).content.decode()


def test_school_that_does_not_exist_and_one_of_others_look_alike(client, school):
    client.force_login(colleague_of(SchoolFactory()))
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    pages = [client.get(address("school", urn)) for urn in (school.urn, "999999")]
    theirs, nowhere = (token.sub(b"", page.content) for page in pages)

    assert [page.status_code for page in pages] == [404, 404]
    assert theirs.replace(school.urn.encode(), b"") == nowhere.replace(b"999999", b"")
