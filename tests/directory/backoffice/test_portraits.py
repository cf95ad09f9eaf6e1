"""Who may do what with portraits in the back office: by address, and by what is posted."""

from copy import deepcopy

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from directory.enums import Role
from directory.models import PenPortraitPage
from directory.services.portrait_workflow import ensure_portrait_workflow
from tests.factories.core import ImageFactory
from tests.factories.directory import (
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    the_directory,
)
from tests.factories.people import lead_of, person
from tests.plugins.worlds import undone

pytestmark = pytest.mark.django_db
WAGTAIL = "wagtailadmin_pages"


@pytest.fixture(scope="module", autouse=True)
def made(made_once):
    """A directory with its workflow."""

    def build():
        ensure_portrait_workflow()
        return the_directory()

    return made_once(build)


@pytest.fixture
def directory(made):
    return deepcopy(made)


@pytest.fixture
def tamsin():
    return person(Role.PRACTITIONER, first_name="Tamsin", last_name="Quillfeather")


def portrait_of(user=None, **given) -> PenPortraitPage:
    given.setdefault("live", False)
    page = PenPortraitPageFactory(
        practitioner=PractitionerFactory(user=user, base_school=SchoolFactory()),
        owner=user,
        **given,
    )
    page.save_revision()
    return page


def edit(page) -> str:
    return reverse(f"{WAGTAIL}:edit", args=[page.pk])


def filled(client, address: str, **changes) -> dict:
    """What the browser would post from the form at an address, with changes."""
    form = "page-edit-form" if "/edit/" in address else None
    html = client.get(address).content.decode()
    index = {"form_id": form} if form else {"form_id": "page-edit-form"}
    data = querydict_from_html(html, **index).dict()
    return {**data, **changes}


def refused(response) -> bool:
    """Wagtail leads whoever may not back to its front page, with a message."""
    return response.status_code in (302, 403, 404) and "/pages/" not in response.get("Location", "")


def draft_of(page) -> PenPortraitPage:
    return PenPortraitPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_practitioner_edits_their_own(client, tamsin):
    own = portrait_of(tamsin)
    client.force_login(tamsin)

    client.post(edit(own), filled(client, edit(own), own_words="Phonics, daily."))

    assert draft_of(own).own_words == "Phonics, daily."


@pytest.mark.parametrize("live", [True, False])
def test_practitioner_opens_nothing_of_anothers(client, tamsin, live):
    portrait_of(tamsin)
    other = portrait_of(person(Role.PRACTITIONER), live=live)
    before = PenPortraitPage.objects.filter(pk=other.pk).values().get()
    client.force_login(tamsin)
    for name in (
        "edit", "delete", "unpublish", "copy", "move", "workflow_history", "lock", "unlock",
        "view_draft", "preview_on_edit", "set_privacy", "convert_alias",
    ):  # fmt: skip
        address = reverse(f"{WAGTAIL}:{name}", args=[other.pk])
        with undone():
            client.get(address)
            response = client.post(address, {"own_words": "Mine now.", "title": "Mine"})

            shut = refused(response) or response.status_code == 405
            assert shut or name == "preview_on_edit", name
            assert PenPortraitPage.objects.filter(pk=other.pk).values().get() == before, name
            assert draft_of(other).own_words == "I help schools to begin.", name


def test_practitioner_does_not_read_the_draft_of_another(client, tamsin):
    portrait_of(tamsin)
    other = portrait_of(person(Role.PRACTITIONER), own_words="A secret so far.")
    client.force_login(tamsin)

    for name in ("edit", "view_draft", "preview_on_edit"):
        response = client.get(reverse(f"{WAGTAIL}:{name}", args=[other.pk]), follow=True)
        assert "A secret so far." not in response.content.decode()
    compare = reverse(f"{WAGTAIL}:revisions_compare", args=[other.pk, "earliest", "latest"])
    assert "A secret so far." not in client.get(compare, follow=True).content.decode()


def test_practitioner_cannot_take_anothers_practitioner(client, tamsin):
    own, other = portrait_of(tamsin), PractitionerFactory()
    client.force_login(tamsin)
    posted = filled(client, edit(own))
    assert "practitioner" not in posted

    client.post(edit(own), {**posted, "practitioner": other.pk})

    assert draft_of(own).practitioner == own.practitioner


def test_practitioner_cannot_publish(client, tamsin):
    own = portrait_of(tamsin)
    client.force_login(tamsin)

    client.post(edit(own), filled(client, edit(own), **{"action-publish": "1"}))

    own.refresh_from_db()
    assert not own.live


def test_practitioner_submits_and_cannot_change_what_the_school_reads(client, tamsin):
    own = portrait_of(tamsin)
    client.force_login(tamsin)

    client.post(edit(own), filled(client, edit(own), **{"action-submit": "1"}))

    own = PenPortraitPage.objects.get(pk=own.pk)
    assert own.current_workflow_task.name == "The base school agrees"
    client.post(edit(own), {"title": "x", "slug": "x", "own_words": "Changed after all."})
    assert draft_of(own).own_words == "I help schools to begin."


def add(directory) -> str:
    return reverse(f"{WAGTAIL}:add", args=["directory", "penportraitpage", directory.pk])


def new(**changes) -> dict:
    words = ("expertise", "what_i_can_offer", "experience")
    return {
        "title": "Tamsin Quillfeather",
        "slug": "tamsin",
        "own_words": "Phonics.",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **{name: rich_text("") for name in words},
        **changes,
    }


