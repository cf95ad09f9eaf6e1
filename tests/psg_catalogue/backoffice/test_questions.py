"""Evaluation questions in the back office: who may, and that an answered one stays as it was."""

import pytest
from django.urls import reverse

from directory.enums import Role
from directory.services.roles import grant_role
from psg_catalogue.models import EvaluationQuestion
from psg_catalogue.services.evaluations import ask_those_present, enter_paper_answers
from psg_catalogue.views.evaluations import questions_asked
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return EvaluationQuestion.objects.filter(kind="scale").first()


def sign_in(client, role: Role):
    user = UserFactory()
    grant_role(user, role)
    client.force_login(user)


def typed(question, **changed) -> dict:
    return {
        "text": question.text,
        "kind": question.kind,
        "low_label": question.low_label,
        "high_label": question.high_label,
        "order": question.order,
        "required": "on",
        "asked": "on",
        **changed,
    }


def edit(question) -> str:
    return reverse("evaluation_question:edit", args=[question.pk])


def test_office_changes_a_question_nobody_has_answered(client, question):
    sign_in(client, Role.PSG_ORGANISER)

    client.post(edit(question), typed(question, text="Was it useful?"))

    question.refresh_from_db()
    assert question.text == "Was it useful?"


def test_an_answered_question_keeps_its_words_whatever_is_posted(client, question):
    session = StudyGroupSessionFactory(held=True, came=1)
    ask_those_present(session)
    enter_paper_answers(session, {question.pk: 4}, by=None)
    before = question.text
    sign_in(client, Role.PSG_ORGANISER)

    client.post(edit(question), typed(question, text="Was it useful?", order=9))

    question.refresh_from_db()
    assert (question.text, question.order) == (before, 9)


def test_a_retired_question_is_asked_no_more(client, question):
    sign_in(client, Role.PSG_ORGANISER)
    changes = typed(question)
    del changes["asked"]

    client.post(edit(question), changes)

    assert question not in questions_asked()


def test_office_adds_a_question(client):
    sign_in(client, Role.PSG_ORGANISER)

    client.post(
        reverse("evaluation_question:add"),
        {"text": "Was there tea?", "kind": "text", "order": 7, "asked": "on"},
    )

    assert EvaluationQuestion.objects.get(text="Was there tea?") in questions_asked()


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.FINANCE, Role.QA_LEAD, Role.PRACTITIONER, Role.AST_COORDINATOR]
)
def test_questions_are_refused_to_others(client, question, role):
    sign_in(client, role)
    before = EvaluationQuestion.objects.values_list("text", flat=True)

    for url in (reverse("evaluation_question:index"), edit(question)):
        assert client.get(url).status_code == 302
    client.post(edit(question), typed(question, text="Mine"))
    client.post(reverse("evaluation_question:add"), {"text": "Mine", "kind": "text", "order": 1})

    assert "Mine" not in before.all()
