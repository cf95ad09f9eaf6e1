"""Asking and answering, with no path from an answer to a person (SAFETY 48 to 50)."""

import pytest
from django.core import signing
from django.db import connection

from core.models import Message
from core.services.outbox import LinkNotWanted
from psg_catalogue.enums import Attendance
from psg_catalogue.models import (
    EvaluationAnswer,
    EvaluationInvitation,
    EvaluationQuestion,
    EvaluationResponse,
)
from psg_catalogue.services.evaluation_links import (
    give_door_code,
    invitation_for_code,
    invitation_from,
    make_evaluation_link,
    token_for,
)
from psg_catalogue.services.evaluations import (
    AlreadyAnswered,
    MoreAnswersThanAsked,
    NothingSaid,
    answer_evaluation,
    ask_those_present,
    enter_paper_answers,
)
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import RegisterEntryFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return StudyGroupSessionFactory(held=True, came=2)


@pytest.fixture
def invitation(session):
    ask_those_present(session)
    return session.invitations.first()


@pytest.fixture
def scale():
    return EvaluationQuestion.objects.filter(kind="scale").first()


@pytest.fixture
def words():
    return EvaluationQuestion.objects.filter(kind="text").first()


def test_ask_those_present_asks_only_those_present_and_once(session):
    RegisterEntryFactory(session=session, absent=True)
    RegisterEntryFactory(session=session, apologies=True)

    assert ask_those_present(session) == 2
    assert ask_those_present(session) == 2

    session.refresh_from_db()
    assert session.evaluations_asked == 2
    assert Message.objects.filter(kind="evaluation_invitation").count() == 2


def test_ask_those_present_keeps_no_link_in_the_message(session):
    ask_those_present(session)

    message = Message.objects.filter(kind="evaluation_invitation").first()
    assert "[link]" in message.text_body
    assert "/evaluation/" not in message.text_body + message.html_body


def test_ask_those_present_asks_someone_without_email_without_a_message(session):
    RegisterEntryFactory(session=session, email="", person_key="a name|900001")

    assert ask_those_present(session) == 3
    assert Message.objects.filter(kind="evaluation_invitation").count() == 2


def test_ask_those_present_takes_back_the_question_from_someone_marked_absent_later(session):
    ask_those_present(session)
    session.entries.update(attendance=Attendance.ABSENT)

    assert ask_those_present(session) == 0


def test_answer_evaluation_keeps_scale_and_words(invitation, scale, words):
    answer_evaluation(invitation, {scale.pk: 4, words.pk: "  Try one prompt. "})

    assert EvaluationAnswer.objects.get(question=scale).scale == 4
    assert EvaluationAnswer.objects.get(question=words).text == "Try one prompt."


def test_answer_evaluation_works_once(invitation, scale):
    answer_evaluation(invitation, {scale.pk: 4})

    with pytest.raises(AlreadyAnswered):
        answer_evaluation(invitation, {scale.pk: 1})
    assert EvaluationResponse.objects.count() == 1


@pytest.mark.parametrize("value", [0, 5, -1, "4"])
def test_answer_evaluation_refuses_what_is_not_on_the_scale(invitation, scale, value):
    with pytest.raises(NothingSaid):
        answer_evaluation(invitation, {scale.pk: value})
    invitation.refresh_from_db()
    assert not invitation.answered


def test_answer_evaluation_refuses_an_empty_form(invitation, words):
    with pytest.raises(NothingSaid):
        answer_evaluation(invitation, {words.pk: "   "})


def test_a_response_holds_nothing_that_leads_to_a_person():
    kept = {field.name for field in EvaluationResponse._meta.get_fields()}
    asked = {field.name for field in EvaluationInvitation._meta.get_fields()}

    assert kept == {"id", "session", "shown", "answers"}
    assert asked == {"id", "session", "entry", "nonce", "door_code_hash", "answered"}


def test_answers_are_written_in_an_order_that_says_nothing(scale):
    session = StudyGroupSessionFactory(held=True, came=12)
    ask_those_present(session)
    given = []
    for invitation in session.invitations.order_by("pk"):
        given.append(answer_evaluation(invitation, {scale.pk: 3}).pk)

    kept = _as_they_lie(EvaluationResponse)
    assert sorted(kept) == sorted(given)
    assert kept != given


def test_answers_come_into_the_results_five_at_a_time_and_stay(scale):
    session = StudyGroupSessionFactory(held=True, came=11)
    ask_those_present(session)
    seen = []
    for invitation in session.invitations.order_by("pk"):
        answer_evaluation(invitation, {scale.pk: 3})
        seen.append(set(session.responses.shown().values_list("pk", flat=True)))

    assert [len(shown) for shown in seen] == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    assert seen[4] == seen[8] < seen[9] == seen[10]


def _as_they_lie(model) -> list:
    """Keys in the order rows lie in, and so come out of a dump in."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    rows = model.objects.raw(f"SELECT id FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608
    return [row.pk for row in rows]


def test_enter_paper_answers_takes_no_more_than_were_asked(session, scale):
    ask_those_present(session)
    office = UserFactory()
    for _ in range(2):
        enter_paper_answers(session, {scale.pk: 2}, by=office)

    with pytest.raises(MoreAnswersThanAsked):
        enter_paper_answers(session, {scale.pk: 2}, by=office)
    assert session.evaluation_days.get().on_paper == 2


def test_a_token_leads_to_its_invitation_and_holds_no_row_number(invitation):
    token = token_for(invitation)

    assert invitation_from(token) == invitation
    assert token.split(":")[0] == invitation.nonce.hex


def test_an_altered_token_leads_nowhere(invitation):
    token = token_for(invitation)

    assert invitation_from(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert invitation_from("no token") is None
    assert invitation_from(signing.TimestampSigner(salt="other").sign(invitation.nonce.hex)) is None


def test_a_token_dies_after_four_weeks(invitation, time_machine):
    time_machine.move_to("2026-11-01 12:00+00:00", tick=False)
    token = token_for(invitation)
    time_machine.move_to("2026-11-29 11:59+00:00", tick=False)
    assert invitation_from(token) == invitation
    time_machine.move_to("2026-11-29 12:01+00:00", tick=False)
    assert invitation_from(token) is None


def test_make_evaluation_link_refuses_once_answered(invitation, scale):
    assert "/evaluation/" in make_evaluation_link(str(invitation.nonce))
    answer_evaluation(invitation, {scale.pk: 1})

    with pytest.raises(LinkNotWanted):
        make_evaluation_link(str(invitation.nonce))


def test_a_door_code_leads_to_its_invitation_however_it_is_typed(invitation):
    code = give_door_code(invitation)

    assert invitation_for_code(f" {code[:5].lower()}-{code[5:]} ") == invitation
    assert code not in invitation.door_code_hash


def test_a_new_door_code_ends_the_one_before(invitation):
    first = give_door_code(invitation)
    give_door_code(invitation)

    assert invitation_for_code(first) is None


def test_a_door_code_works_once(invitation, scale):
    code = give_door_code(invitation)
    answer_evaluation(invitation, {scale.pk: 1})

    assert invitation_for_code(code) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_one_link_keep_one_answer(threads):
    session = StudyGroupSessionFactory(held=True, came=1)
    ask_those_present(session)
    invitation = session.invitations.get()
    question = EvaluationQuestion.objects.filter(kind="scale").first()

    outcomes = threads(lambda: answer_evaluation(invitation, {question.pk: 4}), times=8)

    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert len(refused) == 7
    assert all(isinstance(error, AlreadyAnswered) for error in refused)
    assert session.responses.count() == 1
