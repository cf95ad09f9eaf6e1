"""Two people of the office at one proposal, or one study group, at the same moment."""

import pytest

from core.academic_year import AcademicYear
from core.models import Message
from core.moves import MoveNotAllowed
from psg_catalogue.models import GroupCopy, GroupProposal, StudyGroupPage
from psg_catalogue.proposal_refusals import AlreadyProposed
from psg_catalogue.services import proposals as services
from psg_catalogue.services.few_bookings import tell_office_of_few_bookings
from psg_catalogue.services.group_copies import copy_to_year
from tests.factories.directory import PractitionerFactory, SubjectFactory
from tests.factories.proposals import a_proposal, words_of_proposal
from tests.factories.psg_catalogue import StudyGroupSessionFactory, the_catalogue, twilight
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres


def test_approvals_at_once_make_one_page_and_one_letter(threads):
    the_catalogue()
    proposal = a_proposal(PractitionerFactory(email="osric@example.org"))
    outcomes = threads(lambda: services.approve_proposal(proposal), times=5)
    assert errors(outcomes) == []
    assert StudyGroupPage.objects.count() == 1
    assert Message.objects.filter(subject__startswith="Your proposal is approved").count() == 1


def test_an_approval_and_a_withdrawal_leave_one_answer(threads):
    the_catalogue()
    proposal = a_proposal()
    outcomes = threads(
        [
            lambda: services.approve_proposal(proposal),
            lambda: services.withdraw_proposal(proposal),
            lambda: services.decline_proposal(proposal, answer="No."),
        ]
    )
    refused = errors(outcomes)
    assert [type(each) for each in refused] == [MoveNotAllowed, MoveNotAllowed]
    proposal.refresh_from_db()
    assert StudyGroupPage.objects.count() == (proposal.state == "approved")


def test_one_title_proposed_twice_at_once_is_one_proposal(threads):
    proposer = PractitionerFactory()
    words = words_of_proposal(subjects=[SubjectFactory()])
    outcomes = threads(lambda: services.propose_group(proposer, words), times=5)
    assert {type(each) for each in errors(outcomes)} == {AlreadyProposed}
    assert GroupProposal.objects.count() == 1


def test_copies_at_once_are_one(threads):
    group = StudyGroupSessionFactory().study_group
    year = AcademicYear.current().next
    outcomes = threads(lambda: copy_to_year(group, year), times=5)
    assert errors(outcomes) == []
    assert GroupCopy.objects.count() == 1
    assert {each.result.page.pk for each in outcomes} == {GroupCopy.objects.get().copy_id}
    assert sum(each.result.is_new for each in outcomes) == 1


def test_workers_at_once_write_one_note(threads):
    StudyGroupSessionFactory(starts_at=twilight(7))
    outcomes = threads(tell_office_of_few_bookings, times=4)
    assert errors(outcomes) == []
    assert Message.objects.filter(kind="few_bookings").count() == 1
