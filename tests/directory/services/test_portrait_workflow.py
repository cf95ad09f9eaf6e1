import pytest
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage

from directory.enums import Role
from directory.models import BaseSchoolAgreement, DirectoryPage
from directory.services.portrait_workflow import WORKFLOW, ensure_portrait_workflow
from tests.factories.directory import PenPortraitPageFactory, the_directory

pytestmark = pytest.mark.django_db


def test_portraits_go_first_to_the_school_then_to_the_coordinator():
    the_directory()

    ensure_portrait_workflow()

    workflow = PenPortraitPageFactory(live=False).get_workflow()
    assert workflow.name == WORKFLOW
    assert [type(task.specific) for task in workflow.tasks] == [
        BaseSchoolAgreement,
        GroupApprovalTask,
    ]
    approval = workflow.tasks.last().specific
    assert [group.name for group in approval.groups.all()] == [Role.AST_COORDINATOR.label]


def test_asking_again_changes_nothing():
    the_directory()
    first = ensure_portrait_workflow()

    assert ensure_portrait_workflow() == first
    assert Workflow.objects.filter(name=WORKFLOW).count() == 1
    assert first.workflow_tasks.count() == 2


def test_workflow_put_in_its_place_by_hand_stays():
    the_directory()
    ensure_portrait_workflow()
    other = Workflow.objects.create(name="Our own way")
    WorkflowPage.objects.update(workflow=other)

    assert ensure_portrait_workflow() == other


def test_there_is_none_without_a_directory():
    DirectoryPage.objects.all().delete()
    Workflow.objects.all().delete()

    assert ensure_portrait_workflow() is None
    assert not Workflow.objects.exists()
