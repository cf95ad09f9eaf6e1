"""The year's plan of visits: the share beside the one agreed, what to visit next, and one cost for
one session and for thirty."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.academic_year import AcademicYear
from psg_catalogue.enums import QuestionKind
from psg_catalogue.models import EvaluationAnswer, EvaluationQuestion, QAVisit, ServiceAgreement
from psg_catalogue.queries.quality import (
    page_of_sessions,
    sessions_of,
    share_of,
    visits_to_write_up,
)
from psg_catalogue.queries.quality_suggestions import suggested_sessions
from psg_catalogue.queries.scores import session_scores
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.psg_catalogue import (
    QAVisitFactory,
    ServiceAgreementFactory,
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_middle_of_a_year(time_machine):
    time_machine.move_to("2026-11-20 12:00+00:00")


def test_share_counts_held_sessions_with_a_visit_beside_the_share_agreed():
    held = StudyGroupSessionFactory.create_batch(3, held=True)
    coming = StudyGroupSessionFactory.create_batch(4)
    StudyGroupSessionFactory(cancelled=True)
    QAVisitFactory(session=held[0], shared=True)
    QAVisitFactory(session=held[0], made=True)
    QAVisitFactory(session=held[1], called_off=True)
    QAVisitFactory(session=coming[0])
    share = share_of(AcademicYear.current())
    assert (share.sessions, share.held, share.visited, share.planned) == (7, 3, 1, 1)
    assert (share.reached, share.target, share.needed, share.to_plan) == (33, None, None, 0)
    agreement = ServiceAgreementFactory(quality_share=50)
    share = share_of(AcademicYear.current())
    assert (share.target, share.needed, share.to_plan) == (50, 4, 2)
    agreement.last_day = agreement.starts_on - timedelta(days=1)
    agreement.starts_on = agreement.last_day - timedelta(days=30)
    agreement.save()
    assert share_of(AcademicYear.current()).target is None
    assert share_of(AcademicYear.current().previous).target == 50
    assert share_of(AcademicYear.current().previous).reached is None


def test_one_agreement_is_in_force_at_a_time():
    first = ServiceAgreementFactory()
    earlier, later = first.starts_on - timedelta(days=9), first.starts_on + timedelta(days=400)
    for starts_on, last_day in ((later, None), (earlier, first.starts_on)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ServiceAgreementFactory(starts_on=starts_on, last_day=last_day)
    first.last_day = first.starts_on + timedelta(days=30)
    first.save()
    second = ServiceAgreementFactory(starts_on=first.last_day + timedelta(days=1))
    assert list(ServiceAgreement.objects.in_force(first.last_day)) == [first]
    assert list(ServiceAgreement.objects.in_force()) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceAgreement.objects.filter(pk=second.pk).update(starts_on=first.last_day)


def test_session_scores_say_what_results_say_and_no_more():
    scored = StudyGroupSessionFactory(held=True, answered=5, answered__scale=3)
    hidden = StudyGroupSessionFactory(held=True, answered=4)
    half = StudyGroupSessionFactory(held=True, answered=6, answered__scale=2)
    scale = EvaluationQuestion.objects.filter(kind=QuestionKind.SCALE).first()
    answers = EvaluationAnswer.objects.filter(response__session=half, question=scale)
    answers.filter(response__shown=True).first().delete()
    answers.update(scale=4)
    assert session_scores([scored.pk, hidden.pk, half.pk]) == {
        scored.pk: (3.0, 4),
        half.pk: (2.0, 4),
    }


def test_suggestions_put_the_unseen_the_low_and_the_fallen_first():
    seen_leader, new_leader = PractitionerFactory(), PractitionerFactory(name="Ada Marsh")
    seen, low, fallen = (StudyGroupPageFactory(leaders=[seen_leader]) for _ in range(3))
    unseen = StudyGroupPageFactory(leaders=[new_leader])
    planned = StudyGroupPageFactory()
    for group, scale in ((seen, 4), (low, 2), (fallen, 4)):
        held = StudyGroupSessionFactory(
            held=True, study_group=group, starts_at=twilight(-40), answered=5,
            answered__scale=scale,
        )  # fmt: skip
        QAVisitFactory(session=held, shared=True)
    StudyGroupSessionFactory(
        held=True, study_group=fallen, starts_at=twilight(-20), answered=5, answered__scale=3
    )
    coming = {
        group: StudyGroupSessionFactory(study_group=group, starts_at=twilight(9))
        for group in (seen, low, fallen, unseen, planned)
    }
    StudyGroupSessionFactory(study_group=seen, starts_at=twilight(19))
    QAVisitFactory(session=coming[planned])

    found = suggested_sessions()

    assert [each.session for each in found] == [
        coming[unseen], coming[low], coming[fallen], coming[seen],
    ]  # fmt: skip
    reasons = {each.session.study_group_id: " ".join(each.reasons) for each in found}
    assert "never been visited. Ada Marsh has never been visited." in reasons[unseen.pk]
    assert "low: 2.0 of 4" in reasons[low.pk]
    assert "fell from 4.0 of 4 to 3.0 of 4" in reasons[fallen.pk]
    assert reasons[seen.pk].startswith("Last visited on")


def test_sessions_of_the_year_show_visit_and_mean_at_one_cost(django_assert_max_num_queries):
    def a_session():
        group = StudyGroupPageFactory(leaders=[PractitionerFactory()])
        session = StudyGroupSessionFactory(held=True, study_group=group, answered=5)
        QAVisitFactory(session=session, shared=True)
        return session

    session = a_session()
    StudyGroupSessionFactory(cancelled=True)
    StudyGroupSessionFactory(starts_at=twilight(-400))
    year = AcademicYear.current()
    [shown] = page_of_sessions(sessions_of(year), None)
    assert (shown, shown.visit.session, shown.score) == (session, session, (4.0, 4))
    for _ in range(4):
        a_session()
    with django_assert_max_num_queries(6):
        page = page_of_sessions(sessions_of(year), "1")
        assert all(each.visit.qa_lead and each.study_group.leaderships.all() for each in page)
    with django_assert_max_num_queries(6):
        suggested_sessions()


def test_visits_to_write_up_are_the_leads_own():
    lead = UserFactory()
    begun = QAVisitFactory(qa_lead=lead, session=StudyGroupSessionFactory(past=True))
    draft = QAVisitFactory(
        qa_lead=lead, made=True, session=StudyGroupSessionFactory(starts_at=twilight(-7))
    )
    QAVisitFactory(qa_lead=lead)
    QAVisitFactory(qa_lead=lead, session=StudyGroupSessionFactory(postponed=True, past=True))
    QAVisitFactory(session=StudyGroupSessionFactory(past=True))
    assert visits_to_write_up(lead) == [begun, draft]
    assert [visit.waits_for_record for visit in lead_visits(lead)] == [True, False, False, False]


def lead_visits(lead):
    return QAVisit.objects.filter(qa_lead=lead).select_related("session").order_by("pk")
