"""The record of changes: who, what, when, for whom, before and after; and nobody rewrites it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.audit import has_words, record, unsaved_changes
from core.models import AuditDisposal, AuditEntry, AuditSubject, AuditWords
from directory.enums import Role
from directory.services.roles import end_role, grant_role
from psg_catalogue.enums import Access
from psg_catalogue.services.bookings import book_places, cancel_booking
from psg_catalogue.services.session_changes import resize_session
from tests.factories.core import UserFactory
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.psg_catalogue import StudyGroupSessionFactory

pytestmark = pytest.mark.django_db
OF_WORDS = "DELETE FROM core_auditwords WHERE entry_id = %s"
OF_SUBJECTS = "DELETE FROM core_auditsubject WHERE entry_id = %s"


def subjects(entry: AuditEntry) -> set[tuple[str, str]]:
    return set(entry.subjects.values_list("kind", "object_id"))


def test_a_role_is_found_from_the_person_and_from_the_school_with_both_dates():
    office, person, school = UserFactory(), UserFactory(), SchoolFactory()
    role = grant_role(person, Role.SCHOOL_LEAD, school=school, by=office, on_behalf_of=school.urn)
    end_role(role, by=office)
    ended, granted = AuditEntry.objects.all()
    assert [granted.action, ended.action] == ["role.granted", "role.ended"]
    assert (granted.actor, granted.area) == (office, AuditEntry.Area.PEOPLE)
    assert granted.on_behalf_of == school.urn
    assert subjects(granted) == {("account", str(person.pk)), ("school", str(school.pk))}
    assert ended.changes == {"ends_on": [None, timezone.localdate().isoformat()]}
    assert set(AuditEntry.objects.about("school", school.pk)) == {granted, ended}
    assert not AuditEntry.objects.about("account", office.pk).exists()


def test_places_are_found_from_session_school_and_colleague_with_before_and_after(open_session):
    session, colleague = open_session, ColleagueFactory()
    booking = book_places(session, [colleague], school=colleague.school).booked[0]
    cancel_booking(booking)
    resize_session(session, capacity=7)
    said = dict(AuditEntry.objects.values_list("action", "changes"))
    assert said["booking.made"] == {"state": [None, "confirmed"]}
    assert said["booking.cancelled"] == {"state": ["confirmed", "cancelled_by_school"]}
    assert said["session.resized"] == {"capacity": [12, 7]}
    about = subjects(AuditEntry.objects.get(action="booking.made"))
    assert about == {
        ("session", str(session.pk)),
        ("school", str(colleague.school_id)),
        ("colleague", str(colleague.pk)),
    }
    assert AuditEntry.objects.about("session", session.pk).count() == 3


@pytest.fixture
def open_session():
    return StudyGroupSessionFactory(capacity=12, access=Access.OPEN)


def test_what_somebody_typed_stands_apart_from_the_facts():
    school = SchoolFactory()
    record(school, "school.closed", reason="Vesna Quillfeather said so", urn=school.urn)
    entry = AuditEntry.objects.get()
    assert entry.details == {"urn": school.urn}
    assert entry.words.details == {"reason": "Vesna Quillfeather said so"}


def test_private_fields_are_said_to_change_and_no_more():
    colleague = ColleagueFactory(name="Vesna Quillfeather")
    colleague.name = "Vesna Quill"
    record(colleague, "colleague.changed", changes=unsaved_changes(colleague, "name"))
    entry = AuditEntry.objects.get()
    assert entry.changes == {"name": None}
    assert not AuditWords.objects.exists()


@pytest.mark.parametrize(
    ("value", "words"),
    [("123456", False), ("a@b.org", True), ("two words", True), ([None, {"a": "b c"}], True)],
)
def test_words_are_what_a_person_may_have_typed(value, words):
    assert has_words(value) is words


def test_the_back_offices_history_is_told_as_before():
    school, office = SchoolFactory(), UserFactory()
    record(school, "school.closed", by=office, on_behalf_of="1", urn="2")
    entry = ModelLogEntry.objects.get()
    assert (entry.user, entry.data) == (office, {"on_behalf_of": "1", "urn": "2"})


def entry_of(age: timedelta = timedelta(0)) -> AuditEntry:
    entry = AuditEntry.objects.create(
        action="school.closed",
        area="people",
        model="directory.school",
        object_id="1",
        at=timezone.now() - age,
    )
    AuditSubject.objects.create(entry=entry, kind="school", object_id="1")
    AuditWords.objects.create(entry=entry, details={"reason": "It was time"})
    return entry


def refused(statement: str, *values) -> bool:
    """Whether the database itself says no, to its own language."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values or None)
    except DatabaseError as error:
        return "never rewritten" in str(error)
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET action = 'nothing'",
        "UPDATE core_auditentry SET actor_id = NULL",
        "DELETE FROM core_auditentry",
        "UPDATE core_auditsubject SET object_id = '2'",
        "DELETE FROM core_auditsubject",
        "UPDATE core_auditwords SET details = '{}'",
        "DELETE FROM core_auditwords",
        "UPDATE core_auditdisposal SET entries = 0",
        "DELETE FROM core_auditdisposal",
    ],
)
def test_the_database_refuses_to_rewrite_the_record(statement):
    """SAFETY 67: no role, no screen and no line of code of ours can."""
    entry_of()
    AuditDisposal.objects.create(words_of=0)
    assert refused(statement)


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_record_is_not_emptied_at_one_stroke():
    assert refused("TRUNCATE core_auditentry CASCADE")


def test_a_door_opens_for_old_entries_of_one_area_and_leaves_a_mark():
    old, young = entry_of(timedelta(days=800)), entry_of()
    before = timezone.now() - timedelta(days=700)
    AuditDisposal.objects.create(area="money", before=before)
    assert refused(OF_WORDS, old.pk)
    AuditDisposal.objects.create(area="people", before=before)
    for statement in (OF_WORDS, OF_SUBJECTS, "DELETE FROM core_auditentry WHERE id = %s"):
        assert not refused(statement, old.pk)
    assert refused(OF_SUBJECTS, young.pk)
    assert list(AuditEntry.objects.all()) == [young]


def test_a_door_opens_for_the_words_of_one_entry_alone():
    entry = entry_of()
    AuditDisposal.objects.create(words_of=entry.pk)
    assert not refused(OF_WORDS, entry.pk)
    assert refused(OF_SUBJECTS, entry.pk)


def test_no_door_opens_for_what_is_young():
    with pytest.raises(DatabaseError, match="what_is_young"), transaction.atomic():
        AuditDisposal.objects.create(area="people", before=timezone.now())
