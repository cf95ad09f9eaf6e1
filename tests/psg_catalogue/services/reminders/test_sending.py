"""What is due goes out once, for the session's date as it is."""

from datetime import datetime, time, timedelta

import pytest

from core.academic_year import LONDON
from core.models import Message
from psg_catalogue.enums import Reminding, Side
from psg_catalogue.models import ReminderRule, StudyGroupSession
from psg_catalogue.services.reminders import kinds, send_now, send_reminders
from psg_catalogue.session_refusals import EveryoneHasIt, NobodyToWriteTo, NothingGoesOut
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory, twilight

pytestmark = pytest.mark.django_db


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


DUE = london(2026, 11, 24, 8)


@pytest.fixture
def session():
    return StudyGroupSessionFactory(starts_at=london(2026, 11, 26, 16, 15))


@pytest.fixture
def rule():
    return ReminderRule.objects.get(what=Reminding.ATTENDERS)


def booking_on(session, email="aurelia@example.org", **facts):
    facts.setdefault("booked_at", london(2026, 11, 1))
    return BookingFactory(session=session, colleague=ColleagueFactory(email=email), **facts)


def addresses():
    return sorted(Message.objects.values_list("to_email", flat=True))


def move(session, by):
    session.starts_at += by
    session.ends_at += by
    session.save()


def test_reminders_wait_for_their_hour_and_go_once(session):
    booking_on(session)
    booking_on(session, email="")
    assert send_reminders(DUE - timedelta(seconds=1)) == 0
    assert send_reminders(DUE) == 1
    assert send_reminders(DUE + timedelta(hours=1)) == 0
    assert addresses() == ["aurelia@example.org"]


def test_reminders_go_anew_for_another_date_and_never_for_the_old(session):
    """One moved after its reminder has a new one; one moved before does not send the old."""
    other = StudyGroupSessionFactory(starts_at=session.starts_at)
    booking_on(session)
    booking_on(other, email="other@example.org")
    move(other, timedelta(days=7))
    assert send_reminders(DUE) == 1
    move(session, timedelta(days=1))
    assert send_reminders(DUE + timedelta(hours=1)) == 0
    assert send_reminders(DUE + timedelta(days=1)) == 1
    assert addresses() == ["aurelia@example.org"] * 2
    assert send_reminders(DUE + timedelta(days=7)) == 1
    assert addresses()[-1] == "other@example.org"


def test_reminders_leave_out_those_waiting_cancelled_left_or_just_booked(session):
    school = booking_on(session).school
    lead_of(school, email="lead@example.org")
    booking_on(session, email="waits@example.org", waiting=True)
    booking_on(session, email="gone@example.org", cancelled=True)
    booking_on(session, email="late@example.org", booked_at=DUE)
    left = booking_on(session, email="left@example.org").colleague
    left.left_on = DUE.date()
    left.save()
    send_reminders(DUE + timedelta(hours=3))
    assert addresses() == ["aurelia@example.org", "lead@example.org"]


@pytest.mark.parametrize("trait", ["cancelled", "postponed"])
def test_nothing_goes_out_for_sessions_that_are_off(trait, rule):
    session = StudyGroupSessionFactory(starts_at=twilight(1), **{trait: True})
    booking_on(session)
    assert send_reminders(session.starts_at - timedelta(hours=1)) == 0
    with pytest.raises(NothingGoesOut):
        send_now(session, rule, by=UserFactory())
    assert addresses() == []


def test_reminders_stop_when_the_session_has_begun(session):
    booking_on(session)
    assert send_reminders(session.starts_at) == 0


def test_rules_are_switched_off_changed_and_added(session, rule):
    """A second rule for the same people is another letter; what a new rule would have sent before
    it was made is not made up for."""
    booking_on(session)
    rule.is_on = False
    rule.save()
    ReminderRule.objects.create(
        what=Reminding.ATTENDERS, days=6, side=Side.BEFORE, at=time(9), counts_from=DUE
    )
    assert send_reminders(DUE) == 0
    rule.is_on, rule.at = True, time(9)
    rule.save()
    assert send_reminders(DUE) == 0
    assert send_reminders(DUE + timedelta(hours=1)) == 1
    move(session, timedelta(days=14))
    assert send_reminders(london(2026, 12, 2, 9)) == 1
    assert len(addresses()) == 2


def test_rule_about_what_nothing_is_registered_for_does_nothing(session, monkeypatch):
    monkeypatch.delitem(kinds._kinds, Reminding.EVALUATION)
    assert ReminderRule.objects.filter(what=Reminding.EVALUATION, is_on=True).exists()
    StudyGroupSession.objects.filter(pk=session.pk).update(state="held")
    assert send_reminders(london(2026, 12, 1, 8)) == 0


def test_send_now_comes_before_its_hour_and_not_again(rule):
    session = StudyGroupSessionFactory(starts_at=twilight(14))
    office, due = UserFactory(), rule.due_at(twilight(14))
    with pytest.raises(NobodyToWriteTo):
        send_now(session, rule, by=office)
    booking_on(session)
    assert send_now(session, rule, by=office) == 1
    with pytest.raises(EveryoneHasIt):
        send_now(session, rule, by=office)
    # Who books after that, and before the hour, is reminded at the hour.
    booking_on(session, email="later@example.org", booked_at=due - timedelta(days=1))
    assert send_reminders(due) == 1
    assert addresses() == ["aurelia@example.org", "later@example.org"]
