"""What people told us is answered before the next session is confirmed (CB ¶8)."""

import pytest
from django.urls import reverse

from directory.enums import Role
from psg_catalogue.enums import SessionState
from psg_catalogue.models import FeedbackPassedOver
from psg_catalogue.queries.feedback import unanswered_by_session, unanswered_feedback
from psg_catalogue.services.change_notes import pass_over_feedback, write_change_note
from psg_catalogue.services.session_changes import cancel_session, confirm_session
from psg_catalogue.session_refusals import FeedbackUnanswered, NoReasonToPassOver
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.people import office, person
from tests.factories.psg_catalogue import (
    StudyGroupPageFactory,
    StudyGroupSessionFactory,
    twilight,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return StudyGroupPageFactory()


def held(group, answered=5, days=-14):
    return StudyGroupSessionFactory(
        held=True, study_group=group, answered=answered, starts_at=twilight(days)
    )


def planned(group, days=14):
    return StudyGroupSessionFactory(study_group=group, starts_at=twilight(days))


def test_confirm_session_asks_what_changed_and_leaves_it_planned(group):
    told, session = held(group), planned(group)
    with pytest.raises(FeedbackUnanswered) as refusal:
        confirm_session(session, passed_over_because="  ")
    session.refresh_from_db()
    assert refusal.value.told == told
    assert f"“{told}”" in str(refusal.value)
    assert session.state == SessionState.PLANNED
    assert not FeedbackPassedOver.objects.exists()


def test_confirm_session_goes_on_once_a_note_stands_on_any_session_to_come(group):
    held(group)
    near, far = planned(group, 7), planned(group, 21)
    write_change_note(near, you_said="Too fast.", we_changed="Slower.", by=UserFactory())
    assert confirm_session(near).state == SessionState.CONFIRMED
    assert confirm_session(far).state == SessionState.CONFIRMED


def test_a_note_on_a_cancelled_session_answers_nothing(group):
    told = held(group)
    near, far = planned(group, 7), planned(group, 21)
    write_change_note(near, you_said="Too fast.", we_changed="Slower.", by=UserFactory())
    cancel_session(near, reason="Snow")
    assert unanswered_feedback(far) == told


def test_a_note_written_before_the_last_session_does_not_answer_for_it(group):
    earlier = held(group, days=-28)
    last = held(group, days=-14)
    write_change_note(last, you_said="Too fast.", we_changed="Slower.", by=UserFactory())
    session = planned(group)
    assert unanswered_feedback(session) == last
    assert unanswered_feedback(last) is None
    assert unanswered_feedback(earlier) is None


def test_confirm_session_passes_feedback_over_for_a_reason_that_is_kept(group):
    told, session, by = held(group), planned(group), UserFactory()
    confirm_session(session, passed_over_because=" They  want the same again. ", by=by)
    passed = FeedbackPassedOver.objects.get()
    assert (passed.session, passed.because, passed.passed_by) == (
        told, "They want the same again.", by,
    )  # fmt: skip
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED


def test_pass_over_feedback_keeps_the_first_reason_and_wants_one(group):
    told = held(group)
    with pytest.raises(NoReasonToPassOver):
        pass_over_feedback(told, because=" ", by=None)
    first = pass_over_feedback(told, because="The same again.", by=None)
    assert pass_over_feedback(told, because="Another.", by=None) == first
    assert unanswered_feedback(planned(group)) is None


def test_too_few_answers_no_session_before_and_another_group_ask_nothing(group):
    held(group, answered=4)
    held(StudyGroupPageFactory())
    session, first = planned(group), planned(StudyGroupPageFactory())
    assert unanswered_feedback(session) is None
    assert confirm_session(session).state == SessionState.CONFIRMED
    assert confirm_session(first).state == SessionState.CONFIRMED


def test_only_the_last_session_asks(group):
    held(group, days=-28)
    held(group, answered=0, days=-14)
    assert unanswered_feedback(planned(group)) is None


def test_unanswered_by_session_costs_two_queries_for_any_number(group, django_assert_num_queries):
    groups = [group, *StudyGroupPageFactory.create_batch(3)]
    told = [held(each) for each in groups]
    sessions = [planned(each) for each in groups]
    with django_assert_num_queries(2):
        assert unanswered_by_session(sessions) == dict(
            zip([each.pk for each in sessions], told, strict=True)
        )


def test_leader_is_asked_on_their_page_and_passes_it_over_beside_the_results(client):
    leader = PractitionerFactory(user=UserFactory())
    group = StudyGroupPageFactory(leaders=[leader])
    told, session = held(group), planned(group)
    address = reverse("psg_catalogue:results", args=[told.pk])
    client.force_login(leader.user)
    assert f"{address}#changed" in client.get(reverse("psg_catalogue:my_sessions")).content.decode()
    assert "Asked before the next session is confirmed" in client.get(address).content.decode()

    passing = reverse("psg_catalogue:pass_over_feedback", args=[told.pk])
    assert client.post(passing, {"because": ""}).status_code == 422
    for role in (Role.QA_LEAD, Role.AST_COORDINATOR):
        client.force_login(person(role))
        assert client.post(passing, {"because": "No."}).status_code == 403
    client.force_login(leader.user)
    assert client.post(reverse("psg_catalogue:pass_over_feedback", args=[session.pk]),
                       {"because": "Not held."}).status_code == 404  # fmt: skip
    client.post(passing, {"because": "The same again."})

    assert FeedbackPassedOver.objects.get().because == "The same again."
    shown = client.get(address).content.decode()
    assert "The same again." in shown
    assert "Asked before the next" not in shown
    assert f"{address}#changed" not in client.get("/my-sessions/").content.decode()


def test_office_is_asked_where_it_confirms(client):
    group = StudyGroupPageFactory()
    told, session = held(group), planned(group)
    client.force_login(office())
    address = reverse("study_group_sessions:confirm", args=[session.pk])
    inspect = reverse("study_group_sessions:inspect", args=[session.pk])
    results = f"{reverse('psg_catalogue:results', args=[told.pk])}#changed"
    assert results in client.get(inspect).content.decode()
    assert results in client.get(address).content.decode()
    refused = client.post(address, {"passed_over_because": ""})
    assert "say why nothing does" in refused.content.decode()
    assert client.post(address, {"passed_over_because": "The same again."}).status_code == 302
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED
    assert client.post(
        reverse("study_group_sessions:confirm", args=[planned(group, 21).pk])
    ).status_code == 302  # fmt: skip
