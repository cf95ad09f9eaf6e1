"""Who reads what people told us, and that nobody can be known by it."""

from copy import deepcopy

import pytest
from django.urls import reverse

from directory.enums import Role
from directory.services.roles import grant_role
from psg_catalogue.models import ChangeNote, EvaluationQuestion, EvaluationResponse
from psg_catalogue.services.evaluations import ask_those_present, enter_paper_answers
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.psg_catalogue import (
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
WORDS = "I wanted to watch one being used."


def person(role: Role | None = None):
    user = UserFactory()
    if role:
        grant_role(user, role)
    return user


@pytest.fixture(scope="module")
def made(made_once):
    """A leader, a study group of theirs, and a session of another one with five answers."""

    def build():
        leader = PractitionerFactory(user=UserFactory()).user
        one, other = StudyGroupPageFactory.create_batch(2, leaders=[leader.practitioner])
        return leader, one, held_with(other, 5)

    return made_once(build)


@pytest.fixture
def given(made):
    return deepcopy(made)


@pytest.fixture
def leader(given):
    return given[0]


@pytest.fixture
def study_group(given):
    return given[1]


@pytest.fixture
def with_five(given):
    return given[2]


def questions() -> list[EvaluationQuestion]:
    return list(EvaluationQuestion.objects.all())


def held_with(study_group, answers: int, room: int = 0):
    """A held session with so many answers, one of them in words; of `room` and a step more people
    an answer may come."""
    came = room + 5 if room else answers + 1
    session = StudyGroupSessionFactory(held=True, study_group=study_group, came=came)
    ask_those_present(session)
    scale = EvaluationQuestion.objects.filter(kind="scale").first()
    words = EvaluationQuestion.objects.filter(kind="text").first()
    for number in range(answers):
        said = {scale.pk: 4} | ({words.pk: WORDS} if number == 0 else {})
        enter_paper_answers(session, said, by=None)
    return session


def page(client, user, session) -> str:
    client.force_login(user)
    return client.get(reverse("psg_catalogue:results", args=[session.pk])).content.decode()


def test_results_show_counts_and_words_to_the_leader(client, leader, with_five):
    shown = page(client, leader, with_five)

    assert WORDS in shown
    assert "5</dd>" in shown


def test_results_of_fewer_than_five_answers_are_hidden(client, leader, study_group):
    shown = page(client, leader, held_with(study_group, 4))

    assert WORDS not in shown
    assert "Too few answers to show" in shown


@pytest.mark.parametrize("role", [Role.PSG_ORGANISER, Role.QA_LEAD])
def test_results_in_words_for_office_and_qa_lead(client, with_five, role):
    assert WORDS in page(client, person(role), with_five)


def test_results_without_words_for_the_coordinator(client, with_five):
    shown = page(client, person(Role.AST_COORDINATOR), with_five)

    assert "Mean" in shown
    assert WORDS not in shown


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.FINANCE, Role.PRACTITIONER])
def test_results_are_refused_to_others(client, with_five, role):
    client.force_login(person(role))

    for name in ("results", "paper_answers", "door_codes"):
        assert client.get(reverse(f"psg_catalogue:{name}", args=[with_five.pk])).status_code == 403
    summary = reverse("psg_catalogue:study_group_results", args=[with_five.study_group_id])
    assert client.get(summary).status_code == 403


def test_results_ask_a_stranger_to_sign_in(client, with_five):
    response = client.get(reverse("psg_catalogue:results", args=[with_five.pk]))

    assert response.status_code == 302


@pytest.mark.parametrize(("before", "after"), [(5, 6), (5, 9), (10, 13)])
def test_nobodys_answer_can_be_had_by_comparing_two_readings(
    client, leader, study_group, before, after
):
    """Page and summary read the same while a step is not whole, whatever came in; they change for
    five people at once, and not even the number says sooner that somebody answered."""
    session = held_with(study_group, before, room=after)
    held_with(study_group, 2)
    summary = reverse("psg_catalogue:study_group_results", args=[study_group.pk])

    def readings() -> list[tuple]:
        client.force_login(leader)
        found = [
            client.get(address).context
            for address in (reverse("psg_catalogue:results", args=[session.pk]), summary)
        ]
        return [
            (
                each["results"].answered,
                each["results"].mean,
                [scale.lines for scale in each["results"].scales],
                [comments.words for comments in each["results"].comments],
                each["headlines"],
            )
            for each in found
        ]

    first = readings()
    said = {question.pk: 1 if question.kind == "scale" else "Mine" for question in questions()}
    for _ in range(after - before):
        enter_paper_answers(session, said, by=None)

    assert [reading[0] for reading in first] == [before, before]
    assert readings() == first
    for _ in range(before + 5 - after):
        enter_paper_answers(session, said, by=None)
    assert [reading[0] for reading in readings()] == [before + 5, before + 5]


