"""What goes out, in the back office: the list, the rules, and what the office does about one."""

import pytest
from django.urls import reverse

from core.models import Message
from directory.enums import Role
from psg_catalogue.models import ReminderHold, ReminderRule
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(person(Role.PSG_ORGANISER))
    return client


def at(name, *args):
    return reverse(f"going_out:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


def test_office_holds_lets_go_and_sends(office):
    session = StudyGroupSessionFactory(title="Prompts that travel", booked=2)
    rule = ReminderRule.objects.get(what="attenders")
    here = (session.pk, rule.pk)
    page = words(office.get(at("index")))
    assert "Prompts that travel" in page
    assert at("hold", *here) in page

    assert "This field is required" in words(office.post(at("hold", *here), {"because": ""}))
    back = office.post(at("hold", *here), {"because": "The hall is flooded."}, follow=True)
    assert "<strong>Held</strong><br>The hall is flooded." in words(back)
    assert "This is held" in words(office.post(at("send", *here)))
    assert not Message.objects.exists()

    office.post(at("let_go", *here))
    assert not ReminderHold.objects.exists()
    assert "2 letters are on the way." in words(office.post(at("send", *here), follow=True))
    assert "Everyone has had this already" in words(office.post(at("send", *here)))
    assert Message.objects.filter(kind="session_reminder").count() == 2


def test_those_who_may_only_look_see_what_comes_and_no_names(client):
    session = StudyGroupSessionFactory(booked=1)
    rule = ReminderRule.objects.get(what="attenders")
    client.force_login(person(Role.QA_LEAD))
    page = words(client.get(reverse("study_group_sessions:inspect", args=[session.pk])))
    assert "Reminder to those booked" in page
    assert session.bookings.get().colleague.name not in page
    for name in ("hold", "let_go", "send"):
        client.post(at(name, session.pk, rule.pk), {"because": "Snow"})
    assert not ReminderHold.objects.exists()
    assert not Message.objects.exists()


def test_rules_are_added_changed_and_never_doubled(office):
    listing = words(office.get(reverse("reminder_rules:index")))
    assert "2 working days before the session, at 08:00" in listing
    assert "3 working days after the session, at 08:00" in listing
    add = reverse("reminder_rules:add")
    typed = {"what": "attenders", "days": "7", "at": "09:00", "is_on": "on"}
    office.post(add, typed)
    made = ReminderRule.objects.get(days=7)
    assert (made.side, made.working_days) == ("before", False)
    assert "There is a rule like this already" in words(office.post(add, typed))
    assert "7:00 at the latest" in words(office.post(add, {**typed, "days": "0"}))
    assert ReminderRule.objects.filter(what="attenders").count() == 2

    rule, before = ReminderRule.objects.get(what="leaders"), counts_from("leaders")
    edit = reverse("reminder_rules:edit", args=[rule.pk])
    same = {"what": "attenders", "days": "1", "working_days": "on", "at": "14:00", "is_on": "on"}
    office.post(edit, same)
    rule.refresh_from_db()
    # What it is stays, and a rule that is kept as it was begins nothing anew.
    assert (rule.what, rule.counts_from) == ("leaders", before)
    office.post(edit, {**same, "at": "15:00"})
    assert counts_from("leaders") > before


def counts_from(what):
    return ReminderRule.objects.get(what=what).counts_from


def test_sessions_page_costs_the_same_for_one_and_for_thirty(office, count_queries):
    session = StudyGroupSessionFactory(booked=1, waiting=1)
    url = reverse("study_group_sessions:inspect", args=[session.pk])
    office.get(url)
    few = count_queries(lambda: office.get(url))
    more = StudyGroupSessionFactory(booked=15, waiting=5)
    url = reverse("study_group_sessions:inspect", args=[more.pk])
    assert count_queries(lambda: office.get(url)) == few <= 25
