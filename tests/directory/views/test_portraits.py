import pytest
from django.urls import reverse
from wagtail.models import TaskState

from directory.services.agreement import agree_portrait, waiting_for
from directory.services.portrait_workflow import ensure_portrait_workflow
from tests.factories.directory import (
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    the_directory,
)
from tests.factories.people import colleague_of, finance_of, lead_of, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(name="Little Ambling Lower School")


@pytest.fixture
def waiting(school):
    """A portrait that waits for the school."""
    the_directory()
    ensure_portrait_workflow()
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(name="Tamsin", base_school=school),
        own_words="I make phonics brisk.",
        live=False,
    )
    portrait.save_revision()
    portrait.get_workflow().start(portrait, office())
    return waiting_for(school).get()


def listed(school) -> str:
    return reverse("directory:portraits_to_agree", args=[school.urn])


def address(school, state) -> str:
    return reverse("directory:portrait_to_agree", args=[school.urn, state.pk])


def test_lead_finds_the_portrait_and_reads_the_draft(client, school, waiting):
    client.force_login(lead_of(school))

    assert address(school, waiting) in client.get(listed(school)).content.decode()
    page = client.get(address(school, waiting)).content.decode()
    assert "I make phonics brisk." in page
    assert "You act for" not in page


def test_lead_agrees(client, school, waiting):
    client.force_login(lead_of(school))

    response = client.post(address(school, waiting), {"agree": "1"}, follow=True)

    waiting.refresh_from_db()
    assert waiting.status == TaskState.STATUS_APPROVED
    assert "Agreed. The AST coordinator publishes the portrait of Tamsin." in (
        response.content.decode()
    )
    assert "Nothing waits for you" in response.content.decode()


def test_lead_sends_it_back_with_words(client, school, waiting):
    client.force_login(lead_of(school))

    client.post(address(school, waiting), {"send_back": "1", "comment": "Not Wednesday."})

    waiting.refresh_from_db()
    assert (waiting.status, waiting.comment) == (TaskState.STATUS_REJECTED, "Not Wednesday.")


@pytest.mark.parametrize("comment", ["", "x" * 1001, "a\x00b"])
def test_sending_back_without_fit_words_says_so_and_changes_nothing(
    client, school, waiting, comment
):
    client.force_login(lead_of(school))

    response = client.post(address(school, waiting), {"send_back": "1", "comment": comment})

    assert response.status_code == 200
    assert response.context["form"].errors["comment"]
    waiting.refresh_from_db()
    assert waiting.status == TaskState.STATUS_IN_PROGRESS


def test_post_without_an_answer_changes_nothing(client, school, waiting):
    client.force_login(lead_of(school))

    assert client.post(address(school, waiting), {}).status_code == 200

    waiting.refresh_from_db()
    assert waiting.status == TaskState.STATUS_IN_PROGRESS


def test_office_answers_on_the_schools_behalf(client, school, waiting):
    client.force_login(office())

    assert "You act for Little Ambling Lower School" in (
        client.get(address(school, waiting)).content.decode()
    )
    client.post(address(school, waiting), {"agree": "1"})

    waiting.refresh_from_db()
    assert waiting.status == TaskState.STATUS_APPROVED


@pytest.mark.parametrize("who", [colleague_of, finance_of])
def test_others_of_the_school_may_not(client, school, waiting, who):
    client.force_login(who(school))

    assert client.get(listed(school)).status_code == 404
    assert client.get(address(school, waiting)).status_code == 404
    assert client.post(address(school, waiting), {"agree": "1"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == TaskState.STATUS_IN_PROGRESS


def test_lead_of_another_school_finds_nothing(client, school, waiting):
    other = SchoolFactory()
    client.force_login(lead_of(other))

    for address_tried in (address(school, waiting), address(other, waiting)):
        assert client.get(address_tried).status_code == 404
        assert client.post(address_tried, {"agree": "1"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == TaskState.STATUS_IN_PROGRESS


def test_visitor_is_asked_to_sign_in(client, school, waiting):
    response = client.get(address(school, waiting))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_portrait_answered_in_the_meantime_says_so(client, school, waiting, method):
    agree_portrait(waiting, by=lead_of(school))
    client.force_login(lead_of(school))

    response = getattr(client, method)(address(school, waiting), {"agree": "1"}, follow=True)

    assert "That portrait waits no longer" in response.content.decode()


def test_list_costs_the_same_for_one_and_for_many(client, school, waiting, count_queries):
    client.force_login(lead_of(school))
    client.get(listed(school))
    one = count_queries(lambda: client.get(listed(school)))
    for n in range(8):
        portrait = PenPortraitPageFactory(
            practitioner=PractitionerFactory(name=f"Person {n}", base_school=school), live=False
        )
        portrait.save_revision()
        portrait.get_workflow().start(portrait, office())

    assert count_queries(lambda: client.get(listed(school))) == one
