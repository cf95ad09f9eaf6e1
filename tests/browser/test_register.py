"""The register on a tablet at the door, and booking, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.academic_year import AcademicYear
from directory.enums import Role
from directory.models import RoleAssignment
from psg_catalogue.enums import Attendance
from psg_catalogue.services.registers import mark_attendance
from tests.browser.hands import fits, sign_in
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, PractitionerFactory, SchoolFactory
from tests.factories.psg_catalogue import (
    BookingFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.browser

NAMES = ("Clement Eastaugh", "Aurelia Finch", "Silas Garrowby")


@pytest.fixture
def leader(transactional_db):
    return PractitionerFactory(user=UserFactory()).user


@pytest.fixture
def session(leader):
    """Under way since ten minutes ago, with three people booked."""
    session = StudyGroupSessionFactory(
        study_group=StudyGroupPageFactory(leaders=[leader.practitioner]),
        starts_at=timezone.now() - timedelta(minutes=10),
    )
    for name in NAMES:
        BookingFactory(session=session, colleague__name=name)
    return session


@pytest.fixture
def tablet(page, live_server, leader):
    page.set_viewport_size({"width": 1024, "height": 768})
    sign_in(page.context, live_server.url, leader)
    return page


def tap(page, name, mark):
    page.get_by_role("group", name=name).get_by_role("radio", name=mark).click()


def marks(session):
    return dict(session.entries.values_list("name", "attendance"))


def test_tap_saves_itself_and_another_undoes_it(tablet, session, axe):
    tablet.goto(reverse("psg_catalogue:register", args=[session.pk]))
    axe(tablet)
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_text("Saved at").wait_for()
    assert marks(session) == {"Aurelia Finch": Attendance.PRESENT}
    assert tablet.get_by_label("Count so far").inner_text().split() == [
        *("1", "present", "0", "absent", "0", "apologies", "2", "not", "marked")
    ]
    tap(tablet, "Finch, Aurelia", "Apologies")
    tablet.get_by_label("Count so far").get_by_text("1 apologies").wait_for()
    assert marks(session) == {"Aurelia Finch": Attendance.APOLOGIES}


def test_tap_brings_what_somebody_else_has_marked(tablet, session):
    tablet.goto(reverse("psg_catalogue:register", args=[session.pk]))
    other = session.bookings.get(colleague__name="Silas Garrowby")
    mark_attendance(session, {f"b{other.pk}": Attendance.ABSENT})
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_text("Saved at").wait_for()
    group = tablet.get_by_role("group", name="Garrowby, Silas")
    assert group.get_by_role("radio", name="Absent").is_checked()


def test_tap_that_cannot_be_saved_is_tried_again(tablet, session, page_problems):
    tablet.goto(reverse("psg_catalogue:register", args=[session.pk]))
    tablet.context.set_offline(True)
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_text("No network.").wait_for()
    assert marks(session) == {}
    tablet.context.set_offline(False)
    tablet.get_by_text("Saved at").wait_for()
    assert marks(session) == {"Aurelia Finch": Attendance.PRESENT}
    page_problems.clear()


def test_typing_finds_a_name(tablet, session):
    tablet.goto(reverse("psg_catalogue:register", args=[session.pk]))
    tablet.get_by_label("Find a name").fill("gar")
    assert tablet.locator(".register__line:visible").count() == 1
    assert tablet.get_by_role("group", name="Garrowby, Silas").is_visible()
    tablet.get_by_label("Find a name").fill("zzz")
    assert tablet.get_by_text("Nobody of that name.").is_visible()


def test_walk_in_is_added_and_the_register_closed(tablet, session, axe):
    SchoolFactory(name="Saltings Primary School", town="Saltings", other_authority=True)
    tablet.goto(reverse("psg_catalogue:register", args=[session.pk]))
    tablet.get_by_label("Name", exact=True).fill("Inigo Pomfret")
    tablet.get_by_label("School", exact=True).press_sequentially("salti", delay=20)
    option = tablet.locator("#schools-found option")
    option.wait_for(state="attached")
    tablet.get_by_label("School", exact=True).fill(option.get_attribute("value"))
    tablet.get_by_label("Name", exact=True).press("Enter")
    tablet.get_by_text("Inigo Pomfret is marked present.").wait_for()
    assert session.entries.get().school.name == "Saltings Primary School"
    tap(tablet, "Finch, Aurelia", "Present")
    tablet.get_by_role("button", name="Close register").click()
    tablet.get_by_role("heading", name="Close this register?").wait_for()
    axe(tablet)
    tablet.get_by_role("button", name="Close register").click()
    tablet.get_by_role("heading", name="This register is closed").wait_for()
    axe(tablet)
    session.refresh_from_db()
    assert session.state == "held"
    assert marks(session) == {
        "Inigo Pomfret": Attendance.PRESENT,
        "Aurelia Finch": Attendance.PRESENT,
        "Clement Eastaugh": Attendance.ABSENT,
        "Silas Garrowby": Attendance.ABSENT,
    }


def test_register_is_taken_without_script(browser, live_server, leader, session):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    sign_in(context, live_server.url, leader)
    phone = context.new_page()
    phone.goto(live_server.url + reverse("psg_catalogue:register", args=[session.pk]))
    tap(phone, "Finch, Aurelia", "Present")
    phone.get_by_label("Find a name").fill("finch")
    phone.get_by_role("button", name="Save register").click()
    assert phone.get_by_text("Saved at").is_visible()
    assert marks(session) == {"Aurelia Finch": Attendance.PRESENT}
    context.close()


def test_register_screens_do_not_scroll_sideways(tablet, session):
    for name in ("register", "register_paper", "close_register", "badges", "door_sign"):
        tablet.goto(reverse(f"psg_catalogue:{name}", args=[session.pk]))
        fits(tablet)
    tablet.goto(reverse("psg_catalogue:registers"))
    fits(tablet)


def test_paper_register_prints_on_one_sheet(tablet, session, axe):
    for booked in (len(NAMES), 20):
        BookingFactory.create_batch(booked - session.bookings.count(), session=session)
        tablet.goto(reverse("psg_catalogue:register_paper", args=[session.pk]))
        printed = tablet.pdf(format="A4", prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") == 1, booked
    axe(tablet)


def test_lead_books_and_gives_a_place_back(page, live_server, transactional_db, axe):
    session = StudyGroupSessionFactory(title="Prompts that travel")
    school = SubscriptionFactory(academic_year=AcademicYear.of(session.starts_at).start).school
    lead = UserFactory()
    RoleAssignment.objects.create(user=lead, role=Role.SCHOOL_LEAD, school=school)
    jasper = ColleagueFactory(school=school, name="Jasper Mallowby")
    clash = StudyGroupSessionFactory(title="Small planning circle", starts_at=session.starts_at)
    BookingFactory(session=clash, colleague=jasper)
    ColleagueFactory(school=school, name="Aurelia Finch")
    sign_in(page.context, live_server.url, lead)

    page.goto(reverse("psg_catalogue:session", args=[session.pk]))
    axe(page)
    page.get_by_role("link", name="Book colleagues").click()
    page.get_by_label("Jasper Mallowby").check()
    page.get_by_label("Aurelia Finch").check()
    page.get_by_label("Full name").fill("Pearl Hathersedge")
    page.get_by_role("button", name="Book these places").click()
    page.get_by_role("link", name="Jasper Mallowby is booked on").click()
    assert page.evaluate("document.activeElement.id") == f"id_colleague_{jasper.pk}"
    axe(page)
    page.get_by_label("Jasper Mallowby").uncheck()
    page.get_by_role("button", name="Book these places").click()
    page.get_by_role("heading", name="Booked", exact=True).wait_for()
    axe(page)
    names = set(session.bookings.active().values_list("colleague__name", flat=True))
    assert names == {"Aurelia Finch", "Pearl Hathersedge"}
    page.get_by_role("link", name="Cancel for Pearl Hathersedge").click()
    axe(page)
    page.get_by_role("button", name="Yes, give the place back").click()
    page.get_by_text("Pearl Hathersedge is no longer booked.").wait_for()
    axe(page)
    assert [b.colleague.name for b in session.bookings.active()] == ["Aurelia Finch"]
