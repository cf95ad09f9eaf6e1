"""What a school was is kept when it becomes something else, whichever way that comes in."""

from datetime import date, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from core.audit import write_entry
from directory.enums import Tier
from directory.models import School, SchoolPast
from directory.queries.schools_then import school_on, schools_on
from directory.services.school_pasts import YearNotOver, keep_as_it_was, say_what_it_was
from tests.factories.directory import LocalAuthorityFactory, SchoolFactory
from tests.factories.people import office
from tests.factories.subscriptions import SubscriptionFactory

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


def test_the_record_of_changes_fills_the_past(school):
    """What a site says that was there before this was kept."""
    record = import_module("directory.migrations.0008_pasts_of_schools")
    for pair, days in ((("lower", "primary"), 20), (("primary", "special"), 5)):
        changes = {"tier": pair, "area": ("Old part", "North")} if days == 20 else {"tier": pair}
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            write_entry(school, "wagtail.edit", by=None, changes=changes, details={})
    School.objects.filter(pk=school.pk).update(tier="special")
    record.keep_what_the_record_says(apps, None)

    tiers = [(school_on(ago(days), school).tier, school_on(ago(days), school).area)
             for days in (21, 19, 4)]  # fmt: skip
    assert tiers == [("lower", "Old part"), ("primary", "North"), ("special", "North")]


def test_subscriptions_fill_the_past(school):
    sold = import_module("subscriptions.migrations.0010_tiers_of_earlier_years")
    elsewhere = LocalAuthorityFactory(code="991")
    SubscriptionFactory(school=school, academic_year=LAST.start, tier="middle",
                        school_name="Ash", authority_code=school.authority_id)  # fmt: skip
    SubscriptionFactory(school=school, academic_year=LAST.start - 1, tier="upper",
                        school_name="Old Ash", authority_code=elsewhere.pk)  # fmt: skip
    same = SchoolFactory(tier=Tier.UPPER)
    SubscriptionFactory(school=same, academic_year=LAST.start, tier="upper", school_name=same.name,
                        authority_code=same.authority_id)  # fmt: skip
    sold.keep_what_subscriptions_say(apps, None)
    sold.keep_what_subscriptions_say(apps, None)

    was = school_on(LAST.previous.last_day, school)
    assert (was.tier, was.name, was.authority_id, was.area) == ("upper", "Old Ash", "991", "North")
    assert school_on(LAST.last_day, school).tier == "middle"
    assert school_on(LAST.next.first_day, school).tier == "lower"
    assert set(SchoolPast.objects.values_list("school", flat=True)) == {school.pk}
