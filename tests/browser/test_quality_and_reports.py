"""Visits of QA leads and the reports in a real browser: no axe violation in light or dark, no
sideways scroll at any width."""

import pytest
from django.urls import reverse

from core.academic_year import AcademicYear
from directory.enums import Role
from psg_catalogue.reports.kinds import BY_SLUG
from psg_catalogue.services.frozen_reports import freeze_report
from tests.browser.hands import look, sign_in
from tests.factories.directory import PractitionerFactory, SubjectFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import (
    AdministrativeCostFactory,
    QAVisitFactory,
    ServiceAgreementFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def held():
    leader = PractitionerFactory(user=person(Role.PRACTITIONER), name="Tamsin Quillfeather")
    group = StudyGroupPageFactory(leaders=[leader], subjects=[SubjectFactory()])
    ServiceAgreementFactory()
    StudyGroupSessionFactory(study_group=group)
    return StudyGroupSessionFactory(held=True, study_group=group, answered=5, came=6)


def at(name, *args):
    return reverse(f"psg_catalogue:{name}", args=args)


def test_a_visit_from_plan_to_reply(page, axe, live_server, held):
    lead = person(Role.QA_LEAD)
    shared = QAVisitFactory(session=held, shared=True, qa_lead=lead)
    draft = QAVisitFactory(session=StudyGroupSessionFactory(held=True), made=True, qa_lead=lead)
    sign_in(page.context, live_server.url, lead)
    for path in (at("quality"), at("qa_visit", draft.pk), at("record_qa_visit", draft.session_id)):
        look(page, axe, path)
    page.goto(at("quality"))
    page.get_by_role("button", name="Plan a visit").first.click()
    page.get_by_text("Your visit is planned").wait_for()
    sign_in(page.context, live_server.url, held.study_group.leaderships.get().practitioner.user)
    look(page, axe, at("qa_visit", shared.pk))
    look(page, axe, at("results", held.pk))


def test_reports_and_their_frozen_copies(page, axe, live_server, held):
    staff = office()
    year = AcademicYear.current()
    AdministrativeCostFactory()
    frozen = freeze_report(BY_SLUG["leaders"], year, note="Schools Forum", by=staff)
    sign_in(page.context, live_server.url, staff)
    for path in (
        at("reports"),
        at("report", "schools", year),
        f"{at('report', 'income-and-cost', year)}?by=financial",
        at("frozen_report", frozen.pk),
    ):
        look(page, axe, path)
    page.goto(at("report", "subjects", year))
    page.get_by_label("Given to, or what for").fill("January meeting")
    page.get_by_role("button", name="Freeze this report").click()
    page.get_by_text("January meeting").wait_for()
