"""The policy library: which version holds, and what is for the authority only."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from directory.enums import Role
from directory.outreach.models import Policy
from directory.services.groups import sync_groups
from tests.factories.outreach_money import PolicyFactory
from tests.factories.people import person
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def there(policy: Policy) -> str:
    return reverse("outreach:policy", args=[policy.slug])


def test_library_shows_what_holds_who_keeps_it_and_what_went_before(client):
    new = PolicyFactory(version="2", review_on=date(2013, 9, 1))
    old = PolicyFactory(version="1", superseded_by=new)

    shown = client.get("/policies/").content.decode()
    earlier = client.get(there(old)).content.decode()

    assert shown.index(there(new)) < shown.index("Earlier versions") < shown.index(there(old))
    assert "AST coordinator" in shown
    assert "Due" in shown
    assert "This version no longer holds" in earlier
    assert there(new) in earlier
    assert list(Policy.objects.to_review()) == [new]


def test_restricted_policy_is_not_there_for_others(client):
    hidden = PolicyFactory(title="Schools causing concern", visibility="restricted")
    old = PolicyFactory(version="1", superseded_by=hidden)

    assert client.get(there(hidden)).status_code == 404
    assert "causing concern" not in client.get("/policies/").content.decode()
    assert "causing concern" not in client.get(there(old)).content.decode()
    client.force_login(person(Role.PSG_ORGANISER))
    assert client.get(there(hidden)).status_code == 404
    client.force_login(person(Role.ADVISER))
    assert client.get(there(hidden)).status_code == 200


def put_in_its_place(client, policy: Policy, by: Policy) -> tuple[str, dict]:
    """The form of the back office with another version chosen: its address and what is sent."""
    url = reverse("policy:edit", args=[policy.pk])
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    return url, {**typed, "superseded_by": by.pk}


@pytest.mark.postgres
def test_of_two_halves_of_a_ring_made_at_once_one_holds(threads, client):
    sync_groups(strict=False)
    client.force_login(person(Role.AST_COORDINATOR))
    one, other = (PolicyFactory(version=version) for version in "12")
    halves = [put_in_its_place(client, *pair) for pair in ((one, other), (other, one))]

    assert errors(threads([partial(client.post, *half) for half in halves])) == []

    assert Policy.objects.filter(superseded_by=None).count() == 1


def test_policies_do_not_supersede_each_other_in_a_ring(client):
    """Two and three versions: the sentence stands in the form of the back office, and nothing is
    kept. A chain that leads on is no ring."""
    client.force_login(person(Role.AST_COORDINATOR))
    sync_groups()
    first, second, third, other = (PolicyFactory(version=str(each)) for each in range(4))

    def supersede(policy: Policy, by: Policy) -> bool:
        answer = client.post(*put_in_its_place(client, policy, by))
        policy.refresh_from_db()
        if policy.superseded_by != by:
            said = f"“{by}” was itself replaced by this version, at once or in steps."
            assert said in answer.context["form"].errors["superseded_by"][0]
        return policy.superseded_by == by

    assert supersede(first, second)
    assert not supersede(second, first)
    assert supersede(second, third)
    assert not supersede(third, first)
    assert supersede(third, other)
    assert supersede(first, third)
    # One that stands in the database from before ends the search, and is not made worse.
    Policy.objects.filter(pk=other.pk).update(superseded_by=third)
    assert supersede(first, other)


def test_policy_supersedes_another_and_never_itself():
    policy = PolicyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.filter(pk=policy.pk).update(superseded_by=policy)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyFactory(title=policy.title, version=policy.version)
