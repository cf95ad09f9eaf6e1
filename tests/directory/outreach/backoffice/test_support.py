"""Requests, plans and visits in the back office."""

import pytest
from django.urls import reverse

from directory.enums import Role
from directory.outreach.models.plan import SupportedColleague
from tests.factories.people import person
from tests.factories.support import (
    OutreachPlanFactory,
    OutreachRequestFactory,
    OutreachVisitFactory,
)

pytestmark = pytest.mark.django_db
LISTS = ("outreachrequest", "outreachplan", "outreachvisit")


def test_coordinator_reads_and_exports_them_without_the_colleague(client, count_queries):
    SupportedColleague.objects.create(plan=OutreachVisitFactory().agreement.plan, name="Canary")
    OutreachRequestFactory(accepted=True)
    client.force_login(person(Role.AST_COORDINATOR))

    def measure() -> list[int]:
        return [count_queries(lambda name=name: client.get(reverse(f"{name}:index")))
                for name in LISTS]  # fmt: skip

    measure()
    before = measure()
    for _ in range(8):
        OutreachVisitFactory(), OutreachRequestFactory(accepted=True)
    assert measure() == before
    assert max(before) <= 25
    for name in LISTS:
        for kind in ("csv", "xlsx"):
            sent = client.get(reverse(f"{name}:index"), {"export": kind})
            body = b"".join(sent.streaming_content) if sent.streaming else sent.content
            assert sent.status_code == 200
            assert b"Canary" not in body
        filtered = client.get(reverse(f"{name}:index"), {"state": "draft", "activity": "visit"})
        assert b"Canary" not in filtered.content


@pytest.mark.parametrize("role", [Role.PD_HEAD, Role.PSG_ORGANISER, Role.FINANCE, Role.EDITOR])
def test_others_of_the_back_office_see_none_of_them(client, role):
    plan = OutreachPlanFactory()
    client.force_login(person(role))
    for name in LISTS:
        assert client.get(reverse(f"{name}:index")).status_code == 302
    client.force_login(person(Role.ADVISER))
    assert client.get(reverse("outreachrequest:index")).status_code == 200
    assert client.get(reverse("outreachplan:index")).status_code == 302
    assert plan.pk
