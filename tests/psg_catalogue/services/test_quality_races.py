"""Visits and agreements of two people at the same moment, on PostgreSQL."""

import pytest
from django.db import IntegrityError

from psg_catalogue.enums import QAVisitState
from psg_catalogue.models import QAVisit, ServiceAgreement
from psg_catalogue.quality_refusals import SessionNotThere, VisitTaken
from psg_catalogue.services.quality import plan_visit
from psg_catalogue.services.session_changes import cancel_session
from tests.factories.core import UserFactory
from tests.factories.psg_catalogue import ServiceAgreementFactory, StudyGroupSessionFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.postgres


def test_several_leads_plan_a_visit_and_one_has_it(threads):
    session = StudyGroupSessionFactory()
    leads = UserFactory.create_batch(4)
    outcomes = threads([lambda lead=lead: plan_visit(session, qa_lead=lead) for lead in leads])
    assert [type(each) for each in errors(outcomes)] == [VisitTaken] * 3
    assert QAVisit.objects.get().state == QAVisitState.PLANNED


def test_a_plan_races_a_cancellation_and_no_planned_visit_is_left(threads):
    session = StudyGroupSessionFactory()
    lead = UserFactory()
    outcomes = threads(
        [
            lambda: plan_visit(session, qa_lead=lead),
            lambda: cancel_session(session, reason="Snow"),
        ]
    )
    assert [e for e in errors(outcomes) if not isinstance(e, SessionNotThere)] == []
    assert not QAVisit.objects.planned().exists()


def test_agreements_kept_at_once_leave_one_in_force(threads):
    outcomes = threads(ServiceAgreementFactory, times=3)
    assert [type(each) for each in errors(outcomes)] == [IntegrityError] * 2
    assert ServiceAgreement.objects.in_force().count() == 1
