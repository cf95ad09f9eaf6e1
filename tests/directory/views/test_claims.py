"""Claiming a school on the site: found without script, chosen, asked for, given up."""

import pytest
from django.urls import reverse

from directory.enums import ClaimState, Role
from directory.models import SchoolClaim
from directory.services.claims import agree_claim, make_claim
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, lead_of, person

pytestmark = pytest.mark.django_db

PAGE = "/my-school/claim/"


@pytest.fixture
def claimant(client):
    user = person(first_name="Pearl", last_name="Hathersedge")
    client.force_login(user)
    return user


@pytest.fixture
def school():
    return SchoolFactory(urn="900301", name="Brindle Down Primary School", town="Brindle")


def ask(client, at, **changes):
    typed = {"q": "brindle", "school": at.urn, "role": "school_member", "job_title": ""}
    return client.post(PAGE, {**typed, **changes})


@pytest.mark.parametrize("words", ["brindle down", "BRINDLE", "900301", "primary brindle"])
def test_school_is_found_by_name_town_or_urn(client, claimant, school, words):
    SchoolFactory(name="Thistlecombe School", town="Thistlecombe")
    page = client.get(PAGE, {"q": words})

    assert page.context["found"].schools == [school]
    assert "Brindle, Marlshire, URN 900301" in page.content.decode()


def test_closed_school_is_not_found(client, claimant):
    SchoolFactory(name="Brindle Old School", closed=True)
    page = client.get(PAGE, {"q": "brindle"})

    assert page.context["found"].schools == []
    assert "No open school matches" in page.content.decode()


def test_search_before_anything_is_typed_finds_nothing_and_says_nothing(client, claimant, school):
    page = client.get(PAGE)
    assert page.context["found"].schools == []
    assert "No open school matches" not in page.content.decode()


def test_one_letter_is_too_short(client, claimant, school):
    assert "Type two letters or more" in client.get(PAGE, {"q": "b"}).content.decode()


def test_many_schools_are_cut_short_and_the_page_says_so(client, claimant):
    for _ in range(21):
        SchoolFactory(town="Thistlecombe")
    page = client.get(PAGE, {"q": "thistlecombe"})

    assert len(page.context["found"].schools) == 20
    assert "More schools match" in page.content.decode()


@pytest.mark.parametrize("words", ["x" * 100_000, "a\x00b", "%", "_" * 40, "' or 1=1 --"])
def test_odd_search_words_are_ordinary(client, claimant, school, words):
    """SAFETY 57."""
    page = client.get(PAGE, {"q": words})

    assert page.status_code == 200
    assert page.context["found"].schools == []


def test_search_costs_the_same_for_one_school_and_for_twenty(client, claimant, count_queries):
    SchoolFactory(town="Oneford")
    for _ in range(20):
        SchoolFactory(town="Manyford")
    client.get(PAGE, {"q": "oneford"})

    assert count_queries(lambda: client.get(PAGE, {"q": "oneford"})) == count_queries(
        lambda: client.get(PAGE, {"q": "manyford"})
    )


def test_claim_waits_and_the_page_says_for_whom(client, claimant, school):
    lead_of(school, first_name="Honor", last_name="Pettifer")
    answer = ask(client, school, role="school_lead", job_title="Deputy head")
    claim = SchoolClaim.objects.get()
    page = client.get(answer["Location"]).content.decode()

    assert (claim.user, claim.school, claim.role, claim.job_title) == (
        claimant,
        school,
        "school_lead",
        "Deputy head",
    )
    assert "Honor Pettifer, a lead at your school, has been asked to agree." in page


def test_claim_of_a_school_without_a_lead_waits_for_the_office(client, claimant, school):
    answer = ask(client, school)

    assert "our office has been asked to agree" in client.get(answer["Location"]).content.decode()


