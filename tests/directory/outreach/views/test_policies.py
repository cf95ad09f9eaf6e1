"""The policy library: which version holds, and what is for the authority only."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from directory.enums import Role
from directory.outreach.models import Policy
from tests.factories.outreach_money import PolicyFactory
from tests.factories.people import person

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


def test_policy_supersedes_another_and_never_itself():
    policy = PolicyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.filter(pk=policy.pk).update(superseded_by=policy)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyFactory(title=policy.title, version=policy.version)
