"""Files of a session are had by its people, and by nobody else by any address."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from directory.enums import Role
from psg_catalogue.models import SessionFile
from tests.factories.directory import ColleagueFactory, PractitionerFactory
from tests.factories.people import lead_of, office, person
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return PractitionerFactory(user=person())


@pytest.fixture
def session(leader):
    return StudyGroupSessionFactory(study_group=StudyGroupPageFactory(leaders=[leader]))


@pytest.fixture
def document(session, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = a_document("Prompts to print")
    SessionFile.objects.create(page=session.page, document=document, note="Bring it along.")
    return document


def a_document(title: str) -> Document:
    return Document.objects.create(title=title, file=ContentFile(b"words", "prompts.txt"))


def booked(session, **traits):
    user = person()
    BookingFactory(session=session, colleague=ColleagueFactory(user=user), **traits)
    return user


def came(session, **traits):
    user = person()
    RegisterEntryFactory(session=session, colleague=ColleagueFactory(user=user), **traits)
    return user


def opens(client, user, session, document) -> tuple[int, bool]:
    """What the file's own address answers, and whether the session's page links to it."""
    client.logout()
    if user:
        client.force_login(user)
    page = client.get(session.page.get_url()).content.decode()
    assert "Files for those booked" in page
    answer = client.get(document.url)
    if answer.streaming:
        assert b"".join(answer.streaming_content) == b"words"
    return answer.status_code, document.url in page


def test_files_are_for_those_booked_and_those_who_came(client, session, document, leader):
    people = [booked(session), came(session), leader.user, office(), person(Role.EDITOR)]

    assert [opens(client, user, session, document) for user in people] == [(200, True)] * 5
    client.force_login(people[0])
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"words"
    assert "private" in answer["Cache-Control"]


def test_files_are_there_for_nobody_else(client, session, document):
    other = StudyGroupSessionFactory()
    people = [
        None,
        person(),
        booked(session, waiting=True),
        booked(session, cancelled=True),
        came(session, absent=True),
        booked(other),
        lead_of(session.venue),
        PractitionerFactory(user=person()).user,
        person(Role.FINANCE),
    ]

    assert [opens(client, user, session, document) for user in people] == [(404, False)] * 9
    assert (
        client.get(document.url, headers={"if-none-match": f'"{document.file_hash}"'}).status_code
        == 404
    )


def test_a_file_of_two_sessions_is_for_the_people_of_either(client, session, document):
    other = StudyGroupSessionFactory()
    SessionFile.objects.create(page=other.page, document=document)

    assert opens(client, booked(other), other, document) == (200, True)
    assert opens(client, booked(session), session, document) == (200, True)


def test_other_documents_stay_open_to_anyone(client, session, document):
    answer = client.get(a_document("For everyone").url)

    assert b"".join(answer.streaming_content) == b"words"


def test_files_cost_two_queries_however_many(client, session, document, count_queries):
    client.force_login(booked(session))
    address = session.page.get_url()
    client.get(address)
    with_one = count_queries(lambda: client.get(address))
    for number in range(8):
        SessionFile.objects.create(page=session.page, document=a_document(f"Sheet {number}"))
    with_many = count_queries(lambda: client.get(address))
    SessionFile.objects.all().delete()

    assert with_many == with_one
    assert with_one - count_queries(lambda: client.get(address)) == 2
