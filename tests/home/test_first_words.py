"""What a new site says before an editor has touched it."""

import pytest

from core.services.retention import categories
from directory.enums import Role
from directory.outreach.models import SupportRules
from home.enums import ContactRole
from home.models import ContactTopic, ContentPage
from psg_catalogue.models import ReminderRule
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of, person
from tests.factories.support import the_ast

pytestmark = pytest.mark.django_db

SLUGS = [
    "what-is-an-ast",
    "how-study-groups-work",
    "accessibility",
    "privacy",
    "outreach-for-heads",
    "outreach-for-asts",
    "vacant-ast-posts",
    "whom-to-ask",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_first_pages_are_published_below_the_home_page(client, slug):
    response = client.get(f"/{slug}/")

    assert response.status_code == 200
    assert ContentPage.objects.get(slug=slug).get_parent().depth == 2


def test_page_for_asts_leads_its_readers_only_to_what_opens_for_them(client):
    """Whoever is not signed in is led to sign in."""
    own, network = "/my-evidence/", "/ast-network/"
    ast, coordinator = the_ast(), person(Role.AST_COORDINATOR)
    readers = (
        (None, {own, network}), (ast.user, {own, network}), (coordinator, {network}),
        (lead_of(SchoolFactory()), set()), (person(Role.PRACTITIONER), set()),
    )  # fmt: skip
    for user, expected in readers:
        client.logout()
        if user:
            client.force_login(user)
        words = client.get("/outreach-for-asts/").content.decode()
        linked = {url for url in (own, network) if f'<a href="{url}">' in words}
        assert linked == expected
        assert ("My evidence" in words, "Dates, notes and news are in the" in words) == (True, True)
        for url in (own, network):
            assert (client.get(url, follow=True).status_code == 200) is (url in linked)


def test_ast_page_says_that_the_national_status_ended(client):
    """CA L58 (found by either name) and P28."""
    page = ContentPage.objects.get(slug="what-is-an-ast")
    words = client.get("/what-is-an-ast/").content.decode()

    assert "AST" in page.title
    assert "Advanced Skills Teacher" in page.title
    assert "The national status ended in 2013." in words
    assert "Nobody can be accredited as an AST today" in words
    assert "Specialist leaders of education" in words


def test_accessibility_statement_leads_to_its_form_and_says_what_was_not_tested(client):
    words = client.get("/accessibility/").content.decode()

    assert '<a href="/accessibility/report/">' in words
    assert "partially compliant" in words
    assert "Nobody has yet tested the site with a screen reader" in words
    assert "prepared on 22 November 2026" in words


def test_privacy_page_names_the_cookies_that_the_site_sets(client, settings):
    words = client.get("/privacy/").content.decode()

    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"):
        assert f"<b>{cookie}</b>" in words


def test_privacy_page_says_how_long_by_the_rules_themselves(client, settings):
    words = client.get("/privacy/").content.decode()
    for category in categories():
        assert category.heading in words
    assert "3 years after the school year ends" in words
    assert "does not yet delete" not in words
    settings.RETENTION_YEARS = {"bookings": 4, "registers": 4}
    assert "4 years after the school year ends" in client.get("/privacy/").content.decode()


def test_pages_say_of_reminders_and_of_outreach_what_the_office_has_settled(client):
    said = ("/", "/how-study-groups-work/")
    for address in said:
        assert "a reminder two working days before" in client.get(address).content.decode()
    heads = client.get("/outreach-for-heads/").content.decode()
    assert "The time for other schools is one day a week:" in heads

    ReminderRule.objects.filter(what="attenders").update(days=3)
    SupportRules.objects.update_or_create(pk=1, defaults={"outreach_percent": 30})

    for address in said:
        assert "a reminder three working days before" in client.get(address).content.decode()
    heads = client.get("/outreach-for-heads/").content.decode()
    assert "The time for other schools is 30% of the week:" in heads


def test_privacy_page_takes_the_controller_from_the_settings(client):
    from core.models import PartnershipSettings

    PartnershipSettings.objects.update_or_create(
        pk=PartnershipSettings.load().pk, defaults={"organisation": "Fenbury Hub School"}
    )
    assert "Fenbury Hub School" in client.get("/privacy/").content.decode().split("<footer")[0]


def test_first_topics_reach_the_roles_they_are_for():
    topics = ContactTopic.objects.values_list("slug", "role")

    assert list(topics) == [
        ("study-groups", ContactRole.OFFICE),
        ("subscriptions", ContactRole.FINANCE),
        ("ast", ContactRole.COORDINATOR),
        ("other", ContactRole.OFFICE),
    ]


def test_a_page_can_be_added_after_the_first_ones():
    from tests.factories.home import ContentPageFactory

    page = ContentPageFactory(title="History")

    assert page.get_parent().get_children().count() == page.get_parent().numchild
    assert ContentPage.find_problems() == ([], [], [], [], [])
