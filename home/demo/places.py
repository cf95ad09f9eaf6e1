"""Places in all their states: an offer that waits for an answer, one that ran out, a place passed
on, one given back late, needs, a school whose leads agree first, somebody listed twice."""

from datetime import timedelta

from django.utils import timezone

from core.models import User
from directory.models import Colleague, School
from directory.services.colleagues import add_colleague
from home.demo.clock import as_of
from home.demo.people import SCHOOL
from home.demo.programme import Programme
from psg_catalogue.models import Booking, BookingRules, StudyGroupSession
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.agreement import settle_agreement
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.needs import note_needs
from psg_catalogue.services.place_times import is_late, list_has_stopped
from psg_catalogue.services.swaps import swap_colleague
from psg_catalogue.services.waiting_list import let_run_out

LATE_CHARGE, NO_SHOW_CHARGE = 2500, 4000
NEEDS = (
    "Step-free way in, and a seat near the front.",
    "Vegetarian, no nuts.",
    "Slides in advance, in large print.",
)


def load_rules() -> None:
    """What a place given back late, or not used, costs from the first day on."""
    BookingRules.objects.create(late_charge=LATE_CHARGE, no_show_charge=NO_SHOW_CHARGE)


def load_places(
    programme: Programme, staff: dict[School, list[Colleague]], accounts: dict[str, User]
) -> None:
    """Call it when everyone is booked."""
    lead, colleague = accounts["lead@example.org"], accounts["colleague@example.org"]
    school = next(each for each in staff if each.name == SCHOOL)
    _offers(accounts["office@example.org"])
    coming = _places_of(school)
    _pass_on(coming, staff[school], lead)
    _give_back_late(accounts["office@example.org"])
    for booking, words in zip(_places_of(school), NEEDS, strict=False):
        note_needs(booking, words=words, by=lead)
    settle_agreement(school, asks_lead=True, by=lead)
    _ask(programme, school, colleague)
    _list_twice(school, lead)


def _places_of(school: School) -> list[Booking]:
    """The school's places on sessions to come."""
    found = Booking.objects.confirmed().filter(school=school, session__starts_at__gt=timezone.now())
    return list(found.select_related("session", "colleague").order_by("session__starts_at", "pk"))


def _offers(office: User) -> None:
    """On the full sessions somebody gives a place back: the first in line lets the offer run out,
    and the next one has still to answer."""
    waiting = Booking.objects.waiting().filter(session__starts_at__gt=timezone.now())
    full = StudyGroupSession.objects.filter(pk__in=waiting.values("session")).order_by("starts_at")
    for session in full:
        if list_has_stopped(session):
            continue
        with as_of(timezone.now() - timedelta(days=3)):
            cancel_booking(session.bookings.confirmed().last(), by=office, by_office=True)
        let_run_out()


def _pass_on(coming: list[Booking], people: list[Colleague], lead: User) -> None:
    for booking in coming:
        for person in people:
            try:
                swap_colleague(booking, person, by=lead)
            except BookingRefused:
                continue
            return


def _give_back_late(office: User) -> None:
    near = Booking.objects.confirmed().filter(session__starts_at__gt=timezone.now())
    near = near.select_related("session").order_by("session__starts_at", "-pk")
    late = [booking for booking in near[:40] if is_late(booking.session)]
    for booking, excuse in zip(late, ("", "The school was closed by snow."), strict=False):
        cancel_booking(booking, by=office, by_office=True, excused_because=excuse)


def _ask(programme: Programme, school: School, colleague: User) -> None:
    """A colleague asks for a place of their own, and their lead has still to agree."""
    person = Colleague.objects.filter(school=school, user=colleague).first()
    coming = StudyGroupSession.objects.filter(starts_at__gt=timezone.now(), state="planned")
    for session in coming.order_by("starts_at"):
        try:
            outcome = book_places(session, [person], school=school, by=colleague, for_oneself=True)
        except BookingRefused:
            continue
        if outcome.requested:
            return


def _list_twice(school: School, lead: User) -> None:
    """Somebody stands on the list under a second address."""
    person = school.colleagues.current().exclude(email="").filter(user=None).first()
    if person:
        add_colleague(school, name=person.name, email=f"second.{person.email}", by=lead)
