"""A closed register put right by the office."""

import pytest

from core.academic_year import AcademicYear
from core.models import AuditEntry
from psg_catalogue.enums import Attendance, SessionState
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.queries.forum_report import forum_figures
from psg_catalogue.register_refusals import (
    FromEarlierRecords,
    NoReason,
    NotClosedYet,
    NotOnThisRegister,
)
from psg_catalogue.services.corrections import correct_register
from psg_catalogue.services.evaluations import ask_those_present
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import RegisterEntryFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db

PRESENT, ABSENT = Attendance.PRESENT, Attendance.ABSENT


@pytest.fixture
def session():
    return StudyGroupSessionFactory(held=True, came=2)


def test_correction_moves_the_report_and_is_written_down(session):
    line = session.entries.first()
    office = UserFactory()
    changed = correct_register(session, {line.pk: ABSENT}, reason="Ticked by mistake", by=office)

    assert changed == 1
    assert forum_figures(AcademicYear.of(session.starts_at)).attendances == 1
    assert StudyGroupSession.objects.get(pk=session.pk).state == SessionState.HELD
    entry = AuditEntry.objects.get(action="register.corrected")
    assert entry.changes == {"attendance": ["present", "absent"]}
    assert entry.words.details == {"reason": "Ticked by mistake"}
    assert entry.actor_id == office.pk


def test_whoever_turns_out_to_have_been_there_is_asked_and_the_other_no_more(session):
    there, absent = session.entries.first(), RegisterEntryFactory(session=session, absent=True)
    ask_those_present(session)

    correct_register(session, {there.pk: ABSENT, absent.pk: PRESENT}, reason="Mixed up")

    asked = set(session.invitations.values_list("entry", flat=True))
    assert absent.pk in asked
    assert there.pk not in asked


def test_correcting_nothing_needs_no_reason_and_writes_nothing(session):
    line = session.entries.first()
    assert correct_register(session, {line.pk: PRESENT}, reason="") == 0
    assert not AuditEntry.objects.filter(action="register.corrected").exists()


def test_correction_without_a_reason_is_refused(session):
    line = session.entries.first()
    with pytest.raises(NoReason):
        correct_register(session, {line.pk: ABSENT}, reason="  ")
    line.refresh_from_db()
    assert line.attendance == PRESENT


def test_line_of_another_register_is_refused(session):
    other = RegisterEntryFactory(session=StudyGroupSessionFactory(held=True))
    with pytest.raises(NotOnThisRegister):
        correct_register(session, {other.pk: ABSENT}, reason="Oops")


def test_open_register_and_one_of_earlier_records_are_refused():
    with pytest.raises(NotClosedYet):
        correct_register(StudyGroupSessionFactory(), {}, reason="Early")
    with pytest.raises(FromEarlierRecords):
        correct_register(StudyGroupSessionFactory(held=True, source="history"), {}, reason="Old")
