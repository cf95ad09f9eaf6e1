"""Places given back late and places nobody used."""

from datetime import timedelta

import pytest
from django.utils import timezone

from psg_catalogue.enums import Attendance
from psg_catalogue.models import BookingRules, UnusedPlace
from psg_catalogue.refusals import NoReason
from psg_catalogue.services import allowances
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.registers import close_register, mark_attendance, reopen_register
from psg_catalogue.services.unused_places import excuse_unused_place, mark_invoiced
from subscriptions.models import Subscription
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory
from tests.factories.psg_catalogue import LASTING, StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db


def recorded():
    return list(UnusedPlace.objects.order_by("pk").values_list("kind", "charge_pence"))


def test_late_is_recorded_with_the_charge_of_the_day_and_in_time_is_not():
    BookingRules.objects.create(late_charge=2500)
    school = ColleagueFactory().school
    people = ColleagueFactory.create_batch(3, school=school)
    far = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(30), capacity=1)
    near = StudyGroupSessionFactory(open_to_all=True, starts_at=twilight(3), capacity=1)
    cancel_booking(book_places(far, people[:1], school=school).booked[0])
    assert recorded() == []
    outcome = book_places(near, people, school=school)
    cancel_booking(outcome.waiting[1])
    assert recorded() == []
    cancel_booking(outcome.booked[0], excused_because="Not the office")
    assert recorded() == [("late", 2500)]
    assert UnusedPlace.objects.get().excused_at is None


def test_a_late_place_is_used_until_it_is_excused():
    session = StudyGroupSessionFactory(starts_at=twilight(3))
    subscription = SubscriptionFactory(academic_year=session.year.start, places_included=5)
    people = ColleagueFactory.create_batch(2, school=subscription.school)
    booked = book_places(session, people, school=subscription.school).booked
    cancel_booking(booked[0])

    def used():
        fresh = Subscription.objects.get(pk=subscription.pk)
        assert fresh.places_used == allowances.drawn_on(fresh)
        return fresh.places_used

    assert used() == 2
    unused = UnusedPlace.objects.get()
    with pytest.raises(NoReason):
        excuse_unused_place(unused, reason=" ")
    office = UserFactory()
    excused = excuse_unused_place(unused, reason="The school was closed", by=office)
    assert (excused.excused_by, excused.excused_because) == (office, "The school was closed")
    assert excuse_unused_place(unused, reason="Another").excused_because == excused.excused_because
    assert used() == 1
    cancel_booking(booked[1], by_office=True, excused_because="Snow")
    assert used() == 0


def test_who_does_not_come_is_recorded_on_closing_and_taken_off_when_they_came_after_all():
    BookingRules.objects.create(no_show_charge=4000)
    start = timezone.now() - timedelta(hours=1)
    session = StudyGroupSessionFactory(
        booked=4, starts_at=start, ends_at=start + LASTING, capacity=4
    )
    came, sorry, absent, mistaken = session.bookings.order_by("pk")
    marks = {f"b{came.pk}": Attendance.PRESENT, f"b{sorry.pk}": Attendance.APOLOGIES}
    mark_attendance(session, marks)
    close_register(session)
    assert {each.booking for each in UnusedPlace.objects.all()} == {absent, mistaken}
    assert recorded() == [("no_show", 4000)] * 2
    invoiced = mark_invoiced(UnusedPlace.objects.get(booking=absent), reference="INV-7")
    assert list(UnusedPlace.objects.to_charge().values_list("booking", flat=True)) == [mistaken.pk]
    reopen_register(session, reason="A mistake")
    mark_attendance(session, dict.fromkeys((f"b{mistaken.pk}", f"b{absent.pk}"), "present"))
    close_register(session)
    assert [each.pk for each in UnusedPlace.objects.all()] == [invoiced.pk]
