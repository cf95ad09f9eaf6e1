"""Who may edit pages, news, menus and topics in the back office, and who may not."""

import pytest
from django.contrib.auth.models import Group

from directory.enums import Role
from directory.services.groups import sync_groups
from directory.services.roles import grant_role
from home.models import ContactTopic, ContentPage, NavigationSettings, NewsIndexPage
from tests.config.asking import undrawn
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db

MENUS = "/admin/settings/home/navigationsettings/"
TOPICS = "/admin/snippets/home/contacttopic/"


@pytest.fixture
def enter(client):
    """`enter(role)`: the client is signed in as somebody with that role."""

    def sign_in(role: Role | None):
        sync_groups()
        user = UserFactory()
        if role:
            grant_role(user, role)
        client.force_login(user)
        return client

    return sign_in


def pages_of(path: str) -> list[str]:
    topic = ContactTopic.objects.first()
    return [path] if path == MENUS else [
        path, f"{path}add/", f"{path}edit/{topic.pk}/", f"{path}delete/{topic.pk}/",
        f"{path}history/{topic.pk}/", f"{path}usage/{topic.pk}/",
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PSG_ORGANISER])
def test_editor_and_office_reach_menus_and_topics(enter, role):
    client = enter(role)
    pages = [url for path in (MENUS, TOPICS) for url in pages_of(path)]

    answers = {url: client.get(url, follow=True).status_code for url in pages}
    assert answers == dict.fromkeys(pages, 200)


@pytest.mark.parametrize(
    "role", [Role.PRACTITIONER, Role.FINANCE, Role.QA_LEAD, Role.AST_COORDINATOR]
)
def test_other_roles_reach_neither_and_change_nothing(enter, role):
    client, kept = enter(role), ContactTopic.objects.count()
    for url in [*pages_of(MENUS), *pages_of(TOPICS)]:
        with undrawn():
            shown = client.get(url, follow=True)
            client.post(url, {"name": "Taken", "slug": "taken", "role": "office", "order": "1"})
        assert shown.status_code == 403 or shown.redirect_chain[-1][0] == "/admin/", url

    assert ContactTopic.objects.count() == kept
    assert not ContactTopic.objects.filter(name="Taken").exists()


@pytest.mark.parametrize("role", [None, Role.ADVISER])
def test_people_without_a_place_in_the_back_office_stay_out(enter, role):
    client = enter(role)

    for path in (MENUS, TOPICS):
        assert client.get(path).status_code in (302, 403)


def test_editor_changes_a_topic(enter):
    topic = ContactTopic.objects.get(slug="other")
    enter(Role.EDITOR).post(
        f"{TOPICS}edit/{topic.pk}/",
        {"name": "Anything else", "slug": "other", "role": "coordinator", "order": "40"},
    )
    topic.refresh_from_db()

    assert (topic.name, topic.role) == ("Anything else", "coordinator")


def test_editor_changes_the_menus(enter):
    editor = enter(Role.EDITOR)
    response = editor.post(
        f"{MENUS}{NavigationSettings.load().pk or 1}/",
        {
            "main-count": "1", "main-0-deleted": "", "main-0-order": "0", "main-0-type": "link",
            "main-0-id": "", "main-0-value-label": "Hub", "main-0-value-page": "",
            "main-0-value-address": "javascript:alert(1)", "footer-count": "0",
        },
    )  # fmt: skip
    assert response.status_code == 200
    assert "Begin with /" in response.content.decode()

    editor.post(
        f"{MENUS}{NavigationSettings.load().pk or 1}/",
        {
            "main-count": "1", "main-0-deleted": "", "main-0-order": "0", "main-0-type": "link",
            "main-0-id": "", "main-0-value-label": "Hub", "main-0-value-page": "",
            "main-0-value-address": "/hub/", "footer-count": "0",
        },
    )  # fmt: skip
    assert '<a href="/hub/">Hub</a>' in editor.get("/").content.decode()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.EDITOR, True),
        (Role.PSG_ORGANISER, True),
        (Role.AST_COORDINATOR, True),
        (Role.FINANCE, False),
        (Role.QA_LEAD, False),
        (Role.PRACTITIONER, False),
    ],
)
def test_who_writes_plain_pages_and_news(enter, role, may):
    client = enter(role)
    statement = ContentPage.objects.get(slug="accessibility")
    news = NewsIndexPage.objects.get()
    urls = [
        f"/admin/pages/{statement.pk}/edit/",
        f"/admin/pages/add/home/newspage/{news.pk}/",
    ]

    with undrawn():
        assert [client.get(url).status_code == 200 for url in urls] == [may, may]


def test_only_whoever_has_the_whole_tree_edits_the_home_page(enter):
    home = ContentPage.objects.first().get_parent()

    with undrawn():
        assert enter(Role.EDITOR).get(f"/admin/pages/{home.pk}/edit/").status_code == 200
        assert enter(Role.AST_COORDINATOR).get(f"/admin/pages/{home.pk}/edit/").status_code == 302


def test_no_role_may_delete_the_groups(enter):
    enter(Role.EDITOR)

    assert Group.objects.filter(permissions__codename="delete_navigationsettings").count() == 0
