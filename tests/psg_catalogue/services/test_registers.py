"""The register: who came, from which school, and one truth whoever marks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import Message
from psg_catalogue.enums import Attendance, SessionSource, SessionState
from psg_catalogue.models import RegisterEntry, StudyGroupSession
from psg_catalogue.register_refusals import (
    FromEarlierRecords,
    NoReason,
    NotAWalkIn,
    NotBegunYet,
    NotOnThisRegister,
    NotOpenYet,
    RegisterClosed,
    SessionNotOn,
    StandsAlready,
)
from psg_catalogue.services.registers import (
    add_walk_in,
    close_register,
    mark_attendance,
    remove_walk_in,
    reopen_register,
    settle_school,
)
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
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


def test_add_walk_in_when_full_from_a_school_without_subscription_takes_no_place():
    session = StudyGroupSessionFactory(full=True, starts_at=timezone.now() - timedelta(minutes=10))
    school = SchoolFactory(other_authority=True)
    leader = UserFactory()
    entry = add_walk_in(
        session, name=" Inigo  Pomfret ", school=school, email="Inigo@example.org", by=leader
    )
    assert (entry.name, entry.email) == ("Inigo Pomfret", "inigo@example.org")
    assert (entry.attendance, entry.walk_in, entry.marked_by) == (PRESENT, True, leader)
    assert (entry.school_name, entry.authority_code) == (school.name, "991")
    assert StudyGroupSession.objects.get(pk=session.pk).places_taken == 2


def test_add_walk_in_of_a_school_not_listed_keeps_it_as_written(session):
    entry = add_walk_in(session, name="Inigo Pomfret", school_as_written="Saltings, by the sea")
    assert entry.school is None
    assert entry.school_as_written == "Saltings, by the sea"


def test_add_walk_in_knows_a_colleague_of_the_school(session):
    colleague = ColleagueFactory(name="Inigo Pomfret", email="inigo@example.org")
    entry = add_walk_in(session, name="inigo pomfret", school=colleague.school)
    assert entry.colleague == colleague


@pytest.mark.parametrize(
    "given",
    [
        {"name": "A. Finch", "email": "AURELIA@example.org"},
        {"name": "aurelia  finch", "same_school": True},
    ],
)
def test_add_walk_in_of_somebody_booked_marks_the_booking(session, given):
    booking = BookingFactory(
        session=session, colleague__name="Aurelia Finch", colleague__email="aurelia@example.org"
    )
    school = booking.school if given.pop("same_school", False) else SchoolFactory()
    entry = add_walk_in(session, school=school, **given)
    assert (entry.booking, entry.walk_in) == (booking, False)
    assert session.entries.count() == 1


@pytest.mark.parametrize("email", ["inigo@example.org", ""])
def test_add_walk_in_twice_is_one_person(session, email):
    school = SchoolFactory()
    first = add_walk_in(session, name="Inigo Pomfret", school=school, email="inigo@example.org")
    mark_attendance(session, {f"e{first.pk}": ABSENT})
    again = add_walk_in(session, name="Inigo Pomfret", school=school, email=email)
    assert again.pk == first.pk
    assert session.entries.get().attendance == PRESENT


def test_add_walk_in_of_the_same_name_elsewhere_is_another_person(session):
    add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    add_walk_in(session, name="Inigo Pomfret", school_as_written="Saltings")
    assert session.entries.count() == 3


def test_the_database_refuses_a_person_twice_on_a_register(session):
    entry = add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    with pytest.raises(IntegrityError, match="stands_once|person_key"), transaction.atomic():
        RegisterEntry.objects.create(
            session=session, name="Other", attendance=PRESENT, person_key=entry.person_key
        )


def test_remove_walk_in_takes_a_mistake_off(session):
    entry = add_walk_in(session, name="Inigo Pomfret", school=SchoolFactory())
    remove_walk_in(entry)
    remove_walk_in(entry)
    assert not session.entries.exists()
    actions = list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["register.walk_in_added", "register.walk_in_removed"]


def test_remove_walk_in_of_somebody_booked_is_refused(session):
    booking = BookingFactory(session=session)
    mark_attendance(session, {f"b{booking.pk}": PRESENT})
    with pytest.raises(NotAWalkIn):
        remove_walk_in(session.entries.get())
    assert session.entries.count() == 1


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


def test_settle_school_on_a_closed_register_keeps_what_was_written(session):
    entry = add_walk_in(session, name="Inigo Pomfret", school_as_written="Saltings")
    close_register(session)
    school = SchoolFactory(other_authority=True)
    settled = settle_school(entry, school, by=UserFactory())
    settled.refresh_from_db()
    assert (settled.school, settled.school_name) == (school, school.name)
    assert (settled.authority_code, settled.school_as_written) == ("991", "Saltings")
    assert settled.person_key == f"inigo pomfret|{school.urn}"


def test_settle_school_where_the_person_stands_already_is_refused(session):
    school = SchoolFactory()
    there = add_walk_in(session, name="Inigo Pomfret", school=school)
    entry = add_walk_in(session, name="Inigo Pomfret", school_as_written="Saltings")
    with pytest.raises(StandsAlready) as refused:
        settle_school(entry, school)
    assert refused.value.entry == there
    entry.refresh_from_db()
    assert entry.school is None
