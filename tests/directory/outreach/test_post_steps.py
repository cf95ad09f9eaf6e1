"""Who may take which step of a post, and when: a row each, and nobody else (DOMAIN 2.6)."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.outreach.enums import FundingType
from directory.outreach.models import PostReview
from directory.outreach.post_steps import STEPS, Scene
from directory.outreach.steps import open_steps
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
    PostReviewFactory,
    ReleaseAgreementFactory,
)
from tests.factories.people import colleague_of, lead_of, office, person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TWO, HEAD, DIRECTOR, LEAD = {"ast_coordinator", "pd_head"}, {"pd_head"}, {"director"}, {"base_lead"}
ACTORS = {"adviser", "ast", *TWO, *DIRECTOR, *LEAD}
WHO = {
    "approve": TWO, "decline": TWO, "appoint": TWO, "leaving": TWO | LEAD, "review": TWO,
    "weigh": HEAD, "continue": HEAD, "propose": HEAD, "appeal": LEAD, "hear": DIRECTOR,
    "redirect": HEAD, "fund": LEAD, "release": TWO, "end-release": TWO, "keep": TWO,
    "convert": TWO, "mentor": TWO, "induction": TWO, "exempt": TWO, "end-exemption": TWO,
    "close": HEAD,
}  # fmt: skip


def weighed(**fields) -> PostReview:
    return PostReviewFactory(weighed_on=TODAY, **fields)


def decided(state: str, days_ago: int = 0) -> PostReview:
    day = TODAY - timedelta(days_ago)
    return PostReviewFactory(state=state, weighed_on=day, decided_on=day, discussion="Talked.")


ACADEMY = {"base_school__type_code": "34"}
BASIC = {"exempt", "convert"}
# What stands, and the steps that somebody may then take.
SCENES = {
    "proposed": (lambda: ASTPostFactory(proposed=True), {"approve", "decline"}),
    "vacant": (ASTPostFactory, {"appoint", "review", "close", *BASIC}),
    "filled": (lambda: ASTAppointmentFactory().post, {"leaving", "mentor", "review", *BASIC}),
    "school-funded": (
        lambda: ASTPostFactory(funding=FundingType.SCHOOL_FUNDED), {"appoint", "close", *BASIC},
    ),
    "new": (
        lambda: new_holder().post, {"leaving", "mentor", "review", "induction", *BASIC},
    ),
    "exempt": (
        lambda: ASTPostFactory(exempt_from=TODAY, exempt_reason="Exceptional"),
        {"appoint", "review", "close", "end-exemption", "convert"},
    ),
    "under review": (lambda: PostReviewFactory().post, {"weigh", "fund", "appoint", *BASIC}),
    "no priority": (
        lambda: weighed().post, {"weigh", "continue", "propose", "fund", "appoint", *BASIC},
    ),
    "one priority": (
        lambda: weighed(priority_area=True).post, {"weigh", "continue", "fund", "appoint", *BASIC},
    ),
    "Ofsted": (
        lambda: in_category(weighed().post), {"weigh", "continue", "fund", "appoint", *BASIC},
    ),
    "redirected in time": (
        lambda: decided("proposed").post, {"appeal", "fund", "appoint", *BASIC},
    ),
    "too late to appeal": (
        lambda: decided("proposed", 60).post, {"appeal", "redirect", "fund", "appoint", *BASIC},
    ),
    "appealed": (lambda: decided("appealed").post, {"hear", "fund", "appoint", *BASIC}),
    "academy": (
        lambda: ASTPostFactory(funding=FundingType.ACADEMY_RELEASE, **ACADEMY),
        {"appoint", "close", "release", "keep", "exempt"},
    ),
    "released": (
        lambda: ReleaseAgreementFactory(post__base_school__type_code="34").post,
        {"appoint", "close", "end-release", "keep", "exempt"},
    ),
    "to be an academy": (
        lambda: to_convert(ASTPostFactory()), {"appoint", "review", "close", "release", *BASIC},
    ),
    "retained": (
        lambda: ASTPostFactory(state="retained", funding=FundingType.ACADEMY_KEPT, **ACADEMY),
        {"close", "release", "exempt"},
    ),
    "closed": (lambda: ASTPostFactory(state="closed", closed_on=TODAY), set()),
    "declined": (lambda: ASTPostFactory(state="declined", opened_on=None), set()),
}  # fmt: skip


def new_holder():
    held = ASTAppointmentFactory()
    held.induction.create(aim="role")
    return held


def in_category(post):
    CategoryOfConcernFactory(school=post.base_school)
    return post


def to_convert(post):
    SchoolFactory(predecessor=post.base_school, type_code="34")
    return post


@pytest.mark.parametrize("scene", SCENES)
def test_steps_of_each_scene_are_each_actors_own(scene):
    make, possible = SCENES[scene]
    post = make()
    for actor in sorted(ACTORS):
        expected = {name for name in possible if actor in WHO[name]}
        assert set(open_steps(STEPS, Scene(post), frozenset({actor}))) == expected, actor


def test_every_step_is_in_the_table():
    assert set(STEPS) == set(WHO)
    for name, actor in product(STEPS, ACTORS):
        assert STEPS[name].is_for(frozenset({actor})) is (actor in WHO[name])


def test_step_of_somebody_else_is_not_there(client):
    post = ASTAppointmentFactory().post
    post.appointments.get().practitioner.user = person()
    people = {
        "lead": (lead_of(post.base_school), {"leaving"}),
        "coordinator": (person(Role.AST_COORDINATOR), {"leaving", "mentor", "review", *BASIC}),
        "adviser": (person(Role.ADVISER), set()),
        "director": (person(Role.DIRECTOR), set()),
        "office": (office(), set()),
        "colleague": (colleague_of(post.base_school), set()),
        "neighbour": (lead_of(SchoolFactory()), set()),
    }
    for who, (user, opens) in people.items():
        client.force_login(user)
        found = {
            name
            for name in STEPS
            if client.get(reverse("outreach:post_step", args=[post.pk, name])).status_code == 200
        }
        assert found == opens, who
        assert client.get(reverse("outreach:post_step", args=[post.pk, "none"])).status_code == 404
