"""A number for everybody present, which the register alone gives and takes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.privacy import person_of
from core.services.erasure import erase_person
from psg_catalogue.enums import Attendance
from psg_catalogue.models import Certificate, EvaluationQuestion, ProgrammeRules, RegisterEntry
from psg_catalogue.services.certificates import (
    certificate_of,
    given_certificate,
    number_certificates,
)
from psg_catalogue.services.corrections import correct_register
from psg_catalogue.services.evaluation_links import invitation_of_link, token_for
from psg_catalogue.services.evaluations import answer_evaluation, enter_paper_answers
from psg_catalogue.services.registers import close_register, reopen_register
from tests.factories.psg_catalogue import RegisterEntryFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Closed just now, with two who came and one who did not."""
    session = StudyGroupSessionFactory(confirmed=True, past=True, came=2)
    RegisterEntryFactory(session=session, absent=True)
    return close_register(session)


@pytest.fixture
def scale():
    return EvaluationQuestion.objects.filter(kind="scale").first()


def numbers() -> list[str]:
    return list(Certificate.objects.values_list("number", flat=True))


def test_closing_numbers_those_present_once(session):
    first = numbers()

    assert number_certificates(session) == 0
    assert numbers() == first
    assert len(set(first)) == 2
    assert all(re.fullmatch("[A-HJKMNP-Z2-9]{10}", number) for number in first)
    assert {each.entry.attendance for each in Certificate.objects.all()} == {Attendance.PRESENT}


def test_a_number_is_found_however_it_is_typed(session):
    certificate = Certificate.objects.first()

    assert given_certificate(f" {certificate.printed.lower()} ") == certificate
    assert given_certificate(certificate.number[:9]) is None
    assert given_certificate("AAAAA-AAAAA") is None


def test_a_corrected_register_withdraws_and_gives_back(session):
    certificate = Certificate.objects.first()
    absent = session.entries.get(attendance=Attendance.ABSENT)
    changed = {certificate.entry_id: Attendance.ABSENT, absent.pk: Attendance.PRESENT}
    correct_register(session, changed, reason="Two lines were swapped.")

    assert given_certificate(certificate.number) is None
    assert Certificate.objects.given().filter(entry=absent).exists()
    correct_register(session, {certificate.entry_id: Attendance.PRESENT}, reason="They were not.")
    assert given_certificate(certificate.number) == certificate


def test_a_reopened_register_withdraws_until_it_is_closed(session):
    number = Certificate.objects.first().number
    session = reopen_register(session, reason="One is missing.")
    assert given_certificate(number) is None

    close_register(session)
    assert given_certificate(number) is not None


def test_the_rule_of_answering_first(session, scale):
    ProgrammeRules.objects.create(certificates_after_answering=True)
    one, other = session.invitations.order_by("pk")
    assert (certificate_of(one), certificate_of(other)) == (None, None)

    answer_evaluation(one, {scale.pk: 4})
    assert certificate_of(one).entry == one.entry
    assert certificate_of(other) is None


def test_the_rule_spares_those_without_email_and_those_who_may_have_used_paper(session, scale):
    ProgrammeRules.objects.create(certificates_after_answering=True)
    one, other = session.invitations.order_by("pk")
    RegisterEntry.objects.filter(pk=one.entry_id).update(email="")
    assert certificate_of(one) is not None
    assert certificate_of(other) is None

    enter_paper_answers(session, {scale.pk: 4}, by=None)
    assert certificate_of(other) is not None


def test_nothing_is_written_when_an_answer_gives_a_certificate(session, scale):
    """A row or a letter made at that moment would say when somebody answered (SAFETY 50)."""
    ProgrammeRules.objects.create(certificates_after_answering=True)
    before = (list(Certificate.objects.values()), Message.objects.count())

    answer_evaluation(session.invitations.first(), {scale.pk: 4})

    assert (list(Certificate.objects.values()), Message.objects.count()) == before


def test_the_letter_leads_to_the_certificate_and_its_link_does_not_die(
    session, scale, time_machine
):
    letter = Message.objects.filter(kind="evaluation_invitation").first()
    assert "[link]certificate/" in letter.text_body
    assert '"[link]certificate/"' in letter.html_body
    invitation = session.invitations.first()
    token = token_for(invitation)
    answer_evaluation(invitation, {scale.pk: 4})
    time_machine.move_to(timezone.now() + timedelta(days=300))

    assert invitation_of_link(token) == invitation
    assert invitation_of_link(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_erasing_a_person_takes_their_certificate_alone(session):
    one, other = Certificate.objects.order_by("pk")

    erase_person(person_of(row=one.entry))

    assert list(Certificate.objects.all()) == [other]
