"""A hundred thousand rows in each table that grows with the years, for `bench.migrations`. It is
run over the code of the release before: python grown.py FOLDER."""

import os
import sys
from collections.abc import Callable
from itertools import product

from django.db.models import Model

ROWS, BATCH = 100_000, 5000
SCHOOLS, SESSIONS = 400, 250


def write(make: Callable[[int], Model], model: type[Model]) -> None:
    """So many rows of one table."""
    for first in range(0, ROWS, BATCH):
        model._default_manager.bulk_create(make(number) for number in range(first, first + BATCH))


def fill() -> None:
    """Schools, people and sessions, then registers, bookings, answers, messages and changes."""
    from core.models import AuditEntry, Message
    from psg_catalogue.models import (
        Booking,
        EvaluationAnswer,
        EvaluationQuestion,
        EvaluationResponse,
        RegisterEntry,
    )
    from tests.factories import directory, messages, psg_catalogue

    schools = directory.SchoolFactory.create_batch(SCHOOLS)
    people = [directory.ColleagueFactory.create(school=school) for school in schools]
    group = psg_catalogue.StudyGroupPageFactory()
    sessions = psg_catalogue.StudyGroupSessionFactory.create_batch(SESSIONS, study_group=group)
    places = list(product(sessions, range(SCHOOLS)))
    question = EvaluationQuestion.objects.filter(kind="text").first()

    def entry(number: int) -> RegisterEntry:
        session, school = places[number]
        return psg_catalogue.RegisterEntryFactory.build(session=session, school=schools[school])

    def booking(number: int) -> Booking:
        session, school = places[number]
        return psg_catalogue.BookingFactory.build(
            session=session, colleague=people[school], school=schools[school], cancelled=True
        )

    responses: list[EvaluationResponse] = []

    def response(number: int) -> EvaluationResponse:
        responses.append(EvaluationResponse(session=places[number][0], shown=True))
        return responses[-1]

    def answer(number: int) -> EvaluationAnswer:
        words = f"Answer {number}"
        return EvaluationAnswer(response=responses[number], question=question, text=words)

    write(entry, RegisterEntry)
    write(booking, Booking)
    write(response, EvaluationResponse)
    write(answer, EvaluationAnswer)
    write(lambda number: messages.MessageFactory.build(sent=True), Message)
    write(
        lambda number: AuditEntry(
            action="wagtail.edit", model="directory.school", changes={"tier": ["lower", "primary"]},
            object_id=str(schools[number % SCHOOLS].pk), area="people",
        ),
        AuditEntry,
    )  # fmt: skip


if __name__ == "__main__":
    sys.path[:0] = [sys.argv[1], f"{sys.argv[1]}/site"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    fill()
