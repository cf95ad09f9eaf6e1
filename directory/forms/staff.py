"""The staff list."""

from core.forms import SiteForm
from directory.forms.fields import LineField, NameField, WorkEmailField


class ColleagueForm(SiteForm):
    """A colleague's work details. Nothing about pupils, and nothing from home (DOMAIN 6.5)."""

    name = NameField()
    job_title = LineField(
        label="Job", max_length=120, required=False, help_text="For example “Year 2 teacher”."
    )
    email = WorkEmailField(
        required=False,
        help_text="Calendar entries and reminders go here. Leave it empty if there is none.",
    )
