"""The register: who came, from which school, and one truth whoever marks."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message
from psg_catalogue.enums import Attendance, SessionSource, SessionState
from psg_catalogue.models import RegisterEntry, StudyGroupSession
from psg_catalogue.register_refusals import (
    FromEarlierRecords,
    NoReason,
    NotBegunYet,
    NotOnThisRegister,
    NotOpenYet,
    RegisterClosed,
    SessionNotOn,
)
from psg_catalogue.services.registers import close_register, mark_attendance, reopen_register
from psg_catalogue.services.walk_ins import add_walk_in
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db

PRESENT, ABSENT, APOLOGIES = Attendance.PRESENT, Attendance.ABSENT, Attendance.APOLOGIES


@pytest.fixture
def session():
    """Under way since ten minutes ago."""
    return StudyGroupSessionFactory(starts_at=timezone.now() - timedelta(minutes=10))


def marks(session):
    return dict(session.entries.values_list("name", "attendance"))


def test_mark_attendance_keeps_the_school_at_the_time(session):
    booking = BookingFactory(session=session, colleague__name="Aurelia Finch")
    leader = UserFactory()
    mark_attendance(session, {f"b{booking.pk}": PRESENT}, by=leader)
    entry = session.entries.get()
    assert (entry.name, entry.attendance, entry.walk_in) == ("Aurelia Finch", PRESENT, False)
    assert (entry.booking, entry.marked_by) == (booking, leader)
    assert entry.school == booking.school
    before = booking.school.name
    booking.school.name = "A new name"
    booking.school.save()
    entry.refresh_from_db()
    assert entry.school_name == before
    assert entry.authority_code == "990"


def test_mark_attendance_again_changes_the_same_line(session):
    booking = BookingFactory(session=session)
    mark_attendance(session, {f"b{booking.pk}": PRESENT})
    mark_attendance(session, {f"b{booking.pk}": APOLOGIES})
    entry = session.entries.get()
    assert entry.attendance == APOLOGIES
    mark_attendance(session, {f"e{entry.pk}": ABSENT})
    assert session.entries.get().attendance == ABSENT


def test_mark_attendance_of_several_marks_all(session):
    one, other = BookingFactory.create_batch(2, session=session)
    mark_attendance(session, {f"b{one.pk}": PRESENT, f"b{other.pk}": ABSENT})
    assert marks(session) == {one.colleague.name: PRESENT, other.colleague.name: ABSENT}


def test_mark_attendance_of_one_who_waited_or_had_cancelled_is_a_walk_in(session):
    waited = BookingFactory(session=session, waiting=True)
    gave_back = BookingFactory(session=session, cancelled=True)
    mark_attendance(session, {f"b{waited.pk}": PRESENT, f"b{gave_back.pk}": PRESENT})
    assert list(session.entries.values_list("walk_in", flat=True)) == [True, True]
    assert StudyGroupSession.objects.get(pk=session.pk).places_taken == 0


def test_mark_attendance_of_someone_on_another_register_marks_nobody(session):
    own = BookingFactory(session=session)
    foreign = BookingFactory()
    with pytest.raises(NotOnThisRegister):
        mark_attendance(session, {f"b{own.pk}": PRESENT, f"b{foreign.pk}": PRESENT})
    assert not RegisterEntry.objects.exists()


def test_mark_attendance_of_one_booked_again_is_one_line_that_closing_keeps(session):
    first = BookingFactory(session=session)
    mark_attendance(session, {f"b{first.pk}": PRESENT})
    first.state = "cancelled_by_school"
    first.save()
    again = BookingFactory(session=session, colleague=first.colleague)
    mark_attendance(session, {f"b{again.pk}": PRESENT})
    close_register(session)
    entry = session.entries.get()
    assert (entry.booking, entry.attendance, entry.walk_in) == (again, PRESENT, False)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"held": True, "came": 0}, RegisterClosed),
        ({"cancelled": True, "past": True}, SessionNotOn),
        ({"postponed": True, "past": True}, SessionNotOn),
        ({}, NotOpenYet),
    ],
)
def test_a_register_that_takes_no_marks_refuses_all(facts, refusal):
    session = StudyGroupSessionFactory(**facts)
    booking = BookingFactory(session=session)
    with pytest.raises(refusal):
        mark_attendance(session, {f"b{booking.pk}": PRESENT})
    with pytest.raises(refusal):
        add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    assert not session.entries.exists()


def test_close_register_holds_the_session_and_asks_those_present(session):
    came, missing = BookingFactory.create_batch(2, session=session)
    waiting = BookingFactory(session=session, waiting=True)
    mark_attendance(session, {f"b{came.pk}": PRESENT})
    add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory(), email="inigo@example.org")
    leader = UserFactory()
    closed = close_register(session, by=leader)
    assert (closed.state, closed.register_closed_by) == (SessionState.HELD, leader)
    assert closed.register_closed_at
    assert marks(session) == {
        came.colleague.name: PRESENT,
        missing.colleague.name: ABSENT,
        "Inigo Pomfret": PRESENT,
    }
    assert not session.entries.filter(booking=waiting).exists()
    asked = Message.objects.filter(kind="evaluation_invitation").values_list("to_email", flat=True)
    assert sorted(asked) == sorted([came.colleague.email, "inigo@example.org"])
    assert StudyGroupSession.objects.get(pk=session.pk).evaluations_asked == 2


def test_close_register_twice_asks_nobody_twice(session):
    booking = BookingFactory(session=session)
    mark_attendance(session, {f"b{booking.pk}": PRESENT})
    first = close_register(session)
    assert close_register(session).register_closed_at == first.register_closed_at
    assert Message.objects.count() == 1


def test_close_register_before_the_session_begins_is_refused():
    starts_at = timezone.now() + timedelta(minutes=1)
    if timezone.localdate() != timezone.localdate(starts_at):
        pytest.skip("a minute before midnight")
    session = StudyGroupSessionFactory(starts_at=starts_at)
    booking = BookingFactory(session=session)
    mark_attendance(session, {f"b{booking.pk}": PRESENT})  # they come early
    with pytest.raises(NotBegunYet):
        close_register(session)
    with pytest.raises(NotOpenYet):
        close_register(StudyGroupSessionFactory())
    assert not StudyGroupSession.objects.filter(state=SessionState.HELD).exists()


def test_reopen_register_needs_a_reason_and_keeps_it(session):
    close_register(session)
    office = UserFactory()
    with pytest.raises(NoReason):
        reopen_register(session, reason="  ", by=office)
    reopened = reopen_register(session, reason="One was marked\nabsent by mistake", by=office)
    assert (reopened.state, reopened.register_closed_at) == (SessionState.CONFIRMED, None)
    entry = ModelLogEntry.objects.get(action="register.reopened")
    assert entry.data == {"reason": "One was marked absent by mistake"}
    assert entry.user == office


def test_reopened_register_closed_again_asks_only_those_new(session):
    one, other = BookingFactory.create_batch(2, session=session)
    mark_attendance(session, {f"b{one.pk}": PRESENT})
    close_register(session)
    reopen_register(session, reason="One more came")
    mark_attendance(session, {f"b{other.pk}": PRESENT})
    close_register(session)
    asked = Message.objects.order_by("pk").values_list("to_email", flat=True)
    assert list(asked) == [one.colleague.email, other.colleague.email]


def test_reopen_register_of_earlier_records_is_refused():
    session = StudyGroupSessionFactory(held=True, source=SessionSource.HISTORY)
    with pytest.raises(FromEarlierRecords):
        reopen_register(session, reason="Curiosity")
    assert StudyGroupSession.objects.get(pk=session.pk).state == SessionState.HELD
