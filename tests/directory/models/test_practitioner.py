from datetime import date

import pytest
import time_machine

from directory.enums import Outreach
from directory.models import Practitioner, PractitionerKind
from tests.factories.directory import PractitionerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("left_on", "is_current"),
    [
        (None, True),
        (date(2026, 8, 31), True),
        (date(2026, 8, 30), False),
        (date(2020, 1, 1), False),
    ],
)
@time_machine.travel("2026-08-30 12:00+00:00")
def test_practitioner_is_in_post_until_the_day_they_leave(left_on, is_current):
    practitioner = PractitionerFactory(left_on=left_on)

    assert practitioner.is_current is is_current
    assert Practitioner.objects.current().exists() is is_current


@pytest.mark.parametrize(
    ("outreach", "left", "available"),
    [
        (Outreach.AVAILABLE, False, True),
        (Outreach.ASK_SCHOOL, False, True),
        (Outreach.OWN_SCHOOL, False, False),
        (Outreach.AVAILABLE, True, False),
    ],
)
def test_others_may_ask_for_who_is_in_post_and_not_kept(outreach, left, available):
    assert PractitionerFactory(outreach=outreach, left=left).is_available is available


@pytest.mark.parametrize(
    ("kind", "accredited_on", "may"),
    [
        ("ast", None, False),
        ("ast", date(2010, 9, 1), True),
        ("outstanding-practitioner", None, True),
    ],
)
def test_only_the_accredited_are_published_where_the_kind_asks_for_it(kind, accredited_on, may):
    practitioner = PractitionerFactory(
        kind=PractitionerKind.objects.get(slug=kind), accredited_on=accredited_on
    )

    assert practitioner.may_be_published is may
    assert Practitioner.objects.publishable().exists() is may
