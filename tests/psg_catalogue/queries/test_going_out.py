"""What will go out, to whom, and what became of what went; at the price of one for many."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.models import Message
from psg_catalogue.enums import Reminding, Side
from psg_catalogue.models import ReminderRule
from psg_catalogue.queries.going_out import LIST_STOPS, going_out_of, look_up, schedule
from psg_catalogue.services.reminders import hold_reminder, send_now, send_reminders
from psg_catalogue.services.session_changes import move_session
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db
ATTENDERS, LEADERS = "Reminder to those booked", "List of names and needs, to the leaders"
EVALUATION = "Evaluation, asked for once more"
AFTERWARDS = (EVALUATION, 1, "Coming")


@pytest.fixture
def session():
    """Three booked, one without email whom a lead looks after; two leaders; one waits."""
    leaders = PractitionerFactory.create_batch(2, email="leader@example.org")
    made = StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=leaders), waiting=1)
    month_ago = timezone.now() - timedelta(days=30)
    bookings = [BookingFactory(session=made, booked_at=month_ago) for _ in range(3)]
    bookings[0].colleague.email = ""
    bookings[0].colleague.save()
    lead_of(bookings[0].school)
    return made


@pytest.fixture
def rule():
    return ReminderRule.objects.get(what=Reminding.ATTENDERS)


def seen(session, now=None):
    return [(row.what, row.to, row.state) for row in going_out_of(session, now)]


def test_what_comes_is_listed_with_whom_it_goes_to(session, rule):
    rows = going_out_of(session)
    assert [(row.what, row.to, row.state) for row in rows] == [
        (ATTENDERS, 3, "Coming"),
        (LIST_STOPS, 1, "Coming"),
        (LEADERS, 2, "Coming"),
        AFTERWARDS,
    ]
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert rows[0].at == rule.due_at(session.starts_at)
    assert all(state == "Coming" and pk is None for _, state, pk in rows[0].readers)


def test_what_went_says_what_became_of_it(session, rule):
    due = rule.due_at(session.starts_at)
    assert seen(session, due)[0] == (ATTENDERS, 3, "Going out now")
    send_reminders(due)
    first, *others = Message.objects.filter(kind="session_reminder")
    Message.objects.filter(pk=first.pk).update(state="failed")
    Message.objects.filter(pk=others[0].pk).update(state="sent", sent_at=due)
    Message.objects.filter(pk=others[1].pk).update(
        state="sent", sent_at=due, delivery="bounced", delivery_at=due
    )
    BookingFactory(session=session, booked_at=due + timedelta(hours=1))
    row = going_out_of(session, due + timedelta(hours=2))[0]
    assert sorted(row.state.lower().split(", ")) == ["1 came back", "1 failed", "1 sent"]
    assert row.is_trouble
    assert {pk for _, _, pk in row.readers} == set(
        Message.objects.filter(kind="session_reminder").values_list("pk", flat=True)
    )
    # Over: what was sent is still seen, and nothing more can be done.
    with time_machine.travel(session.ends_at):
        row = going_out_of(session)[0]
        assert (row.to, row.is_open) == (3, False)


def test_moved_session_takes_the_list_along(session, rule):
    office = UserFactory(admin=True)
    send_now(session, rule, by=office)
    hold_reminder(session, ReminderRule.objects.get(what="leaders"), because="Snow", by=office)
    assert seen(session)[::2] == [(ATTENDERS, 3, "3 queued"), (LEADERS, 2, "Held")]
    move_session(
        session, starts_at=twilight(21), ends_at=twilight(21) + timedelta(hours=1), by=None
    )
    session.refresh_from_db()
    # Who waited is offered a place, and hears of no list that stopped.
    assert seen(session) == [(ATTENDERS, 3, "Coming"), (LEADERS, 2, "Held"), AFTERWARDS]
    held = going_out_of(session)[-2]
    assert (held.is_trouble, held.can_be_sent, held.held.because) == (True, False, "Snow")


def test_nothing_is_promised_that_does_not_go(session, rule):
    """Not for a session that is off, not by a rule that is off, not by one newer than its hour."""
    for state in ("postponed", "cancelled"):
        session.state = state
        assert going_out_of(session) == []
    session.state = "planned"
    ReminderRule.objects.filter(what="leaders").update(is_on=False)
    late = session.starts_at - timedelta(hours=5)
    rule.at, rule.counts_from = time(8), rule.due_at(session.starts_at) + timedelta(seconds=1)
    rule.save()
    assert seen(session, late) == [(ATTENDERS, 3, "Not sent: the rule was made later"), AFTERWARDS]
    assert send_reminders(late) == 0


def test_list_of_all_costs_the_same_for_one_and_for_thirty(session, count_queries):
    def look():
        return look_up(schedule())

    assert [row.what for row in look()] == [ATTENDERS, LIST_STOPS, LEADERS, EVALUATION]
    few = count_queries(look)
    for number in range(10):
        StudyGroupSessionFactory(starts_at=twilight(2 + number), booked=2, waiting=1)
    StudyGroupSessionFactory(starts_at=twilight(60), booked=1)
    ReminderRule.objects.create(what="attenders", days=50, side=Side.BEFORE)
    rows = look()
    assert len({row.session.pk for row in rows}) == 12
    # A rule more costs who it goes to, once for all sessions.
    assert count_queries(look) <= few + 3
    assert [row.at for row in rows] == sorted(row.at for row in rows)
