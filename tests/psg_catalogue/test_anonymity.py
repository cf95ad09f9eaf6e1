"""Whoever has the whole database, row by row in the order it lies in, cannot tell whose an answer
is (SAFETY 50). The tests play somebody with a dump who guesses: to be right as often as chance is
all that is left to them."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from core.models import Message
from core.services.sending import send_due_messages
from psg_catalogue.models import (
    EvaluationAnswer,
    EvaluationInvitation,
    EvaluationResponse,
    StudyGroupSession,
)
from psg_catalogue.services.evaluations import answer_evaluation, ask_those_present
from psg_catalogue.services.reminders import send_reminders
from tests.core.services.test_erasure import dump
from tests.factories.evaluations import asked, held, the_default
from tests.factories.psg_catalogue import StudyGroupPageFactory, twilight

pytestmark = pytest.mark.django_db

PEOPLE, ROUNDS = 6, 10


def as_they_lie(model, session, name: str = "session_id") -> list:
    """A session's rows in the order they lie in, and so come out of a dump in."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    of_session = model.objects.filter(**{name: session.pk}).order_by()
    return list(of_session.extra(order_by=[f"{model._meta.db_table}.{place}"]))


class Round:
    """Six people were present. Five answer in any order, the sixth is reminded, and answers then:
    the one answer that waits for its five is theirs. What each wrote tells the test whose it is."""

    def __init__(self) -> None:
        self.session = held(StudyGroupPageFactory(), came=PEOPLE, starts_at=twilight(-8))
        StudyGroupSession.objects.filter(pk=self.session.pk).update(
            register_closed_at=self.session.starts_at + timedelta(hours=2)
        )
        Message.objects.update(created_at=self.session.starts_at + timedelta(hours=3))
        send_due_messages(limit=1000)
        *others, self.last = random.sample(list(self.session.invitations.all()), PEOPLE)
        for invitation in others:
            self._answers(invitation)
        send_reminders()
        self.reminded = Message.objects.filter(kind="evaluation_reminder").count()
        send_due_messages(limit=1000)
        self._answers(self.last)

    def _answers(self, invitation: EvaluationInvitation) -> None:
        version = the_default().versions.get()
        said = {asked(version, "scale").pk: 3, asked(version, "text").pk: str(invitation.entry_id)}
        answer_evaluation(invitation, said)

    def truth(self) -> dict:
        """The number of whoever gave each response."""
        words = EvaluationAnswer.objects.filter(response__session=self.session).exclude(text="")
        return {answer.response_id: int(answer.text) for answer in words}


@pytest.fixture
def rounds() -> list[Round]:
    played = [Round() for _ in range(ROUNDS)]
    assert [each.reminded for each in played] == [1] * ROUNDS
    return played


def test_guessing_by_order_is_no_better_than_chance(rounds):
    """Chance is right for one of the six a round, and for the late one in one round of six."""
    by_responses = by_answers = late = 0
    for each in rounds:
        truth = each.truth()
        people = [row.entry_id for row in as_they_lie(EvaluationInvitation, each.session)]
        responses = [row.pk for row in as_they_lie(EvaluationResponse, each.session)]
        answers = as_they_lie(EvaluationAnswer, each.session, "response__session_id")
        of_answers = list(dict.fromkeys(row.response_id for row in answers))
        by_responses += sum(map(lambda pk, who: truth[pk] == who, responses, people))
        by_answers += sum(map(lambda pk, who: truth[pk] == who, of_answers, people))
        waiting = each.session.responses.get(shown=False)
        late += truth[waiting.pk] == people[-1]
        assert truth[waiting.pk] == each.last.entry_id

    assert by_responses <= 30
    assert by_answers <= 30
    assert late <= 8


def test_nothing_in_the_database_tells_the_late_one_from_the_others():
    """Each of the six is named as often, in the same tables."""
    played = Round()
    tables = dump()
    named = [
        Counter({table: count for table, rows in tables.items() if (count := _named(each, rows))})
        for each in played.session.invitations.select_related("entry")
    ]

    assert len(named) == PEOPLE
    assert all(each == named[0] for each in named)
    assert set(named[0]) >= {"core_message", "psg_catalogue_registerentry"}


def _named(invitation: EvaluationInvitation, rows: str) -> int:
    """How often these rows name somebody, by address or by what their link holds."""
    nonce = invitation.nonce
    return sum(rows.count(mark) for mark in {invitation.entry.email, str(nonce), nonce.hex})


def test_an_answer_is_named_nowhere_else_and_says_no_day():
    played = Round()
    own = {"psg_catalogue_evaluationresponse", "psg_catalogue_evaluationanswer"}
    keys = [pk.hex for pk in played.session.responses.values_list("pk", flat=True)]
    keys += [
        row.pk.hex for row in EvaluationAnswer.objects.filter(response__session=played.session)
    ]
    for table, rows in dump().items():
        if table not in own:
            assert not [key for key in keys if key in rows.replace("-", "")], table
    for name in ("EvaluationResponse", "EvaluationAnswer", "EvaluationInvitation"):
        model = apps.get_model("psg_catalogue", name)
        dated = [
            field.name for field in model._meta.concrete_fields if "Date" in type(field).__name__
        ]
        assert dated == [], name


def test_whoever_is_asked_late_gets_the_same_questions_and_stays_one_of_the_others():
    """Rows of those asked at different times are shuffled together."""
    session = held(StudyGroupPageFactory(), came=PEOPLE)
    pks = set(session.invitations.values_list("pk", flat=True))
    version = the_default().versions.get()
    for invitation in session.invitations.all():
        answer_evaluation(invitation, {asked(version, "scale").pk: 3})
    ask_those_present(session)

    assert set(session.invitations.values_list("pk", flat=True)) == pks
    assert session.invitations.filter(answered=True).count() == PEOPLE
