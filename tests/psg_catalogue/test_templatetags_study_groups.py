"""Study groups on pages of other parts of the site."""

import pytest
from django.template import Context, Template

from psg_catalogue.queries.led import groups_led
from tests.factories.directory import PractitionerFactory
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
LED = "{% load study_groups %}{% study_groups_led who 'Study groups Ann leads' %}"


def shown(practitioner) -> str:
    return Template(LED).render(Context({"who": practitioner}))


def test_study_groups_led_names_each_group_once_by_its_next_session():
    ann, bea = PractitionerFactory(name="Ann Ash"), PractitionerFactory(name="Bea Birch")
    both = StudyGroupPageFactory(title="Led by both", leaders=[ann, bea])
    for days in (-30, 5, 40):
        given = {"held": True} if days < 0 else {}
        StudyGroupSessionFactory(study_group=both, starts_at=twilight(days), **given)
    over = StudyGroupPageFactory(title="All over", leaders=[ann])
    StudyGroupSessionFactory(study_group=over, held=True, starts_at=twilight(-20))
    StudyGroupPageFactory(title="No date", leaders=[ann])
    StudyGroupSessionFactory(study_group__title="Somebody else’s")
    led = groups_led(ann)
    assert [(each.group_title, each.day) for each in led.sessions] == [
        ("Led by both", twilight(5).date()),
        ("All over", twilight(-20).date()),
    ]
    assert [title for title, _ in led.others] == ["No date"]
    page = shown(ann)
    assert "Study groups Ann leads" in page
    assert "led by" not in page
    assert [each.group_title for each in groups_led(bea).sessions] == ["Led by both"]


def test_study_groups_led_is_nothing_for_somebody_who_leads_none():
    assert shown(PractitionerFactory()).strip() == ""
    assert shown(None).strip() == ""


def test_study_groups_led_asks_the_same_for_one_group_and_for_ten(count_queries):
    ann = PractitionerFactory()
    StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[ann]))
    groups_led(ann)
    one = count_queries(lambda: groups_led(ann))
    for _ in range(9):
        StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[ann]))
    assert count_queries(lambda: groups_led(ann)) == one
