"""The places a subscription gives, and that no more are ever booked."""

import time

import pytest
from django.db import IntegrityError
from django.urls import reverse

from core.academic_year import AcademicYear
from psg_catalogue.enums import Access
from psg_catalogue.models import Booking
from psg_catalogue.refusals import AllowanceSpent, PaymentOverdue
from psg_catalogue.services import allowances
from psg_catalogue.services.bookings import book_places, book_sessions, cancel_booking
from psg_catalogue.services.session_changes import cancel_session, set_access
from subscriptions.enums import Entitlement, UnpaidBooking
from subscriptions.models import Subscription
from tests.factories.directory import ColleagueFactory
from tests.factories.people import colleague_of, lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight
from tests.factories.subscriptions import SubscriptionFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def a_session(days=7, **facts):
    return StudyGroupSessionFactory(starts_at=twilight(days), **facts)


def giving(session, places, **facts):
    """A subscription for the session's year that gives so many places."""
    return SubscriptionFactory(
        academic_year=AcademicYear.of(session.starts_at).start,
        places_included=places,
        scheme__entitlement=Entitlement.PLACES,
        scheme__places_included=places,
        **facts,
    )


def used(subscription):
    """The counter, which is always what the bookings say."""
    subscription = Subscription.objects.get(pk=subscription.pk)
    assert subscription.places_used == allowances.drawn_on(subscription)
    return subscription.places_used


def people(subscription, number):
    return ColleagueFactory.create_batch(number, school=subscription.school)


def test_places_are_drawn_until_there_are_none_and_come_back():
    session = a_session(capacity=2)
    subscription = giving(session, 4)
    school = subscription.school
    booked = book_places(session, people(subscription, 3), school=school)
    assert (len(booked.booked), len(booked.waiting), used(subscription)) == (2, 1, 3)
    with pytest.raises(AllowanceSpent) as refused:
        book_places(session, people(subscription, 2), school=school)
    assert "gives 4 places, and 1 is left. Choose 1 at most" in str(refused.value)
    assert used(subscription) == 3
    # Asked again, the same three are no new places.
    book_places(session, [each.colleague for each in booked.bookings], school=school)
    cancel_booking(booked.booked[0])
    assert used(subscription) == 2
    book_places(session, people(subscription, 2), school=school)
    with pytest.raises(AllowanceSpent, match="all of them are booked"):
        book_places(session, people(subscription, 1), school=school)
    cancel_session(session, reason="The leader is unwell.")
    assert used(subscription) == 0


def test_several_sessions_draw_together_or_not_at_all():
    sessions = [a_session(1), a_session(2)]
    subscription = giving(sessions[0], 3)
    two = people(subscription, 2)
    with pytest.raises(AllowanceSpent):
        book_sessions(sessions, two, school=subscription.school)
    assert (used(subscription), Booking.objects.count()) == (0, 0)
    book_sessions(sessions, two[:1], school=subscription.school)
    assert used(subscription) == 2


def test_session_open_to_all_draws_nothing_then_or_later():
    session = a_session(open_to_all=True)
    subscription = giving(session, 1)
    booking = book_places(session, people(subscription, 2), school=subscription.school).booked[0]
    set_access(session, access=Access.SUBSCRIBERS)
    cancel_booking(booking)
    assert (used(subscription), booking.subscription) == (0, None)


def test_one_who_still_waited_when_it_began_used_no_place():
    session = a_session(capacity=1)
    subscription = giving(session, 9)
    book_places(session, people(subscription, 2), school=subscription.school)
    session.starts_at = twilight(-1)
    session.save()
    assert allowances.drawn_on(subscription) == 1


def test_unlimited_counts_without_a_limit():
    session = a_session()
    subscription = SubscriptionFactory(academic_year=AcademicYear.of(session.starts_at).start)
    book_places(session, people(subscription, 3), school=subscription.school)
    assert used(subscription) == 3


def test_screens_say_what_is_left_and_what_is_refused(client):
    session = a_session()
    subscription = giving(session, 2)
    school, (one, two, three) = subscription.school, people(subscription, 3)
    client.force_login(lead_of(school))
    book_places(session, [one], school=school)
    address = reverse("psg_catalogue:book", args=[session.pk])
    assert "1 of 2 places booked, 1 left" in client.get(address).content.decode()
    ticked = {f"colleague_{each.pk}": "on" for each in (two, three)}
    lines = {"new-TOTAL_FORMS": "0", "new-INITIAL_FORMS": "0"}
    page = client.post(address, ticked | lines).content.decode()
    assert "Choose 1 at most" in page
    assert page.count("checked") >= 2
    assert used(subscription) == 1
    page = client.get(reverse("directory:school", args=[school.urn])).content.decode()
    assert "1 of 2 places booked, 1 left" in page


def test_unpaid_school_is_told_what_to_pay_and_keeps_its_bookings(client):
    session = a_session()
    subscription = SubscriptionFactory(
        academic_year=AcademicYear.of(session.starts_at).start,
        price_pence=15_000,
        vat_treatment="exempt",
    )
    school, colleagues = subscription.school, people(subscription, 2)
    book_places(session, colleagues[:1], school=school)
    scheme = subscription.scheme
    scheme.unpaid_may_book = UnpaidBooking.NEVER
    scheme.save()
    with pytest.raises(PaymentOverdue, match="£150.00 is to be paid"):
        book_places(session, colleagues[1:], school=school)
    assert session.bookings.confirmed().count() == 1
    address = reverse("psg_catalogue:book", args=[session.pk])
    client.force_login(lead_of(school))
    assert "£150.00 is to be paid" in client.get(address).content.decode()
    client.force_login(colleague_of(school))
    page = client.get(address).content.decode()
    assert "still to pay for its subscription" in page
    assert "£150" not in page


def one_each(sessions, subscription):
    """So many calls, each booking somebody else on a session of its own."""
    pairs = zip(sessions, people(subscription, len(sessions)), strict=True)
    return [
        lambda session=session, person=person: book_places(
            session, [person], school=subscription.school
        )
        for session, person in pairs
    ]


@pytest.mark.postgres
def test_last_place_of_an_allowance_is_booked_once_by_many_at_once(threads):
    sessions = [a_session(week) for week in range(1, 9)]
    subscription = giving(sessions[0], 3)
    refused = errors(threads(one_each(sessions, subscription)))
    assert {type(error) for error in refused} == {AllowanceSpent}
    assert (len(refused), used(subscription)) == (5, 3)


@pytest.mark.postgres
def test_without_the_lock_the_database_still_gives_no_more(threads, monkeypatch):
    def look(rows):
        return list(rows.select_related("scheme").order_by("pk"))

    def slowly(subscription):
        drawn = drawn_on(subscription)
        time.sleep(0.5)
        return drawn

    drawn_on = allowances.drawn_on
    monkeypatch.setattr(allowances, "_locked", look)
    monkeypatch.setattr(allowances, "drawn_on", slowly)
    sessions = [a_session(week) for week in range(1, 5)]
    subscription = giving(sessions[0], 1)
    refused = errors(threads(one_each(sessions, subscription)))
    assert {type(error) for error in refused} == {IntegrityError}
    monkeypatch.setattr(allowances, "drawn_on", drawn_on)
    assert used(subscription) == 1
