"""Someone not on the list: added once, from any school, and never turned away."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from psg_catalogue.enums import Attendance
from psg_catalogue.models import RegisterEntry, StudyGroupSession
from psg_catalogue.register_refusals import NotAWalkIn, StandsAlready
from psg_catalogue.services.registers import close_register, mark_attendance
from psg_catalogue.services.walk_ins import add_walk_in, remove_walk_in, settle_school
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import BookingFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db

PRESENT, ABSENT = Attendance.PRESENT, Attendance.ABSENT


@pytest.fixture
def session():
    """Under way since ten minutes ago."""
    return StudyGroupSessionFactory(starts_at=timezone.now() - timedelta(minutes=10))


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
