"""Sessions in the back office, in a real browser: axe on each screen, a venue that is chosen."""

import pytest
from django.urls import reverse

from psg_catalogue.backoffice.session_changes import CHANGES
from tests.browser.hands import look_at_screens, sign_in
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory, twilight

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at(name, *args):
    return reverse(f"study_group_sessions:{name}", args=args)


@pytest.fixture
def office(page, live_server):
    sign_in(page.context, live_server.url, UserFactory(admin=True))
    return page


def test_screens_break_no_rule(office, axe):
    session = StudyGroupSessionFactory(booked=2, waiting=1)
    postponed = StudyGroupSessionFactory(postponed=True)
    read = [at("inspect", session.pk), at("history", session.pk)]
    forms = [
        at(code, postponed.pk if change.states == ("postponed",) else session.pk)
        for code, change in CHANGES.items()
    ]
    # The forms have one template: dark is asked of the first.
    look_at_screens(office, axe, [*read, forms[0]], ("light", "dark"))
    look_at_screens(office, axe, forms[1:])


def test_venue_is_found_by_its_town_and_kept(office):
    session = StudyGroupSessionFactory()
    SchoolFactory.create_batch(3)
    SchoolFactory(name="Saltings School", town="Saltings")
    office.goto(at("place", session.pk))
    office.get_by_role("button", name="Actions").last.click()
    office.get_by_role("button", name="Choose another school").click()
    office.get_by_label("Name, town, postcode or URN").fill("saltings")
    office.get_by_role("link", name="Saltings School").click()
    office.get_by_role("button", name="Change the place").click()
    office.get_by_text("Saltings School").first.wait_for()
    session.refresh_from_db()
    assert session.venue.name == "Saltings School"


def test_session_is_added_from_its_study_group(office):
    """A day is taken as it is typed: Wagtail's calendar would make today of one it cannot read."""
    group = StudyGroupSessionFactory().study_group
    office.goto(reverse("wagtailadmin_pages:edit", args=[group.pk]))
    office.get_by_role("link", name="Add a session").click()
    office.get_by_label("Title").fill("What the books show")
    office.get_by_label("Starts").fill("16:15")
    office.get_by_label("Ends").fill("17:45")
    office.get_by_label("Date").fill("next Thursday")
    office.get_by_label("Title").press("Enter")
    office.get_by_text("Enter a valid date.").first.wait_for()
    assert office.get_by_label("Date").input_value() == "next Thursday"
    office.get_by_label("Date").fill(twilight(40).date().isoformat())
    office.get_by_label("Title").press("Enter")
    office.get_by_text("is on the programme").wait_for()
    made = group.sessions.get(page__title="What the books show")
    assert made.starts_at == twilight(40)
    assert made.page.live
