"""The way of a pen portrait: submitted, agreed by the base school, published (DOMAIN 2.3)."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from directory.enums import Role
from directory.models import BaseSchoolAgreement, DirectoryPage

WORKFLOW = "Pen portraits"
SCHOOL_STEP, COORDINATOR_STEP = "The base school agrees", "The AST coordinator publishes"


@transaction.atomic
def ensure_portrait_workflow() -> Workflow | None:
    """Portraits go through the two steps. None while there is no directory page to attach this to.
    Asking again changes nothing; a workflow that was put in its place by hand stays."""
    directory = DirectoryPage.objects.first()
    if directory is None:
        return None
    attached = WorkflowPage.objects.filter(page=directory.page_ptr).first()
    if attached:
        return attached.workflow
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    agreement, _ = BaseSchoolAgreement.objects.get_or_create(name=SCHOOL_STEP)
    approval, _ = GroupApprovalTask.objects.get_or_create(name=COORDINATOR_STEP)
    coordinators, _ = Group.objects.get_or_create(name=Role.AST_COORDINATOR.label)
    approval.groups.add(coordinators)
    for order, task in enumerate((agreement, approval)):
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=task.task_ptr, defaults={"sort_order": order}
        )
    WorkflowPage.objects.create(page=directory.page_ptr, workflow=workflow)
    return workflow
