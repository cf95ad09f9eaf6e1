import pytest
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from home.models import ContentPage
from tests.factories.core import UserFactory
from tests.factories.home import the_home_page

pytestmark = pytest.mark.django_db


def test_last_step_publishes_though_who_takes_it_may_not_publish_alone():
    page = the_home_page().add_child(instance=ContentPage(title="Draft", live=False))
    page.save_revision()
    workflow = Workflow.objects.create(name="One step")
    step = GroupApprovalTask.objects.create(name="Read")
    WorkflowTask.objects.create(workflow=workflow, task=step.task_ptr, sort_order=0)
    reader = UserFactory()

    workflow.start(page, UserFactory())
    page.current_workflow_task_state.approve(user=reader)

    page.refresh_from_db()
    assert not page.permissions_for_user(reader).can_publish()
    assert page.live
