"""One reminder, at its hour, to those who have not answered; and nothing left that says to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.services.outbox import queue_message
from core.services.sending import send_due_messages
from psg_catalogue.enums import Attendance, Reminding, Side
from psg_catalogue.models import ReminderRule, StudyGroupSession
from psg_catalogue.queries.going_out import going_out_of
from psg_catalogue.services.evaluation_links import PROMISE
from psg_catalogue.services.evaluations import answer_evaluation, ask_those_present
from psg_catalogue.services.reminders import send_now, send_reminders
from psg_catalogue.services.reminders.evaluation import LETTER, NOT_ANSWERED, find_not_answered
from psg_catalogue.session_refusals import NobodyToWriteTo
from tests.factories.core import UserFactory
from tests.factories.evaluations import answer, asked, held, the_default
from tests.factories.psg_catalogue import RegisterEntryFactory, StudyGroupPageFactory, twilight

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Held eight days ago and closed that evening, with four people, one of them without email."""
    session = held(StudyGroupPageFactory(), came=3, starts_at=twilight(-8))
    RegisterEntryFactory(session=session, email="", person_key="nell|1")
    ask_those_present(session)
    _long_ago(session)
    return session


def _long_ago(session) -> None:
    closed = session.starts_at + timedelta(hours=2)
    StudyGroupSession.objects.filter(pk=session.pk).update(register_closed_at=closed)
    Message.objects.update(created_at=closed)
    session.refresh_from_db()


def scale():
    return asked(the_default().versions.get(), "scale")


def reminded() -> list[str]:
    return sorted(Message.objects.filter(kind=LETTER).values_list("to_email", flat=True))


def rule() -> ReminderRule:
    return ReminderRule.objects.get(what=Reminding.EVALUATION, days=3)


def states(session) -> list[str]:
    """What the office's list of what goes out says of it; it names nobody."""
    rows = [row for row in going_out_of(session) if row.rule == rule()]
    assert {name for row in rows for name, _, _ in row.readers} <= {NOT_ANSWERED.name}
    return [row.state for row in rows]


def test_those_who_have_not_answered_are_reminded_once_at_the_hour(session):
    first, *others = session.invitations.exclude(entry__email="")
    answer_evaluation(first, {scale().pk: 4})
    due = rule().due_at(session.starts_at)

    assert states(session) == ["Going out now"]
    assert send_reminders(due - timedelta(minutes=1)) == 0
    assert send_reminders(due) == 1
    assert send_reminders(due + timedelta(days=1)) == 0

    assert reminded() == sorted(each.entry.email for each in others)
    session.refresh_from_db()
    assert states(session) == ["Sent; no list is kept of to whom"]
    assert session.evaluation_reminded_on == timezone.localdate()


def test_one_reminder_however_many_rules_and_hands(session):
    ReminderRule.objects.create(what=Reminding.EVALUATION, days=1, side=Side.AFTER,
                                counts_from=session.starts_at - timedelta(days=9))  # fmt: skip
    assert send_now(session, rule(), by=UserFactory()) == 1
    first = reminded()
    assert len(first) == 3

    assert send_reminders() == 0
    with pytest.raises(NobodyToWriteTo):
        send_now(session, rule(), by=UserFactory())
    assert reminded() == first


def test_nobody_is_reminded_who_was_taken_off_or_has_only_just_been_asked(session):
    gone, *_ = session.entries.exclude(email="")
    session.entries.filter(pk=gone.pk).update(attendance=Attendance.ABSENT)
    late = RegisterEntryFactory(session=session)
    ask_those_present(session)

    send_reminders()

    assert not {gone.email, late.email} & set(reminded())
    assert len(reminded()) == 2


def test_a_register_closed_late_is_reminded_of_later(session):
    Message.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert send_reminders() == 0

    Message.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert send_reminders() == 1


def test_nothing_goes_out_while_the_session_is_not_held(session):
    StudyGroupSession.objects.update(state="confirmed")

    assert send_reminders() == 0
    assert find_not_answered([StudyGroupSession.objects.get()], {}) == {session.pk: [NOT_ANSWERED]}


def test_paper_is_mentioned_where_there_was_some(session):
    answer(session, {scale(): 3})
    send_reminders()

    assert "answered on paper" in Message.objects.filter(kind=LETTER)[0].text_body


@pytest.mark.parametrize("fault", [None, "refused"])
def test_no_row_is_left_of_who_was_reminded(session, mailoutbox, monkeypatch, fault):
    """Sent or given up alike; the row of any other letter stays."""
    Message.objects.all().delete()
    send_reminders()
    assert len(reminded()) == 3
    context = {"session": session, **PROMISE}
    queue_message(kind="evaluation_invitation", to_email="a@example.org", context=context)
    if fault:
        monkeypatch.setattr("core.services.sending.may_go_to", lambda address: False)

    send_due_messages()

    assert [message.kind for message in Message.objects.all()] == ["evaluation_invitation"]
    sent = [mail for mail in mailoutbox if "still time" in mail.subject]
    assert len(sent) == (0 if fault else 3)
    assert all("/evaluation/" in mail.body for mail in sent)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_everybody_once(threads):
    session = held(StudyGroupPageFactory(), came=3, starts_at=twilight(-8))
    _long_ago(session)

    outcomes = threads(send_reminders, times=4)

    assert sorted(outcome.result for outcome in outcomes) == [0, 0, 0, 1]
    assert len(reminded()) == 3
