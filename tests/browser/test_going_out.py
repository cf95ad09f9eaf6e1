"""What goes out, one's own calendar and the weekly letter, in a real browser: axe in light and dark
at three widths, nothing wider than the screen, and the way from asking to stopping."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.mail import build_email
from core.models import Message
from psg_catalogue.models import AccessNeed, Booking, NewSessionsSignUp, ReminderRule
from psg_catalogue.services.own_calendar import make_calendar_address
from psg_catalogue.services.reminders import hold_reminder, send_now
from tests.browser.hands import look, look_at_screens, sign_in
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory, SubjectFactory
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session():
    leader = PractitionerFactory(name="Tamsin Quillfeather", email="tamsin@example.org")
    made = StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(leaders=[leader]), booked=3, waiting=2
    )
    Booking.objects.update(booked_at=timezone.now() - timedelta(days=30))
    AccessNeed.objects.create(booking=made.bookings.confirmed().first(), words="A seat in front")
    return made


def path_of(message, part):
    words = build_email(message).body.split()
    address = next(word for word in words if f"/{part}/" in word)
    return "/" + address.split("//", 1)[1].split("/", 1)[1]


def test_screens_of_the_office_and_the_leaders_list(page, axe, live_server, session):
    admin = UserFactory(admin=True)
    attenders = ReminderRule.objects.get(what="attenders")
    leaders = ReminderRule.objects.get(what="leaders")
    send_now(session, leaders, by=admin)
    hold_reminder(session, attenders, because="The hall is flooded.", by=admin)
    look(page, axe, path_of(Message.objects.get(kind="leader_list"), "who-comes"))

    sign_in(page.context, live_server.url, admin)
    here = (session.pk, attenders.pk)
    office = (
        reverse("going_out:index"),
        reverse("study_group_sessions:inspect", args=[session.pk]),
        reverse("going_out:hold", args=here),
    )
    look_at_screens(page, axe, office, ("light", "dark"))
    page.goto(reverse("going_out:index"))
    page.get_by_role("link", name="Let it go").first.click()
    page.get_by_role("button", name="Let it go").click()
    page.get_by_role("link", name="Send now Reminder to those booked").click()
    page.get_by_role("button", name="Send it now").click()
    page.get_by_text("3 letters are on the way.").wait_for()


def test_calendar_is_made_and_changed(page, axe, live_server):
    user = UserFactory()
    sign_in(page.context, live_server.url, user)
    here = reverse("psg_catalogue:own_calendar")
    look(page, axe, here)
    page.get_by_role("button", name="Make the address").click()
    look(page, axe, here)
    first = page.get_by_label("The address of your calendar").input_value()
    page.get_by_role("button", name="Make a new address").click()
    page.get_by_text("The old one leads nowhere now.").wait_for()
    assert page.get_by_label("The address of your calendar").input_value() != first
    make_calendar_address(user)


def test_new_sessions_from_the_catalogue_to_the_stop(page, axe):
    SubjectFactory.create_batch(6)
    page.goto(the_catalogue().url)
    page.get_by_role("link", name="hear of new sessions by email").click()
    look(page, axe, page.url)
    page.get_by_label("Your email address").fill("aurelia@example.org")
    page.get_by_label("Key stage 2").check()
    page.get_by_role("button", name="Tell me").click()
    page.get_by_role("heading", name="Look in your mail").wait_for()
    axe(page)
    link = path_of(Message.objects.get(), "new-sessions")
    look(page, axe, link)
    page.get_by_role("button", name="Yes, tell me").click()
    page.get_by_text("That is settled").wait_for()
    assert NewSessionsSignUp.objects.confirmed().count() == 1
    page.get_by_role("button", name="Stop these letters").click()
    page.get_by_role("heading", name="No more of these letters").wait_for()
    axe(page)
    assert not NewSessionsSignUp.objects.exists()
