import pytest
from django.urls import reverse

from directory.enums import BACK_OFFICE_ROLES, Role
from directory.outreach.enums import AUTHORITY_ROLES
from directory.outreach.models import ASTPost, PostAllocation
from tests.factories.directory import LocalAuthorityFactory
from tests.factories.outreach import ASTPostFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

WRITERS = (Role.AST_COORDINATOR, Role.PD_HEAD)


@pytest.mark.parametrize("role", BACK_OFFICE_ROLES)
def test_each_role_opens_what_it_may(client, role):
    post, authority = ASTPostFactory(), LocalAuthorityFactory()
    client.force_login(person(role))
    for name, args, may in (
        ("astpost:index", [], AUTHORITY_ROLES),
        ("astpost:add", [], ()),
        ("astpost:edit", [post.pk], WRITERS),
        ("astpost:delete", [post.pk], ()),
        ("postallocation:index", [], AUTHORITY_ROLES),
        ("postallocation:add", [], WRITERS),
    ):
        response = client.get(reverse(name, args=args))
        assert (response.status_code == 200) is (role in may), (name, role)
    row = {"authority": authority.pk, "posts": 37, "basis_on": "2004-04-01"}
    client.post(reverse("postallocation:add"), {**row, "starts_on": "2006-04-01", "note": ""})
    assert PostAllocation.objects.exists() is (role in WRITERS)


def test_state_of_a_post_is_not_typed(client):
    """SAFETY 38: what is not in the form is not taken from it."""
    post = ASTPostFactory()
    client.force_login(person(Role.AST_COORDINATOR))
    client.post(
        reverse("astpost:edit", args=[post.pk]),
        {"subject": post.subject.pk, "phase": "secondary", "outreach_percent": 10,
         "state": "closed", "closed_on": "2026-01-01"},
    )  # fmt: skip
    changed = ASTPost.objects.get()
    assert (changed.phase, changed.outreach_percent) == ("secondary", 10)
    assert (changed.state, changed.closed_on) == ("open", None)


def test_list_is_filtered_by_who_pays_and_costs_the_same(client, count_queries):
    ASTPostFactory()
    ASTPostFactory(funding="school_funded")
    client.force_login(person(Role.ADVISER))
    address = reverse("astpost:index")
    found = client.get(address, {"funding": "school_funded"}).content.decode()
    assert found.count("Page of the post") == 1
    two = count_queries(lambda: client.get(address))
    for _ in range(28):
        ASTPostFactory()
    assert count_queries(lambda: client.get(address)) == two <= 25
    export = client.get(address, {"export": "csv"})
    assert b"la_funded" in b"".join(export.streaming_content)
