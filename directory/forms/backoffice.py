"""Forms of the people screens in the back office."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from core.forms import PlainWords
from directory.backoffice.choosers import school_chooser
from directory.enums import SCHOOL_ROLES, Role
from directory.forms.fields import WorkEmailField
from directory.models import RoleAssignment, School


class InviteForm(PlainWords, forms.Form):
    """Who, to which role and, for a school's role, at which school."""

    email = WorkEmailField(label="Email address")
    role = forms.ChoiceField(label="Role")
    school = forms.ModelChoiceField(
        queryset=School.objects.all(),
        required=False,
        widget=school_chooser.widget_class,
        help_text="Only for a role at a school: colleague, lead or finance.",
        error_messages={"invalid_choice": "Choose a school from the list."},
    )

    def __init__(self, *args, roles: list[Role], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            ("", "Choose"),
            *((role.value, role.label) for role in roles),
        ]

    def clean(self) -> dict:
        typed = super().clean()
        role, school = typed.get("role"), typed.get("school")
        if role in SCHOOL_ROLES and school is None and "school" not in self.errors:
            self.add_error("school", "Choose the school this role is at")
        if role and role not in SCHOOL_ROLES and school is not None:
            self.add_error("school", "Leave this empty: the role is not at a school")
        return typed


class EndRoleForm(PlainWords, forms.Form):
    """From which day a role is over."""

    ends_on = forms.DateField(
        label="First day without the role",
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text="Today ends it at once.",
    )

    def __init__(self, *args, assignment: RoleAssignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day < timezone.localdate():
            raise ValidationError("A role cannot end in the past. Choose today or a later day.")
        if day < self.assignment.starts_on:
            raise ValidationError("The role has not begun by then. Choose a later day.")
        return day
