"""The directory, portraits and their agreement in a real browser: no axe violation in light or
dark, no sideways scroll, and a portrait's whole way from an empty form to the public page."""

import pytest

from directory.enums import Outreach, Role
from directory.models import KeyStage, PenPortraitPage
from directory.services.agreement import waiting_for
from directory.services.portrait_workflow import ensure_portrait_workflow
from directory.services.roles import sync_groups
from tests.browser.hands import look, sign_in
from tests.factories.core import ImageFactory
from tests.factories.directory import (
    OfferFactory,
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    SubjectFactory,
    the_directory,
)
from tests.factories.people import lead_of, person

pytestmark = pytest.mark.browser


@pytest.fixture
def school():
    return SchoolFactory(
        urn="900301", name="Brindle Down Primary School", town="Brindle Down",
        easting=500_000, northing=240_000,
    )  # fmt: skip


@pytest.fixture
def portraits(school):
    """One of each sort: drawn, photographed, of the school's own, kept in school."""
    english = SubjectFactory(name="English", slug="english")
    given = {
        "subjects": [english],
        "key_stages": list(KeyStage.objects.all()),
        "offers": [OfferFactory(name="Coaching")],
        "expertise": "<p>Early language</p>",
        "what_i_can_offer": "<ul><li>A catch-up group</li></ul>",
        "availability": "Wednesday, whole day",
    }
    whose = {
        "tamsin": PractitionerFactory(name="Tamsin Quillfeather", base_school=school),
        "osric": PractitionerFactory(name="Osric Penhallow-Batt", base_school=school),
        "hyacinth": PractitionerFactory(name="Hyacinth Oakapple", outreach=Outreach.ASK_SCHOOL),
        "cosmo": PractitionerFactory(name="Cosmo Brackenridge", outreach=Outreach.OWN_SCHOOL),
    }
    photo = {"osric": ImageFactory()}
    return {
        name: PenPortraitPageFactory(practitioner=each, photo=photo.get(name), **given)
        for name, each in whose.items()
    }


def test_directory_and_portraits(page, axe, live_server, portraits, school):
    directory = the_directory().get_url()
    for path in (
        directory,
        f"{directory}?subject=english&near={school.urn}&within=20",
        f"{directory}?near=brindle&q=coaching",
        f"{directory}?q=latin",
        *(portrait.get_url() for portrait in portraits.values()),
    ):
        look(page, axe, path)


def test_visitor_narrows_the_list_and_takes_the_filter_off(page, live_server, portraits, school):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(the_directory().get_url())
    page.get_by_label("English (4)").check()
    page.locator("summary", has_text="Near a school").click()
    page.get_by_label("School", exact=True).fill("brindle down")
    page.get_by_role("button", name="Show these").click()

    assert "4 teachers, nearest first" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="English remove").click()
    page.get_by_role("link", name="Near Brindle Down Primary School remove").click()
    assert page.url.rstrip("?").endswith(the_directory().get_url())


def test_directory_works_without_script_on_a_phone(browser, live_server, portraits):
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": 320, "height": 700},
        base_url=live_server.url,
    )
    page = context.new_page()
    page.goto(the_directory().get_url())
    page.get_by_role("link", name="Search and filter").click()
    page.get_by_label("Search", exact=True).fill("tamsin")
    page.get_by_role("button", name="Show these").click()

    assert page.locator(".person").count() == 1
    context.close()


def test_portrait_from_an_empty_form_to_the_public_page(page, axe, live_server, school):
    directory = the_directory()
    ensure_portrait_workflow()
    sync_groups()
    tamsin = person(Role.PRACTITIONER, first_name="Tamsin", last_name="Quillfeather")
    PractitionerFactory(name="Tamsin Quillfeather", user=tamsin, base_school=school)

    sign_in(page.context, live_server.url, tamsin)
    page.goto(f"/admin/pages/add/directory/penportraitpage/{directory.pk}/")
    page.locator("#id_title").fill("Tamsin Quillfeather")
    page.locator("#id_own_words").fill("I make daily phonics brisk.")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit to").click()
    page.get_by_text("submitted for moderation").first.wait_for()

    lead = lead_of(school)
    page.context.clear_cookies()
    sign_in(page.context, live_server.url, lead)
    look(page, axe, f"/my-school/{school.urn}/portraits/")
    state = waiting_for(school).get()
    look(page, axe, f"/my-school/{school.urn}/portraits/{state.pk}/")
    page.get_by_role("button", name="Send it back").click()
    axe(page)
    page.get_by_role("link", name="Say what should change").click()
    assert page.evaluate("document.activeElement.name") == "comment"
    page.get_by_role("button", name="Agree this portrait").click()
    page.get_by_text("The AST coordinator publishes the portrait").wait_for()
    look(page, axe, f"/my-school/{school.urn}/portraits/")

    page.context.clear_cookies()
    sign_in(page.context, live_server.url, person(Role.AST_COORDINATOR))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/admin/pages/{PenPortraitPage.objects.get().pk}/edit/")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Approve and Publish").click()
    page.get_by_text("has been updated").first.wait_for()

    page.context.clear_cookies()
    page.goto(f"{directory.get_url()}tamsin-quillfeather/")
    assert "I make daily phonics brisk." in page.inner_text("main")
