"""A base school agrees a portrait of its teacher, or sends it back (DOMAIN 2.6)."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import TaskState

from core.audit import record
from core.models import User
from core.services.outbox import queue_message
from directory.models import BaseSchoolAgreement, PenPortraitPage, School
from directory.services.claims import leads_of


class NotWaiting(Exception):
    """The portrait does not wait for its base school: answered already, or taken back."""


def asked_of(school: School) -> QuerySet[TaskState]:
    """Every time this school was asked to agree a portrait, answered or not. The draft to read is
    each state's `revision.as_object()`."""
    portraits = PenPortraitPage.objects.filter(practitioner__base_school=school)
    keys = portraits.annotate(key=Cast("pk", CharField())).values("key")
    return TaskState.objects.filter(
        task__content_type=ContentType.objects.get_for_model(BaseSchoolAgreement),
        workflow_state__base_content_type=PenPortraitPage().get_base_content_type(),
        workflow_state__object_id__in=keys,
    ).select_related("revision")


def waiting_for(school: School) -> QuerySet[TaskState]:
    """The portraits that wait for this school's agreement, the longest waiting first."""
    return asked_of(school).filter(status=TaskState.STATUS_IN_PROGRESS).order_by("started_at")


@transaction.atomic
def agree_portrait(state: TaskState, *, by: User, on_behalf_of: str = "") -> None:
    """The portrait goes on to the AST coordinator, who publishes it. Raises NotWaiting."""
    _take(state).approve(user=by)
    record(_page_of(state), "portrait.school_agreed", by=by, on_behalf_of=on_behalf_of)


@transaction.atomic
def send_back_portrait(state: TaskState, *, comment: str, by: User, on_behalf_of: str = "") -> None:
    """The practitioner reads the comment, changes the draft and submits it again. Raises
    NotWaiting."""
    _take(state).reject(user=by, comment=comment)
    record(_page_of(state), "portrait.sent_back", by=by, on_behalf_of=on_behalf_of)


def tell_leads(portrait: PenPortraitPage, school: School) -> None:
    """Each lead of the school has a letter with the way to the draft."""
    address = reverse("directory:portraits_to_agree", args=[school.urn])
    for lead in leads_of(school):
        queue_message(
            kind="portrait_to_agree",
            to_email=lead.email,
            to_name=str(lead),
            context={
                "name": portrait.title,
                "school": school.name,
                "url": settings.SITE_URL + address,
            },
            about=f"directory.penportraitpage:{portrait.pk}",
        )


def _take(state: TaskState) -> TaskState:
    """The state, locked, so that of two leads who answer at once the second is told."""
    locked = TaskState.objects.select_for_update().get(pk=state.pk)
    if locked.status != TaskState.STATUS_IN_PROGRESS:
        raise NotWaiting("Answered or taken back before this.")
    return locked.specific


def _page_of(state: TaskState) -> PenPortraitPage:
    return PenPortraitPage.objects.get(pk=state.revision.object_id)
