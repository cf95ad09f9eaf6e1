from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.models import Message
from core.moves import MoveNotAllowed
from directory.enums import Role
from directory.models import Practitioner
from directory.outreach.enums import CandidateState, SupportKind
from directory.outreach.models import Candidate, CandidateSupport, OutreachSettings
from directory.outreach.refusals import DayNotPossible, NotAccredited, RecruitmentClosed
from directory.outreach.services import candidates as services
from tests.factories.directory import PractitionerFactory, SchoolFactory
from tests.factories.outreach import ASTPostFactory, CandidateFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(1)


@pytest.fixture
def coordinator():
    return person(Role.AST_COORDINATOR)


def interest(**more) -> Candidate:
    details = {"name": "Verity Larkhill", "email": "Verity@example.org"}
    return services.express_interest(**details, school=SchoolFactory(), **more)


def test_somebody_interested_is_a_candidate_once(coordinator):
    candidate = interest(note="Music")
    assert interest() == candidate
    assert (candidate.state, candidate.email) == ("interested", "verity@example.org")
    letter = Message.objects.get()
    assert letter.to_email == coordinator.email
    assert "Verity" not in letter.subject


def test_closed_recruitment_takes_no_interest_but_the_coordinators_own(coordinator):
    """CB ¶10; CA L77: potential ASTs are supported whoever pays."""
    OutreachSettings.objects.create(recruitment_closed=True)
    with pytest.raises(RecruitmentClosed):
        interest()
    assert interest(by=coordinator).state == "interested"
    assert not Message.objects.exists()


def test_first_support_moves_a_candidate_on_and_stands_in_the_log(coordinator):
    candidate = CandidateFactory()
    services.give_support(candidate, kind=SupportKind.VISIT, note="Talked.", by=coordinator)
    services.give_support(candidate, kind=SupportKind.PORTFOLIO, note="", by=coordinator)
    candidate.refresh_from_db()
    assert candidate.state == CandidateState.SUPPORTED
    assert [str(each.kind) for each in candidate.support.all()] == ["visit", "portfolio"]


def test_way_to_the_assessment_and_past_it(coordinator):
    """CA L96 to L98."""
    candidate = CandidateFactory(state=CandidateState.SUPPORTED)
    services.note_application(candidate, by=coordinator)
    services.book_assessment(candidate, day=TODAY, by=coordinator)
    candidate = services.record_result(candidate, met=True, by=coordinator)

    task = CandidateSupport.objects.get()
    assert candidate.state == CandidateState.MET
    assert (task.kind, task.done_on, task.due_on) == ("offer", None, TODAY + 14 * DAY)
    assert not task.is_overdue
    assert Message.objects.get().to_email == coordinator.email
    services.give_support(candidate, kind=SupportKind.OFFER, note="Rang.", by=coordinator)
    task.refresh_from_db()
    assert (task.done_on, task.by, task.note) == (TODAY, coordinator, "Rang.")


def test_no_result_before_the_day_of_the_assessment(coordinator):
    candidate = CandidateFactory(state=CandidateState.ASSESSMENT_BOOKED, assessment_on=TODAY + DAY)
    with pytest.raises(DayNotPossible):
        services.record_result(candidate, met=True, by=coordinator)
    assert Candidate.objects.get().state == "assessment_booked"
    assert not CandidateSupport.objects.exists()


def test_somebody_who_did_not_meet_the_standards_may_try_again(coordinator):
    candidate = CandidateFactory(state=CandidateState.ASSESSMENT_BOOKED, assessment_on=TODAY)
    services.record_result(candidate, met=False, by=coordinator)
    assert not CandidateSupport.objects.exists()
    assert services.try_again(candidate, by=coordinator).state == CandidateState.SUPPORTED


def test_appointed_candidate_is_an_accredited_practitioner_in_the_post(coordinator):
    candidate, post = CandidateFactory(met=True), ASTPostFactory()
    mentor = PractitionerFactory()
    appointment = services.appoint_candidate(
        candidate, post, starts_on=TODAY, mentor=mentor, by=coordinator
    )

    candidate.refresh_from_db()
    someone = appointment.practitioner
    assert (candidate.state, candidate.practitioner) == ("appointed", someone)
    assert (someone.kind.slug, someone.accredited_on) == ("ast", candidate.assessment_on)
    assert (someone.base_school, someone.email) == (post.base_school, candidate.email)
    assert appointment.mentor == mentor
    assert appointment.induction.count() == 4


def test_practitioner_we_know_keeps_the_one_date_of_accreditation(coordinator):
    known = PractitionerFactory(email="known@example.org", accredited_on=date(2008, 1, 1))
    candidate = CandidateFactory(met=True, email="Known@example.org")
    appointment = services.appoint_candidate(
        candidate, ASTPostFactory(), starts_on=TODAY, by=coordinator
    )
    assert appointment.practitioner == known
    assert appointment.accredited_on == date(2008, 1, 1)


def test_refused_appointment_leaves_nothing_behind(coordinator):
    candidate = CandidateFactory(met=True)
    with pytest.raises(NotAccredited):
        services.appoint_candidate(
            candidate, ASTPostFactory(), starts_on=date(2011, 4, 30), by=coordinator
        )
    with pytest.raises(DayNotPossible):
        services.appoint_candidate(
            candidate, ASTPostFactory(proposed=True), starts_on=TODAY, by=coordinator
        )
    with pytest.raises(MoveNotAllowed):
        services.appoint_candidate(
            CandidateFactory(), ASTPostFactory(), starts_on=TODAY, by=coordinator
        )
    assert not Practitioner.objects.exists()


def test_candidate_who_withdrew_may_come_again(coordinator):
    candidate = CandidateFactory()
    services.withdraw_candidate(candidate, by=coordinator)
    again = services.express_interest(
        name=candidate.name, email=candidate.email, school=candidate.school, by=coordinator
    )
    assert again != candidate
    for service in (services.withdraw_candidate, services.note_application, services.try_again):
        with pytest.raises(MoveNotAllowed):
            service(candidate, by=coordinator)
