"""The page of those who decide: for each only what is theirs (CA L90, DOMAIN 2.6)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.enums import ReviewState
from directory.outreach.models import PostReview
from tests.directory.outreach.outreach_people import in_state, money_people
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import ASTPostFactory
from tests.factories.outreach_money import FundingReleaseFactory
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.django_db
PAGE = "/outreach/decisions/"
MONEY = {"Money to confirm", "Money to release"}
POSTS = {"Posts under review", "Funding to be redirected", "Posts asked for"}
THEIRS = {Role.PD_HEAD: POSTS | MONEY, Role.FINANCE: MONEY, Role.DIRECTOR: {"Appeals to hear"}}


def make_one_of_each(people) -> None:
    for state in ("proposed", "confirmed"):
        in_state(FundingReleaseFactory(), state, people)
    day = timezone.localdate()
    for state in (ReviewState.OPEN, ReviewState.PROPOSED, ReviewState.APPEALED):
        decided = {"decided_on": day, "weighed_on": day, "discussion": "By telephone."}
        PostReview.objects.create(
            post=ASTPostFactory(),
            trigger="leaver",
            state=state,
            appealed_on=day,
            **(decided if state != ReviewState.OPEN else {}),
        )
    ASTPostFactory(proposed=True)


def test_each_who_decides_finds_what_is_theirs_and_nothing_else(client):
    people = money_people()
    visitors = {**people, Role.DIRECTOR: person(Role.DIRECTOR)}
    client.force_login(visitors[Role.DIRECTOR])
    assert "Nothing waits for you" in client.get(PAGE).content.decode()

    make_one_of_each(people)
    for role, titles in THEIRS.items():
        client.force_login(visitors[role])
        shown = client.get(PAGE).content.decode()
        found = {title for titles in THEIRS.values() for title in titles if title in shown}
        assert found == titles, role
        home = client.get("/admin/").content.decode()
        assert ("release of outreach funding to confirm" in home) == (role != Role.DIRECTOR)
        assert ("appeal to hear" in home) == (role == Role.DIRECTOR)


def test_who_proposed_a_release_is_not_asked_to_confirm_it(client):
    people = money_people()
    release = in_state(FundingReleaseFactory(), "proposed", people)
    type(release).objects.filter(pk=release.pk).update(proposed_by=people[Role.FINANCE])
    address = reverse("outreach:release", args=[release.pk])

    client.force_login(people[Role.FINANCE])
    assert address not in client.get(PAGE).content.decode()
    client.force_login(people[Role.PD_HEAD])
    assert address in client.get(PAGE).content.decode()


def test_page_is_for_those_three_and_others_begin_elsewhere(client):
    begins = {Role.AST_COORDINATOR: "/outreach/desk/", Role.ADVISER: "/outreach/adviser/"}
    for role in Role:
        if role.value.startswith("school_"):
            continue
        client.force_login(person(role))
        assert client.get(PAGE).status_code == (200 if role in THEIRS else 404), role
        answer = client.get("/outreach/")
        expected = PAGE if role in THEIRS else begins.get(role, "")
        assert answer.get("Location", "") == expected, role
    client.force_login(lead_of(SchoolFactory()))
    assert client.get(PAGE).status_code == 404
    assert client.get("/outreach/").status_code == 200


def test_page_asks_the_same_of_the_database_at_1_and_at_8_of_each(client, count_queries):
    people = money_people()
    make_one_of_each(people)
    client.force_login(people[Role.PD_HEAD])
    client.get(PAGE)
    few = count_queries(lambda: client.get(PAGE))
    for _ in range(7):
        make_one_of_each(people)

    assert count_queries(lambda: client.get(PAGE)) == few <= 16
