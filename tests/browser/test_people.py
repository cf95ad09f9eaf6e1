"""Account pages, a school's people, and the people screens, in a real browser: no axe violation in
light or dark, no sideways scroll, and the whole way of a claim without script."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from core.mail import build_email
from core.models import Message
from directory.emails import invitation_link
from directory.enums import Role
from directory.services.claims import make_claim
from directory.services.colleagues import colleague_leaves
from directory.services.invitations import invite_person
from directory.services.roles import grant_role
from tests.browser.hands import look, look_at_screens, sign_in
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import lead_of, office, person

pytestmark = pytest.mark.browser


@pytest.fixture
def school():
    found = SchoolFactory(urn="900301", name="Brindle Down Primary School", town="Brindle")
    ColleagueFactory(school=found, name="Aurelia Finch", job_title="Year 2 teacher")
    colleague_leaves(ColleagueFactory(school=found, name="Jasper Mallowby"))
    return found


def test_pages_of_a_school_and_its_people(page, axe, live_server, school):
    lead = lead_of(school, first_name="Honor", last_name="Pettifer")
    claim = make_claim(person(first_name="Pearl"), school, job_title="Year 3 teacher")
    colleague = school.colleagues.current().get()
    sign_in(page.context, live_server.url, lead)
    for path in (
        "",
        "people/",
        f"people/{lead.pk}/",
        f"claims/{claim.pk}/",
        "staff/",
        "staff/add/",
        f"staff/{colleague.pk}/",
        f"staff/{colleague.pk}/left/",
    ):
        look(page, axe, f"/my-school/{school.urn}/{path}")


def test_pages_of_a_person_between_schools(page, axe, live_server, school):
    lead_of(school)
    user = person()
    make_claim(user, school)
    sign_in(page.context, live_server.url, user)
    look(page, axe, "/my-school/")
    look(page, axe, "/my-school/claim/?q=brindle")
    look(page, axe, "/my-school/claim/?q=nowhere")
    for _ in range(2):
        grant_role(user, Role.SCHOOL_MEMBER, school=SchoolFactory())
    look(page, axe, "/my-school/")
    page.locator("summary", has_text="Account").click()
    axe(page)


def test_account_pages_of_someone_signed_in(page, axe, live_server):
    sign_in(page.context, live_server.url, person())
    for path in (
        "/account/email/",
        "/account/password/change/",
        "/account/logout/",
        "/account/2fa/",
    ):
        look(page, axe, path)


def test_second_step_is_turned_on_and_asked_for(page, axe, live_server, settings):
    settings.SECOND_FACTOR = True
    user = office()
    sign_in(page.context, live_server.url, user)
    page.goto("/admin/")
    page.get_by_role("link", name="Turn it on").click()
    page.get_by_label("Password").fill("pass")
    axe(page)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("code").inner_text()
    axe(page)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    recovery = page.locator(".ledger li").first.inner_text()
    axe(page)
    page.goto("/account/2fa/")
    axe(page)

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_label("Work email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("pass")
    page.get_by_role("button", name="Sign in").click()
    axe(page)
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def test_invitation_alive_and_dead(page, axe, live_server, page_problems):
    invitation = invite_person("new@example.org", Role.EDITOR, by=office())
    path = invitation_link(str(invitation.pk)).removeprefix("http://testserver")
    look(page, axe, path)
    look(page, axe, "/invitation/x/")
    page_problems.clear()


def test_failed_claim_and_failed_colleague_lead_to_their_errors(page, axe, live_server, school):
    sign_in(page.context, live_server.url, lead_of(school))
    page.goto(f"/my-school/{school.urn}/staff/add/")
    page.get_by_label("Work email address").fill("p.hathersedge")
    page.get_by_role("button", name="Add to the list").click()
    axe(page)
    assert page.title().startswith("Error: ")
    assert page.get_by_label("Work email address").input_value() == "p.hathersedge"
    page.get_by_role("link", name="Enter the full name").click()
    assert page.evaluate("document.activeElement.name") == "name"

    page.goto("/my-school/claim/?q=brindle")
    page.get_by_role("button", name="Ask for access").click()
    axe(page)
    page.get_by_role("link", name="Choose your school").click()
    assert page.evaluate("document.activeElement.name") == "school"


def test_people_screens_of_the_back_office(page, axe, live_server, school):
    acting, lead = office(), lead_of(school)
    make_claim(person(), school)
    invite_person("new@example.org", Role.EDITOR, by=acting)
    sign_in(page.context, live_server.url, acting)
    people = (
        "",
        "invite/",
        f"{lead.pk}/",
        f"{lead.pk}/account/",
        f"roles/{lead.roles.get().pk}/end/",
    )
    look_at_screens(page, axe, [f"/admin/people/{path}" for path in people])


def test_newcomer_signs_up_claims_a_school_and_is_let_in_without_script(
    browser, live_server, school
):
    lead = lead_of(school)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/account/signup/")
    page.get_by_label("First name").fill("Pearl")
    page.get_by_label("Last name").fill("Hathersedge")
    page.get_by_label("Work email address").fill("pearl@example.org")
    page.get_by_label("Password", exact=True).fill("three random words")
    page.get_by_label("The same password again").fill("three random words")
    page.get_by_role("button", name="Make my account").click()
    letter = build_email(Message.objects.get(kind="account_confirm")).body
    page.goto(live_server.url + re.search(r"http://testserver(\S+)", letter)[1])
    page.get_by_role("button", name="Yes, it is mine").click()

    page.get_by_label("Name, town or URN of the school").fill("brindle")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Brindle Down Primary School").check()
    page.get_by_label("Lead").check()
    page.get_by_label("Your job there").fill("Deputy head")
    page.get_by_role("button", name="Ask for access").click()
    page.get_by_text("has been asked to agree").wait_for()
    context.close()

    assert Message.objects.get(kind="claim_made").to_email == lead.email
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Work email address").fill(lead.email)
    page.get_by_label("Password", exact=True).fill("pass")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="People and roles").click()
    page.get_by_role("link", name="Agree or decline").click()
    page.get_by_role("button", name="Yes, give access").click()
    page.get_by_text("Pearl Hathersedge now has access").wait_for()
    context.close()


def test_office_views_as_a_school(page, axe, live_server, school):
    """The mark stands at every width, and Stop is one press away."""
    sign_in(page.context, live_server.url, office())
    page.goto(f"{live_server.url}/my-school/{school.urn}/")
    page.get_by_role("button", name="View as this school").click()
    look(page, axe, f"{live_server.url}/my-school/{school.urn}/")
    assert page.get_by_text("You see the site as a lead of").is_visible()
    page.goto(f"{live_server.url}/my-school/{school.urn}/staff/add/")
    page.get_by_label("Name").fill("Aurelia Finch")
    page.locator("main form button").click()
    assert "Nothing can be changed now" in page.locator("h1").inner_text()
    axe(page)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("You see the site as yourself again").wait_for()
