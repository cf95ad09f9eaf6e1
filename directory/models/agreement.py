"""The step of the portraits' workflow that a base school takes."""

from wagtail.models import Task, TaskState, WorkflowState


class BaseSchoolAgreement(Task):
    """A lead of the practitioner's base school reads the portrait and agrees it, or sends it back
    with a comment, on a page of this site: leads have no place in the back office (DOMAIN 2.6)."""

    class Meta:
        verbose_name = "agreement of the base school"
        verbose_name_plural = "agreements of the base school"

    def start(self, workflow_state: WorkflowState, user=None) -> TaskState:
        """The leads are told. Where there is no base school there is nobody to agree, and the step
        is passed over."""
        from directory.services.agreement import tell_leads

        state = super().start(workflow_state, user=user)
        portrait = state.revision.as_object()
        school = portrait.practitioner.base_school if portrait.practitioner_id else None
        if school is None:
            state.status = TaskState.STATUS_SKIPPED
            state.save(update_fields=["status"])
        else:
            tell_leads(portrait, school)
        return state

    def locked_for_user(self, obj, user) -> bool:
        """What the school reads is what it agrees: to change it, take it back first."""
        return not user.is_superuser

    @classmethod
    def get_description(cls) -> str:
        return "A lead of the practitioner's base school agrees the portrait, on the site"
