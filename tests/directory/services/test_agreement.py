"""A portrait's way from draft to published, with everyone who has a say in it."""

import pytest
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from core.models import Message
from directory.enums import Role
from directory.services.agreement import (
    NotWaiting,
    agree_portrait,
    send_back_portrait,
    waiting_for,
)
from directory.services.portrait_workflow import ensure_portrait_workflow
from tests.factories.directory import (
    PenPortraitPageFactory,
    PractitionerFactory,
    SchoolFactory,
    the_directory,
)
from tests.factories.people import colleague_of, lead_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(name="Little Ambling Lower School")


@pytest.fixture
def submitted(school):
    """A draft of the school's own teacher, submitted, and its state."""
    the_directory()
    ensure_portrait_workflow()
    user = person(Role.PRACTITIONER)
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(name="Tamsin", base_school=school, user=user),
        owner=user,
        live=False,
    )
    return submit(portrait, user)


def submit(portrait, user):
    portrait.save_revision(user=user)
    portrait.get_workflow().start(portrait, user)
    return portrait


def status_of(portrait) -> tuple[str, str]:
    state = WorkflowState.objects.for_instance(portrait).latest("created_at")
    return state.status, state.current_task_state.task.name


def actions_of(portrait) -> list[str]:
    entries = PageLogEntry.objects.for_instance(portrait)
    return [entry.action for entry in entries if entry.action.startswith("portrait.")]


def test_submitted_portrait_waits_for_its_base_school_alone(submitted, school):
    (waiting,) = waiting_for(school)

    assert waiting.revision.as_object().title == "Tamsin"
    assert not waiting_for(SchoolFactory()).exists()
    submitted.refresh_from_db()
    assert not submitted.live


def test_leads_of_the_school_are_told_and_nobody_else(school):
    lead = lead_of(school, email="lead@example.org")
    colleague_of(school)
    lead_of(SchoolFactory())
    the_directory()
    ensure_portrait_workflow()
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(name="Tamsin", base_school=school), live=False
    )

    submit(portrait, person(Role.PSG_ORGANISER))

    (letter,) = Message.objects.filter(kind="portrait_to_agree")
    assert letter.to_email == lead.email
    assert letter.subject == "The portrait of Tamsin waits for your agreement"
    assert f"/my-school/{school.urn}/portraits/" in letter.text_body


def test_agreed_portrait_goes_to_the_coordinator_and_only_then_is_published(submitted, school):
    lead, coordinator = lead_of(school), person(Role.AST_COORDINATOR)

    agree_portrait(waiting_for(school).get(), by=lead)

    assert status_of(submitted) == ("in_progress", "The AST coordinator publishes")
    submitted.refresh_from_db()
    assert not submitted.live
    assert actions_of(submitted) == ["portrait.school_agreed"]

    state = submitted.current_workflow_task_state
    state.task.specific.on_action(state, coordinator, "approve")

    submitted.refresh_from_db()
    assert submitted.live
    assert WorkflowState.objects.for_instance(submitted).get().status == "approved"


def test_agreement_is_recorded_with_who_gave_it_and_for_whom(submitted, school):
    office = person(Role.PSG_ORGANISER)

    agree_portrait(waiting_for(school).get(), by=office, on_behalf_of=school.urn)

    entry = PageLogEntry.objects.for_instance(submitted).get(action="portrait.school_agreed")
    assert (entry.user, entry.data) == (office, {"on_behalf_of": school.urn})


def test_portrait_sent_back_keeps_the_comment_and_comes_again(submitted, school):
    lead = lead_of(school)
    state = waiting_for(school).get()

    send_back_portrait(state, comment="Wednesday is not free.", by=lead)

    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Wednesday is not free.")
    assert status_of(submitted) == ("needs_changes", "The base school agrees")
    assert not waiting_for(school).exists()
    assert actions_of(submitted) == ["portrait.sent_back"]

    submitted.current_workflow_state.resume(user=submitted.owner)
    assert waiting_for(school).count() == 1


def test_answer_to_what_is_answered_is_refused(submitted, school):
    lead = lead_of(school)
    state = waiting_for(school).get()
    agree_portrait(state, by=lead)

    with pytest.raises(NotWaiting):
        agree_portrait(state, by=lead)
    with pytest.raises(NotWaiting):
        send_back_portrait(state, comment="Too late.", by=lead)
    assert actions_of(submitted) == ["portrait.school_agreed"]


def test_answer_to_what_was_taken_back_is_refused(submitted, school):
    state = waiting_for(school).get()
    submitted.current_workflow_state.cancel(user=submitted.owner)

    with pytest.raises(NotWaiting):
        agree_portrait(state, by=lead_of(school))
    submitted.refresh_from_db()
    assert not submitted.live


def test_step_is_passed_over_where_there_is_no_base_school():
    the_directory()
    ensure_portrait_workflow()
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(base_school=None), live=False
    )

    submit(portrait, person(Role.PSG_ORGANISER))

    assert status_of(portrait) == ("in_progress", "The AST coordinator publishes")


@pytest.mark.postgres
def test_two_leads_who_answer_at_once_give_one_answer(school, threads):
    the_directory()
    ensure_portrait_workflow()
    portrait = PenPortraitPageFactory(
        practitioner=PractitionerFactory(base_school=school), live=False
    )
    submit(portrait, person(Role.PSG_ORGANISER))
    state, lead = waiting_for(school).get(), lead_of(school)

    outcomes = threads(lambda: agree_portrait(state, by=lead), times=4)

    assert sorted(type(each.error).__name__ for each in outcomes) == [
        "NoneType", "NotWaiting", "NotWaiting", "NotWaiting",
    ]  # fmt: skip
    assert actions_of(portrait) == ["portrait.school_agreed"]