def test_results_cost_the_same_queries_whatever_was_said(
    client, leader, study_group, with_five, count_queries
):
    few, many = with_five, held_with(study_group, 30)
    client.force_login(leader)
    url = "psg_catalogue:results"
    client.get(reverse(url, args=[few.pk]))

    assert count_queries(lambda: client.get(reverse(url, args=[few.pk]))) == count_queries(
        lambda: client.get(reverse(url, args=[many.pk]))
    )


@pytest.fixture
def following(study_group):
    return StudyGroupSessionFactory(study_group=study_group)


def test_change_note_stands_on_the_next_session(client, leader, study_group, following):
    session = held_with(study_group, 1)
    client.force_login(leader)
    url = reverse("psg_catalogue:add_change_note", args=[session.pk])
    said = {"you_said": "Too many prompts.", "we_changed": "Three prompts."}

    client.post(url, said)
    client.post(url, said)

    assert list(ChangeNote.objects.values_list("session", "you_said", "we_changed")) == [
        (following.pk, "Too many prompts.", "Three prompts.")
    ]


def test_change_note_half_filled_in_is_said_and_kept(client, leader, study_group, following):
    session = held_with(study_group, 1)
    client.force_login(leader)

    response = client.post(
        reverse("psg_catalogue:add_change_note", args=[session.pk]), {"you_said": "Too many."}
    )

    assert response.status_code == 422
    assert "Too many." in response.content.decode()
    assert not ChangeNote.objects.exists()


def test_change_note_is_refused_to_a_qa_lead(client, study_group, following):
    session = held_with(study_group, 1)
    client.force_login(person(Role.QA_LEAD))

    response = client.post(
        reverse("psg_catalogue:add_change_note", args=[session.pk]),
        {"you_said": "a", "we_changed": "b"},
    )

    assert response.status_code == 403
    assert not ChangeNote.objects.exists()


def test_change_note_of_another_study_group_cannot_be_taken_off(client, leader, study_group):
    session = held_with(study_group, 1)
    theirs = ChangeNote.objects.create(
        session=StudyGroupSessionFactory(), you_said="a", we_changed="b"
    )
    client.force_login(leader)

    response = client.post(
        reverse("psg_catalogue:delete_change_note", args=[session.pk, theirs.pk])
    )

    assert response.status_code == 404
    assert ChangeNote.objects.filter(pk=theirs.pk).exists()


def test_paper_answers_are_typed_in_one_sheet_at_a_time(client, leader, study_group):
    session = held_with(study_group, 0)
    client.force_login(leader)
    url = reverse("psg_catalogue:paper_answers", args=[session.pk])
    sheet = {f"question_{each.pk}": 3 for each in EvaluationQuestion.objects.filter(kind="scale")}

    assert client.post(url, sheet).status_code == 302
    response = client.post(url, sheet)

    assert response.status_code == 422
    assert "as many answers as people" in response.content.decode()
    assert EvaluationResponse.objects.filter(session=session).count() == 1


def test_door_codes_are_shown_once_for_people_without_email(client, leader, study_group):
    session = StudyGroupSessionFactory(held=True, study_group=study_group, came=1)
    RegisterEntryFactory(session=session, name="Nell Kettledale", email="", person_key="nell|1")
    ask_those_present(session)
    client.force_login(leader)
    url = reverse("psg_catalogue:door_codes", args=[session.pk])

    before = client.get(url)
    made = client.post(url)

    assert before.context["slips"] == []
    assert [name for name, _ in made.context["slips"]] == ["Nell Kettledale"]
    assert "no-store" in made["Cache-Control"]
    assert client.get(url).context["slips"] == []
