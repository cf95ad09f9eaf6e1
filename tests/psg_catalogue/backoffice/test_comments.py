"""The office decides on comments, whether they seem to name somebody or not; nobody else does."""

import pytest
from django.urls import reverse

from directory.enums import Role
from psg_catalogue.models import ChangeNote
from tests.factories.evaluations import a_flagged_comment
from tests.factories.people import person
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db
WORDS = "Mrs Underhay <b>and</b> Tommy."


@pytest.fixture
def comment():
    return a_flagged_comment(WORDS)


def decide(comment) -> str:
    return reverse("evaluation_comments:decide", args=[comment.pk])


def test_the_office_looks_and_decides(client, comment):
    client.force_login(person(Role.PSG_ORGANISER))
    listed = client.get(reverse("evaluation_comments:index")).content.decode()
    assert "&lt;b&gt;" in listed
    shown = client.get(decide(comment)).content.decode()
    assert "<mark>Mrs Underhay</mark> &lt;b&gt;" in shown

    refused = client.post(decide(comment), {"decision": "withheld", "also": "x"})
    assert "Say why it is withheld" in refused.content.decode()
    assert 'value="x"' in refused.content.decode()
    client.post(decide(comment), {"decision": "shortened", "also": "Tommy, "})
    comment.refresh_from_db()
    assert comment.text == "[name] <b>and</b> [name]."
    assert "Underhay" not in client.get(decide(comment)).content.decode()


def test_one_that_nobody_flagged_and_the_notes_that_repeat_it(client):
    comment = a_flagged_comment("The speaker could not be heard from the back.")
    following = StudyGroupSessionFactory(study_group=comment.response.session.study_group)
    ChangeNote.objects.create(session=following, you_said=comment.text, we_changed="Louder.")
    client.force_login(person(Role.PSG_ORGANISER))
    results = reverse("psg_catalogue:results", args=[comment.response.session_id])
    assert decide(comment) in client.get(results).content.decode()
    shown = client.get(decide(comment))
    assert [note.we_changed for note in shown.context["notes"]] == ["Louder."]

    client.post(decide(comment), {"decision": "withheld", "reason": "It is about a guest."})
    comment.refresh_from_db()
    assert comment.review == "withheld"
    assert not ChangeNote.objects.exists()
    assert decide(comment) not in client.get(results).content.decode()


@pytest.mark.parametrize("role", [Role.QA_LEAD, Role.AST_COORDINATOR, Role.PRACTITIONER])
def test_nobody_else_does(client, comment, role):
    client.force_login(person(role))
    assert client.get(reverse("evaluation_comments:index")).status_code == 302
    client.post(decide(comment), {"decision": "shown"})

    comment.refresh_from_db()
    assert comment.review == "waiting"
