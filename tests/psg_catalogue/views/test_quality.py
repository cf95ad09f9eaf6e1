"""Who sees, writes and reads visits: QA leads write, the office reads, a leader reads what is
shared with them and never a draft."""

import pytest
from django.urls import reverse

from core.academic_year import AcademicYear
from directory.enums import Role
from psg_catalogue.enums import QAVisitState
from psg_catalogue.models import QAVisit
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import (
    QAVisitFactory,
    ServiceAgreementFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
)

pytestmark = pytest.mark.django_db
DRAFT = "The last part was hurried."


def at(name, *args):
    return reverse(f"psg_catalogue:{name}", args=args)


@pytest.fixture
def leader():
    return PractitionerFactory(user=UserFactory())


@pytest.fixture
def held(leader):
    group = StudyGroupPageFactory(leaders=[leader])
    return StudyGroupSessionFactory(held=True, study_group=group, answered=5)


def test_the_plan_is_for_qa_leads_and_the_office(client, count_queries):
    year = at("quality_year", AcademicYear.current())
    ServiceAgreementFactory()
    session = StudyGroupSessionFactory()
    for role in (None, Role.AST_COORDINATOR, Role.PRACTITIONER, Role.DIRECTOR):
        client.force_login(person(*([role] if role else [])))
        assert client.get(year).status_code == 403
        assert client.post(at("plan_qa_visit", session.pk)).status_code == 403
        assert client.get(at("record_qa_visit", session.pk)).status_code == 403
    client.force_login(office())
    shown = client.get(year).content.decode()
    assert "is the share agreed" in shown
    assert "Plan a visit" not in shown
    assert client.post(at("plan_qa_visit", session.pk)).status_code == 403
    lead = person(Role.QA_LEAD)
    client.force_login(lead)
    assert client.get(at("quality"))["Location"] == year
    assert "Plan a visit" in client.get(year).content.decode()
    few = count_queries(lambda: client.get(year))
    StudyGroupSessionFactory.create_batch(4)
    assert count_queries(lambda: client.get(year)) == few <= 25
    assert client.get(at("quality_year", "nonsense")).status_code == 404
    client.post(at("plan_qa_visit", session.pk))
    assert (QAVisit.objects.get().qa_lead, QAVisit.objects.get().session) == (lead, session)
    other = StudyGroupSessionFactory(past=True)
    refused = client.post(at("plan_qa_visit", other.pk), follow=True)
    assert "This session has begun" in refused.content.decode()


def test_a_visit_goes_from_record_to_reply(client, held, leader):
    lead = person(Role.QA_LEAD)
    client.force_login(lead)
    record = at("record_qa_visit", held.pk)
    typed = {"visited_on": held.day.isoformat(), "development": DRAFT, "strengths": "Kept words."}
    early = client.post(record, {**typed, "visited_on": "2020-01-01"})
    assert early.status_code == 422
    assert "cannot be before the session" in early.content.decode()
    assert "Kept words." in early.content.decode()
    client.post(record, typed)
    visit = QAVisit.objects.get()
    page, share = at("qa_visit", visit.pk), at("share_qa_visit", visit.pk)
    assert '<th scope="col" class="n">Mean</th>' in client.get(page).content.decode()
    assert client.post(share).status_code == 422

    for reader, status in (
        (leader.user, 404),
        (person(Role.AST_COORDINATOR), 404),
        (office(), 200),
    ):
        client.force_login(reader)
        answer = client.get(page)
        assert answer.status_code == status
        assert DRAFT not in answer.content.decode()
        assert client.post(share).status_code in (403, 404)
        results = client.get(at("results", held.pk)).content.decode()
        assert DRAFT not in results
        assert "No visit to this session is shared" in results
    client.force_login(person(Role.QA_LEAD))
    assert client.post(share).status_code == 403
    assert DRAFT in client.get(page).content.decode()

    client.force_login(lead)
    client.post(record, {**typed, "overall": "Well led."})
    client.post(share)
    client.force_login(office())
    assert client.post(at("reply_to_qa_visit", visit.pk), {"words": "x"}).status_code == 403
    assert DRAFT in client.get(at("results", held.pk)).content.decode()
    client.force_login(person(Role.AST_COORDINATOR))
    assert DRAFT not in client.get(at("results", held.pk)).content.decode()
    client.force_login(leader.user)
    assert page in client.get(at("my_sessions")).content.decode()
    assert DRAFT in client.get(page).content.decode()
    assert client.post(at("reply_to_qa_visit", visit.pk), {"words": ""}).status_code == 422
    client.post(at("reply_to_qa_visit", visit.pk), {"words": "Thank you."})
    visit.refresh_from_db()
    assert (visit.state, visit.leader_reply) == (QAVisitState.SHARED, "Thank you.")
    assert "Thank you." in client.get(at("results", held.pk)).content.decode()


def test_a_visit_is_called_off_by_a_qa_lead_alone(client, held, leader):
    visit = QAVisitFactory(session=StudyGroupSessionFactory(study_group=held.study_group))
    address = at("call_off_qa_visit", visit.pk)
    for other in (office(), leader.user):
        client.force_login(other)
        assert client.post(address, {"because": "x"}).status_code == 403
    client.force_login(person(Role.QA_LEAD))
    client.post(address, {"because": "Ill."})
    visit.refresh_from_db()
    assert (visit.state, visit.called_off_because) == (QAVisitState.CALLED_OFF, "Ill.")
    draft = QAVisitFactory(made=True, session=held, development=DRAFT)
    assert DRAFT in client.get(at("results", held.pk)).content.decode()
    client.post(at("call_off_qa_visit", draft.pk), {"because": ""})
    assert DRAFT not in client.get(at("results", held.pk)).content.decode()
    shared = QAVisitFactory(shared=True, session=held)
    assert client.post(at("call_off_qa_visit", shared.pk)).status_code == 422


def test_results_hide_the_scores_of_a_visited_session_with_few_answers(client, leader):
    group = StudyGroupPageFactory(leaders=[leader])
    visit = QAVisitFactory(
        shared=True,
        session=StudyGroupSessionFactory(held=True, study_group=group, answered=4),
    )
    client.force_login(leader.user)
    shown = client.get(at("qa_visit", visit.pk)).content.decode()
    assert "Too few answers to show." in shown
    assert '<th scope="col" class="n">Mean</th>' not in shown


def test_an_agreement_is_kept_in_the_back_office_and_never_twice_at_once(client):
    client.force_login(office())
    add = reverse("service_agreement:add")
    typed = {"provider": "Marlbridge", "starts_on": "2026-09-01", "last_day": "", "terms": ""}
    assert client.post(add, {**typed, "quality_share": "120"}).status_code == 200
    client.post(add, {**typed, "quality_share": "20"})
    twice = client.post(add, {**typed, "starts_on": "2030-09-01", "quality_share": ""})
    assert "Another agreement is in force" in twice.content.decode()
    shown = client.get(reverse("service_agreement:index")).content.decode()
    assert "20%" in shown