def test_claim_without_a_choice_keeps_what_was_typed(client, claimant, school):
    page = client.post(PAGE, {"q": "brindle", "role": "school_lead", "job_title": "Deputy head"})
    words = page.content.decode()

    assert "Choose your school" in words
    assert "Deputy head" in words
    assert page.context["form"]["role"].value() == "school_lead"
    assert page.context["found"].schools == [school]
    assert not SchoolClaim.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "psg_organiser"},
        {"role": ""},
        {"school": "999999"},
        {"job_title": "x" * 121},
        {"job_title": "Teacher\nBcc: x@y.z"},
    ],
)
def test_claim_that_was_tampered_with_is_refused(client, claimant, school, changes):
    page = ask(client, school, **changes)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not SchoolClaim.objects.exists()


def test_school_that_was_not_among_those_found_is_refused(client, claimant, school):
    other = SchoolFactory(name="Elsewhere School", town="Elsewhere")
    page = ask(client, school, school=other.urn)

    assert "Choose one of the schools listed" in page.content.decode()


def test_hidden_fields_change_nothing(client, claimant, school):
    """SAFETY 38."""
    ask(client, school, state="agreed", decided_by=claimant.pk, user=lead_of(school).pk)
    claim = SchoolClaim.objects.get()

    assert (claim.state, claim.user, claim.decided_by) == (ClaimState.PENDING, claimant, None)


def test_role_one_has_already_is_refused_in_words(client, school):
    client.force_login(colleague_of(school))
    page = ask(client, school)

    assert "You have that already at Brindle Down Primary School" in page.content.decode()


def test_sixth_claim_is_refused_in_words(client, claimant, school):
    for _ in range(5):
        make_claim(claimant, SchoolFactory())
    assert "5 claims of yours are waiting" in ask(client, school).content.decode()


def test_own_claim_is_withdrawn_by_post_alone(client, claimant, school):
    claim = make_claim(claimant, school)
    there = reverse("directory:withdraw_claim", args=[claim.pk])
    assert client.get(there).status_code == 405
    client.post(there)
    claim.refresh_from_db()

    assert claim.state == ClaimState.WITHDRAWN


def test_claim_that_was_answered_meanwhile_is_not_withdrawn(client, claimant, school):
    claim = agree_claim(make_claim(claimant, school), by=lead_of(school))
    page = client.post(reverse("directory:withdraw_claim", args=[claim.pk]), follow=True)

    assert "has been answered already" in page.content.decode()


def test_nobody_elses_claim_is_withdrawn(client, claimant, school):
    claim = make_claim(person(), school)

    assert client.post(reverse("directory:withdraw_claim", args=[claim.pk])).status_code == 404
    claim.refresh_from_db()
    assert claim.state == ClaimState.PENDING


def test_name_that_is_markup_is_words_on_the_page(client, school):
    lead_of(school, first_name="<script>alert(1)</script>", last_name="{{ 7*7 }}")
    client.force_login(person())
    page = client.get(ask(client, school)["Location"]).content.decode()

    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_search_for_scripts_gives_the_same_schools(client, school):
    SchoolFactory(name="Brindle Academy", town="Fenbury Market", other_authority=True, urn="900500")
    answer = client.get("/schools/search/", {"q": "brindle"}).json()

    assert answer == {
        "schools": [
            {
                "urn": "900301",
                "name": "Brindle Down Primary School",
                "where": "Brindle, Marlshire, URN 900301",
            },
            {
                "urn": "900500",
                "name": "Brindle Academy",
                "where": "Fenbury Market, Fenbury, URN 900500",
            },
        ],
        "more": False,
    }


def test_search_for_scripts_is_cut_to_a_sensible_length(client, school):
    assert client.get("/schools/search/", {"q": "x" * 100_000}).json()["schools"] == []
    assert client.get("/schools/search/", {"q": "a\x00"}).json()["schools"] == []


def test_person_with_one_school_sees_its_page_at_once(client, school):
    client.force_login(colleague_of(school))
    assert client.get("/my-school/")["Location"] == f"/my-school/{school.urn}/"


def test_person_with_two_schools_chooses(client, school):
    user = colleague_of(school)
    other = SchoolFactory(name="St Wistan's CE Middle School")
    user.roles.create(role=Role.SCHOOL_LEAD, school=other)
    client.force_login(user)
    page = client.get("/my-school/")

    assert [each for each, _ in page.context["schools"]] == [school, other]


def test_person_with_none_is_asked_for_one(client, claimant):
    assert client.get("/my-school/")["Location"] == PAGE
