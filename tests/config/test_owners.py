"""What is a school's or a person's is theirs alone, at every address that there is (SAFETY 33, 37).

Generated from the addresses: one that is new and that nobody made a thing for fails the build."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.models import Message, User
from directory.enums import Role
from directory.services.roles import grant_role
from tests.config.asking import answer_of, signed_in, taken_back, undrawn
from tests.config.owned_things import (
    an_own_certificate,
    an_own_claim,
    an_own_group,
    an_own_session,
)
from tests.config.test_routes import BARE, OWNERS, ROUTES, For, places_of, site_routes
from tests.factories.directory import SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, person

pytestmark = pytest.mark.django_db

PERSONAL = {
    "directory:withdraw_claim": an_own_claim,
    "directory:end_session": an_own_session,
    "subscriptions:group": an_own_group,
    "psg_catalogue:own_certificate": an_own_certificate,
}
# What somebody is to a plan, a visit or a return is no matter of their school: each is asked for
# by everyone in tests/directory/outreach.
OF_OUTREACH = {
    "outreach:begin_plan",
    "outreach:plan",
    "outreach:write_plan",
    "outreach:plan_pdf",
    "outreach:plan_evaluation",
    "outreach:visit",
    "outreach:remove_visit",
    "outreach:return",
    "outreach:network",
    "outreach:network_meeting",
    "outreach:network_file",
    "outreach:network_news",
    "outreach:evidence",
    "outreach:evidence_pdf",
    "outreach:evidence_zip",
    "outreach:adviser",
}
# Outreach concerns several at once, an AST, an adviser and schools; who opens which is tried in
# tests/directory/outreach (test_access.py, views/).
OF_SEVERAL = {
    "outreach:adviser",
    "outreach:begin_plan",
    "outreach:evidence",
    "outreach:evidence_pdf",
    "outreach:evidence_zip",
    "outreach:network",
    "outreach:network_file",
    "outreach:network_meeting",
    "outreach:network_news",
    "outreach:plan",
    "outreach:plan_evaluation",
    "outreach:plan_pdf",
    "outreach:remove_visit",
    "outreach:return",
    "outreach:visit",
    "outreach:write_plan",
}
# Addresses that a POST alone opens, and those that take none, say so before they look further.
NOTHING_HERE = (404, 405)


def there(name: str, school, thing: dict) -> str:
    wanted = places_of(site_routes()[name])
    return reverse(name, kwargs={**({"urn": school.urn} if "urn" in wanted else {}), **thing})


def traces() -> tuple[int, int]:
    """What an action leaves: a line of the record, a letter."""
    return ModelLogEntry.objects.count(), Message.objects.count()


def test_every_address_of_a_school_or_a_person_has_its_thing():
    """SAFETY 33: a route nobody made a thing for is tried by nobody."""
    owned = {name for name, kind in ROUTES.items() if kind in (For.SCHOOL, For.OWNER)}

    assert owned == {*OWNERS, *BARE, *PERSONAL, *OF_OUTREACH}


def test_school_opens_nothing_of_another():
    """SAFETY 33: 404, as if it were not there; 37: also below one's own school."""
    ours, owner, wrong = SchoolFactory(), person(), []
    visitors = {
        "a lead": lead_of(ours),
        "finance": finance_of(ours),
        "a colleague": colleague_of(ours),
        "an editor": person(Role.EDITOR),
    }
    inside = signed_in(owner)
    for name in sorted({*OWNERS, *BARE}):
        with taken_back():
            theirs = SchoolFactory()
            grant_role(owner, Role.SCHOOL_LEAD, school=theirs)
            thing = OWNERS[name](theirs) if name in OWNERS else {}
            before = traces()
            with undrawn():
                tried = tries(name, theirs, thing, visitors)
                if thing and "urn" in places_of(site_routes()[name]):
                    lead = {"a lead, below their own school": visitors["a lead"]}
                    tried += tries(name, ours, thing, lead)
                found = [each for each in tried if each[-1] not in NOTHING_HERE]
                if traces() != before:
                    found.append((name, "left a trace"))
                if inside.get(there(name, theirs, thing)).status_code == 404:
                    found.append((name, "is not there for its own school"))
        wrong += found

    assert wrong == []


def tries(name: str, school, thing: dict, visitors: dict[str, User]) -> list[tuple]:
    """How each of them was answered there, asking and sending something."""
    address, something = there(name, school, thing), {"name": "Changed", "agree": "1"}
    return [
        (name, who, method, answer_of(address, visitor, method, data).status_code)
        for who, visitor in visitors.items()
        for method, data in (("get", {}), ("post", something))
    ]


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_person_opens_nothing_of_another(client, name):
    """SAFETY 33: also for the lead of the school that it is about."""
    owner, thing = PERSONAL[name]()
    school = owner.claims.get().school if owner.claims.exists() else SchoolFactory()
    address = reverse(name, kwargs=thing)
    for visitor in (person(), lead_of(school)):
        client.force_login(visitor)
        assert client.get(address).status_code in NOTHING_HERE
        assert client.post(address).status_code == 404
    client.force_login(owner)

    # A form sent empty comes back with its faults.
    assert client.post(address).status_code in (200, 302)