def test_practitioner_makes_their_own_and_no_one_elses(client, tamsin, directory):
    own, other = PractitionerFactory(user=tamsin), PractitionerFactory()
    client.force_login(tamsin)

    client.post(add(directory), new(practitioner=other.pk))

    page = PenPortraitPage.objects.get()
    assert (page.practitioner, page.owner, page.live) == (own, tamsin, False)


def test_practitioner_who_has_a_portrait_is_led_to_it(client, tamsin, directory):
    own = portrait_of(tamsin)
    client.force_login(tamsin)

    for response in (client.get(add(directory)), client.post(add(directory), new())):
        assert response.url == edit(own)
    assert PenPortraitPage.objects.count() == 1


def test_account_joined_to_no_practitioner_is_told_to_ask(client, tamsin, directory):
    client.force_login(tamsin)

    response = client.post(add(directory), new())

    assert "Your account is not joined to a practitioner yet" in response.content.decode()
    assert not PenPortraitPage.objects.exists()


@pytest.mark.parametrize("role", [Role.AST_COORDINATOR, Role.PSG_ORGANISER])
def test_portrait_the_office_makes_is_its_practitioners(client, tamsin, directory, role):
    practitioner = PractitionerFactory(user=tamsin)
    client.force_login(person(role))

    client.post(add(directory), new(practitioner=practitioner.pk))

    page = PenPortraitPage.objects.get()
    assert (page.practitioner, page.owner) == (practitioner, tamsin)
    assert "portrait.given" in PageLogEntry.objects.for_instance(page).values_list(
        "action", flat=True
    )


def test_second_portrait_of_a_practitioner_is_a_sentence(client, directory):
    first = portrait_of()
    client.force_login(person(Role.AST_COORDINATOR))

    response = client.post(add(directory), new(practitioner=first.practitioner.pk))

    assert "There is a portrait of" in response.content.decode()
    assert PenPortraitPage.objects.count() == 1


def test_portrait_stays_with_its_practitioner(client):
    page, other = portrait_of(), PractitionerFactory()
    client.force_login(person(Role.AST_COORDINATOR))

    response = client.post(edit(page), filled(client, edit(page), practitioner=str(other.pk)))

    assert "A portrait stays with its practitioner" in response.content.decode()
    assert draft_of(page).practitioner == page.practitioner


@pytest.mark.parametrize("role", [Role.AST_COORDINATOR, Role.PSG_ORGANISER, Role.EDITOR])
def test_nobody_publishes_past_the_workflow(client, directory, role):
    page = portrait_of()
    client.force_login(person(role))

    client.post(edit(page), filled(client, edit(page), **{"action-publish": "1"}))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}", {"include_descendants": "on"})
    client.post(
        add(directory),
        new(practitioner=PractitionerFactory().pk, **{"action-publish": "1"}),
    )

    assert not PenPortraitPage.objects.live().exists()


@pytest.mark.parametrize("role", [Role.AST_COORDINATOR, Role.PSG_ORGANISER])
def test_office_and_coordinator_withdraw_a_portrait(client, role):
    page = portrait_of(live=True)
    client.force_login(person(role))

    client.post(reverse(f"{WAGTAIL}:unpublish", args=[page.pk]))

    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("role", [Role.AST_COORDINATOR, Role.PSG_ORGANISER])
def test_nobody_copies_a_portrait(client, role):
    page = portrait_of()
    client.force_login(person(role))
    address = reverse(f"{WAGTAIL}:copy", args=[page.pk])

    client.post(address, {"new_title": "Copy", "new_slug": "copy", "new_parent_page": ""})

    assert PenPortraitPage.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "practitioner", "said"),
    [
        ({"own_words": ""}, {}, "Say in a sentence or two what you do."),
        ({}, {"accredited_on": None}, "published only once accredited"),
        ({}, {"base_school": None}, "has no base school to agree this"),
    ],
)
def test_bare_draft_is_kept_and_not_submitted(client, directory, given, practitioner, said):
    whose = PractitionerFactory(**practitioner)
    client.force_login(person(Role.AST_COORDINATOR))
    client.post(add(directory), new(practitioner=whose.pk, **given))
    page = PenPortraitPage.objects.get()

    response = client.post(edit(page), filled(client, edit(page), **{"action-submit": "1"}))

    assert said in response.content.decode()
    assert PenPortraitPage.objects.get().current_workflow_state is None


def test_photograph_without_a_description_is_not_submitted(client):
    page = portrait_of(photo=ImageFactory(description=""))
    client.force_login(person(Role.AST_COORDINATOR))

    response = client.post(edit(page), filled(client, edit(page), **{"action-submit": "1"}))

    assert "describe it, for those who do not see it" in response.content.decode()


@pytest.mark.parametrize("role", [Role.QA_LEAD, Role.FINANCE])
def test_roles_without_a_say_open_no_portrait(client, role):
    page = portrait_of()
    client.force_login(person(role))

    assert refused(client.get(edit(page)))


def test_lead_of_the_base_school_has_no_place_in_the_back_office(client):
    page = portrait_of()
    client.force_login(lead_of(page.practitioner.base_school))

    assert client.get(edit(page)).status_code in (302, 403)
    assert "login" in client.get(edit(page)).get("Location", "login")


def test_reminder_about_pupils_stands_at_the_top_of_the_form(client, tamsin):
    own = portrait_of(tamsin)
    client.force_login(tamsin)

    assert "Put in no pupil data" in client.get(edit(own)).content.decode()
