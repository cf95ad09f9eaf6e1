"""What a school was is kept when it becomes something else, whichever way that comes in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Tier
from directory.models import School, SchoolPast
from directory.queries.schools_then import school_on, schools_on
from directory.services.school_pasts import YearNotOver, keep_as_it_was, say_what_it_was
from tests.factories.directory import SchoolFactory
from tests.factories.people import office

pytestmark = pytest.mark.django_db
LAST = AcademicYear.current().previous


def become(school: School, **facts) -> None:
    """As a service or the back office saves it."""
    for name, value in facts.items():
        setattr(school, name, value)
    keep_as_it_was([school])
    school.save()


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def school():
    return SchoolFactory(name="Ash", tier=Tier.LOWER, area="North", town="Ashby")


def test_a_school_is_what_it_was_until_the_day_of_the_change(school):
    other = SchoolFactory(tier=Tier.UPPER)
    become(school, tier=Tier.PRIMARY, area="South", name="Ash Primary")
    SchoolPast.objects.update(until=ago(10))
    become(school, tier=Tier.SPECIAL)
    become(school, tier=Tier.NURSERY)
    become(school, website="https://example.org")

    def then(days: int):
        was = school_on(ago(days), school)
        return was.tier, was.area, was.name

    assert then(11) == (Tier.LOWER, "North", "Ash")
    assert then(10) == then(1) == (Tier.PRIMARY, "South", "Ash Primary")
    assert then(0) == (Tier.NURSERY, "South", "Ash Primary")
    assert SchoolPast.objects.count() == 2
    assert school_on(ago(11), other).tier_label == "Upper"


def test_a_school_is_open_while_it_was_open(school):
    become(school, status_code="2")
    new = SchoolFactory(open_date=ago(3))
    SchoolFactory.create_batch(3)

    assert [school_on(ago(days), school).is_open for days in (1, 0)] == [True, False]
    assert [school_on(ago(days), new).is_open for days in (4, 3)] == [False, True]


def test_many_cost_what_one_costs(school, count_queries):
    become(school, tier=Tier.UPPER)
    one = count_queries(lambda: schools_on(ago(1), School.objects.all()))
    for each in SchoolFactory.create_batch(3):
        become(each, area="West")
    assert count_queries(lambda: schools_on(ago(1), School.objects.all())) == one == 2


def test_the_back_office_keeps_what_it_changes(client, school):
    client.force_login(office())
    names = ("name", "urn", "type_name", "phase_name", "street", "locality", "town", "postcode",
             "website")  # fmt: skip
    typed = {name: getattr(school, name) for name in names}
    typed |= {"authority": school.authority_id, "tier": Tier.MIDDLE, "area": "East"}
    client.post(reverse("school:edit", args=[school.pk]), typed)

    school.refresh_from_db()
    assert school.tier == Tier.MIDDLE
    past = SchoolPast.objects.get()
    assert (past.until, past.tier, past.area) == (timezone.localdate(), Tier.LOWER, "North")
    shown = client.get(reverse("school:inspect", args=[school.pk])).content.decode()
    assert "What it was before" in shown


def test_history_says_what_a_school_was(school):
    become(school, tier=Tier.PRIMARY)
    assert say_what_it_was(school, LAST, tier=Tier.MIDDLE, area="Far")
    assert not say_what_it_was(school, LAST, tier=Tier.MIDDLE)

    assert school_on(LAST.first_day, school).facts() == {
        "name": "Ash", "town": "Ashby", "authority_id": school.authority_id,
        "tier": Tier.MIDDLE, "area": "Far", "status_code": "1",
    }  # fmt: skip
    assert school_on(LAST.next.first_day, school).tier == Tier.LOWER
    assert school_on(timezone.localdate(), school).tier == Tier.PRIMARY
    with pytest.raises(YearNotOver):
        say_what_it_was(school, LAST.next, tier=Tier.LOWER)
