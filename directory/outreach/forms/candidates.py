"""What is asked of and about candidates."""

from django import forms
from django.utils import timezone

from core.forms import SiteForm
from directory.forms.fields import DayField, LineField, NameField, WorkEmailField
from directory.forms.school_typed import SchoolTyped, SchoolTypedField
from directory.outreach.enums import PostState, SupportKind
from directory.outreach.forms.posts import PersonChoice, WordsField, practitioners
from directory.outreach.models import ASTAppointment, ASTPost


class InterestForm(SchoolTyped, SiteForm):
    """ "I would like to become an AST": who, where, and what they would offer."""

    name = NameField(label="Your name")
    email = WorkEmailField()
    school = SchoolTypedField(label="Your school")
    note = LineField(
        label="What you would like to offer other schools",
        max_length=300,
        required=False,
        help_text="A subject, a phase, a sentence.",
    )


class NewCandidateForm(InterestForm):
    """The coordinator enters somebody."""

    name = NameField()
    school = SchoolTypedField()
    note = LineField(label="What they would like to offer", max_length=300, required=False)


class SupportForm(SiteForm):
    kind = forms.ChoiceField(
        label="What was done", choices=SupportKind.choices, widget=forms.RadioSelect
    )
    note = WordsField(required=False, help_text="No portfolios here: only what to remember.")


class AssessmentForm(SiteForm):
    day = DayField(label="Day of the assessment")


class ResultForm(SiteForm):
    met = forms.TypedChoiceField(
        label="The result",
        choices=[("yes", "Met the standards"), ("no", "Did not meet the standards")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        empty_value=None,
    )


def vacant_posts():
    """Posts in force that nobody holds without an end."""
    held = ASTAppointment.objects.filter(last_day=None).values("post")
    in_force = ASTPost.objects.filter(state__in=(PostState.OPEN, PostState.UNDER_REVIEW))
    return in_force.exclude(pk__in=held).select_related("base_school", "subject")


class AppointCandidateForm(SiteForm):
    post = forms.ModelChoiceField(ASTPost.objects.none(), empty_label="Choose a vacant post")
    starts_on = DayField(label="From", initial=timezone.localdate)
    working_percent = forms.IntegerField(
        label="Working time, in percent", initial=100, min_value=1, max_value=100
    )
    mentor = PersonChoice(practitioners(), required=False, empty_label="Nobody")

    def __init__(self, *args, scene, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = vacant_posts()
