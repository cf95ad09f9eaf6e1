"""The door of a school hall: no network, two tablets, a camera, and a pile of paper."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from psg_catalogue.enums import Attendance
from psg_catalogue.services.door_links import arrive_url, check_in_path
from psg_catalogue.services.registers import close_register, mark_attendance
from tests.browser.hands import sign_in
from tests.browser.test_register import leader, marks, session, tablet, tap
from tests.factories.directory import SchoolFactory
from tests.factories.people import office
from tests.factories.psg_catalogue import BookingFactory

__all__ = ["leader", "session", "tablet"]  # fixtures
pytestmark = pytest.mark.browser


def register(session) -> str:
    return reverse("psg_catalogue:register", args=[session.pk])


def cut_network(page) -> None:
    """Nothing is sent from now on. The browser forgets that it has no network for a moment while it
    opens a page again, so what is posted is stopped by hand."""
    page.context.set_offline(True)
    page.context.route("**/registers/**", stop_what_is_posted)


def stop_what_is_posted(route) -> None:
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.continue_()


def mend_network(page) -> None:
    page.context.unroute_all()
    page.context.set_offline(False)


def wait_for_worker(page) -> None:
    """Until the page would open without a network."""
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    for _ in range(50):
        found = page.evaluate(
            "caches.open('registers-1').then((kept) => kept.keys())"
            ".then((keys) => keys.map((each) => new URL(each.url).pathname))"
        )
        if "/static/js/register.js" in found:
            return
        page.wait_for_timeout(100)
    pytest.fail("The worker kept nothing.")


def test_marks_and_walk_ins_outlive_a_closed_page_without_network(tablet, session, page_problems):
    SchoolFactory(name="Saltings Primary School")
    tablet.goto(register(session))
    wait_for_worker(tablet)
    cut_network(tablet)
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_text("No network.").wait_for()

    # The page is opened again, still without a network: it comes, and the mark is on it.
    tablet.reload()
    group = tablet.get_by_role("group", name="Finch, Aurelia")
    assert group.get_by_role("radio", name="Present").is_checked()
    tablet.get_by_label("Name", exact=True).fill("Inigo Pomfret")
    tablet.get_by_label("School", exact=True).fill("Saltings Primary School")
    tablet.get_by_role("button", name="Add and mark present").click()
    tablet.get_by_text("Inigo Pomfret, Saltings Primary School: walk-in").wait_for()
    tablet.get_by_role("button", name="Close register").click()
    tablet.get_by_text("Some marks are not sent yet.").wait_for()
    assert marks(session) == {}

    mend_network(tablet)
    tablet.get_by_role("group", name="Pomfret, Inigo").wait_for()
    assert marks(session) == {
        "Aurelia Finch": Attendance.PRESENT,
        "Inigo Pomfret": Attendance.PRESENT,
    }
    assert tablet.evaluate("Object.keys(localStorage).length") == 0
    page_problems.clear()


def test_two_tablets_one_without_network_end_in_the_later_mark(tablet, session, page_problems):
    finch = session.bookings.get(colleague__name="Aurelia Finch")
    tablet.goto(register(session))
    cut_network(tablet)
    tap(tablet, "Finch, Aurelia", "Present")
    tap(tablet, "Garrowby, Silas", "Apologies")
    tablet.get_by_text("Garrowby, Silas: apologies").wait_for()
    mark_attendance(session, {f"b{finch.pk}": Attendance.ABSENT})
    # Later by more than a slow network takes: a tablet says how long ago it was marked on it.
    session.entries.update(marked_at=timezone.now() + timedelta(minutes=1))

    mend_network(tablet)
    tablet.get_by_text("Saved at").wait_for()
    assert marks(session) == {
        "Aurelia Finch": Attendance.ABSENT,
        "Silas Garrowby": Attendance.APOLOGIES,
    }
    group = tablet.get_by_role("group", name="Finch, Aurelia")
    assert group.get_by_role("radio", name="Absent").is_checked()
    page_problems.clear()


def test_marks_that_come_after_closing_are_named_and_not_lost(tablet, session, page_problems):
    tablet.goto(register(session))
    cut_network(tablet)
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_text("No network.").wait_for()
    close_register(session)
    mend_network(tablet)
    tablet.get_by_text("Marked too late").wait_for()
    assert "Finch, Aurelia: present" in tablet.locator("#kept").inner_text()
    tablet.get_by_role("button", name="I have told the office").click()
    assert tablet.locator("#kept").is_hidden()
    page_problems.clear()


def test_undo_takes_a_mark_back(tablet, session):
    tablet.goto(register(session))
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_text("Saved at").wait_for()
    tablet.get_by_role("button", name="Undo Finch, Aurelia").click()
    tablet.get_by_label("Count so far").get_by_text("3 not marked").wait_for()
    assert marks(session) == {}


def test_thirty_names_from_paper_by_keyboard_alone(tablet, session):
    BookingFactory.create_batch(27, session=session)
    tablet.goto(register(session))
    first = tablet.locator(".register__line input[type=radio]").first
    first.focus()
    for number in range(30):
        tablet.keyboard.press("/" if number % 3 else "o" if number % 2 else "a")
    tablet.get_by_label("Count so far").get_by_text("0 not marked").wait_for()
    tablet.locator("#kept").wait_for(state="hidden")
    kinds = list(marks(session).values())
    assert (kinds.count("present"), kinds.count("absent"), kinds.count("apologies")) == (20, 5, 5)


def test_screens_for_the_door(tablet, live_server, session, axe, leader):
    booking = session.bookings.get(colleague__name="Aurelia Finch")
    for name in ("badges", "door_sign"):
        tablet.goto(reverse(f"psg_catalogue:{name}", args=[session.pk]))
        axe(tablet)
    tablet.goto(check_in_path(booking))
    tablet.get_by_text("Aurelia Finch is marked present.").wait_for()
    close_register(session)
    tablet.context.clear_cookies()
    sign_in(tablet.context, live_server.url, office())
    tablet.goto(reverse("psg_catalogue:correct_register", args=[session.pk]))
    axe(tablet)


def test_walk_in_signs_in_by_telephone(page, live_server, transactional_db, session, axe):
    SchoolFactory(name="Saltings Primary School")
    page.set_viewport_size({"width": 320, "height": 700})
    booking = session.bookings.get(colleague__name="Aurelia Finch")
    page.goto(check_in_path(booking))
    axe(page)
    page.goto(arrive_url(session).partition("testserver")[2])
    axe(page)
    page.get_by_label("Name", exact=True).fill("Inigo Pomfret")
    page.get_by_label("School", exact=True).fill("Saltings")
    page.get_by_role("button", name="I am here").click()
    page.get_by_role("heading", name="Welcome").wait_for()
    axe(page)
    assert marks(session) == {"Inigo Pomfret": Attendance.PRESENT}
    assert session.entries.get().marked_at > timezone.now() - timedelta(minutes=1)
