"""Answering by a link or a door code: no log-in, GET changes nothing, and every bad link alike."""

import pytest
from django.urls import reverse

from psg_catalogue.models import EvaluationInvitation, EvaluationQuestion, EvaluationResponse
from psg_catalogue.services.evaluation_links import give_door_code, token_for
from psg_catalogue.services.evaluations import answer_evaluation, ask_those_present
from tests.factories.evaluations import a_version, asked, held, options_of
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation() -> EvaluationInvitation:
    session = StudyGroupSessionFactory(held=True, came=1)
    ask_those_present(session)
    return session.invitations.get()


@pytest.fixture
def url(invitation) -> str:
    return reverse("psg_catalogue:evaluate", args=[token_for(invitation)])


def filled_in(value: int | str = 4) -> dict:
    """Every scale answered, the words left open."""
    questions = EvaluationQuestion.objects.filter(kind="scale")
    return {f"question_{question.pk}": value for question in questions}


def test_evaluation_get_changes_nothing(client, url, invitation):
    before = EvaluationInvitation.objects.values().get()
    for _ in range(3):
        response = client.get(url)

    assert response.status_code == 200
    assert EvaluationInvitation.objects.values().get() == before
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    # The link stays with this site; "no-referrer" would hide the origin that CSRF looks for.
    assert response["Referrer-Policy"] == "same-origin"


def test_evaluation_post_keeps_the_answers_and_ends_the_link(client, url):
    response = client.post(url, filled_in())

    assert response.url == reverse("psg_catalogue:evaluation_thanks")
    assert EvaluationResponse.objects.count() == 1
    assert client.get(url).status_code == 404
    assert client.post(url, filled_in()).status_code == 404
    assert EvaluationResponse.objects.count() == 1


def test_evaluation_says_what_is_missing_and_keeps_what_was_typed(client, url):
    words = EvaluationQuestion.objects.filter(kind="text").first()

    response = client.post(url, {f"question_{words.pk}": "More examples <please>"})

    assert response.status_code == 422
    assert "More examples &lt;please&gt;" in response.content.decode()
    assert EvaluationResponse.objects.count() == 0


@pytest.mark.parametrize("value", ["5", "0", "four", "4; DROP"])
def test_evaluation_refuses_a_value_off_the_scale(client, url, value):
    assert client.post(url, filled_in(value)).status_code == 422
    assert EvaluationResponse.objects.count() == 0


def test_evaluation_of_bad_links_is_the_same_page(client, url, invitation):
    altered = client.get(url[:-2] + "x/")
    unknown = client.get(reverse("psg_catalogue:evaluate", args=["a:b:c"]))
    question = EvaluationQuestion.objects.filter(kind="scale").first()
    answer_evaluation(invitation, {question.pk: 1})
    used = client.get(url)

    assert {page.status_code for page in (altered, unknown, used)} == {404}
    assert altered.content == unknown.content == used.content


def test_evaluation_code_leads_to_the_form(client, invitation):
    code = give_door_code(invitation)

    response = client.post(reverse("psg_catalogue:evaluation_code"), {"code": code.lower()})

    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


def test_evaluation_code_unknown_is_said_in_words(client, invitation):
    response = client.post(reverse("psg_catalogue:evaluation_code"), {"code": "AAAAA-AAAAA"})

    assert response.status_code == 422
    assert "We do not know this code" in response.content.decode()


def test_evaluation_code_guesses_are_limited(client, invitation):
    code = give_door_code(invitation)
    address = reverse("psg_catalogue:evaluation_code")
    for _ in range(60):
        client.post(address, {"code": "AAAAAAAAAA"})

    response = client.post(address, {"code": code})

    assert response.status_code == 422
    assert "Too many tries" in response.content.decode()


def test_every_kind_is_kept_and_bad_input_keeps_what_was_ticked(client):
    group = StudyGroupPageFactory()
    version = a_version(group)
    url = reverse("psg_catalogue:evaluate", args=[token_for(held(group).invitations.first())])
    scale, choice, several, text = (
        f"question_{asked(version, kind).pk}" for kind in ("scale", "choice", "several", "text")
    )
    liked = options_of(asked(version, "several"))
    right = options_of(asked(version, "choice"))["Right"]
    sheet = {choice: right, several: [liked["Talk"], liked["Cake"]], text: "More <b>"}

    for wrong in ({}, {scale: 6}, {scale: 5, several: [0]}, {scale: 5, choice: liked["Talk"]}):
        page = client.post(url, {**sheet, **wrong})
        assert page.status_code == 422
        assert "More &lt;b&gt;" in page.content.decode()
    assert page.content.decode().count("checked") == 3
    assert not EvaluationResponse.objects.exists()

    assert client.post(url, {**sheet, scale: 5}).status_code == 302
    kept = EvaluationResponse.objects.get().answers.values_list("scale", "text", "option__text")
    assert sorted(kept, key=str) == [
        (5, "", None), (None, "", "Cake"), (None, "", "Right"), (None, "", "Talk"),
        (None, "More <b>", None),
    ]  # fmt: skip


def test_a_link_asks_what_was_asked_when_the_register_was_closed(client):
    group = StudyGroupPageFactory()
    a_version(group, {"text": "Was it useful?", "kind": "text"})
    url = reverse("psg_catalogue:evaluate", args=[token_for(held(group).invitations.first())])
    a_version(group, {"text": "Was it long?", "kind": "text"})

    page = client.get(url).content.decode()
    assert "Was it useful?" in page
    assert "Was it long?" not in page
