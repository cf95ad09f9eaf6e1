"""Finding a school, and saying that one works there."""

from django import forms

from core.forms import SiteForm
from core.validators import one_line
from directory.enums import SCHOOL_ROLES, Role
from directory.forms.fields import LineField
from directory.models import School

# What a role lets a person do, told where it is asked for and where it is given.
ROLE_HINTS = {
    Role.SCHOOL_MEMBER: "Sees and cancels their own bookings, and books themselves",
    Role.SCHOOL_LEAD: "Books colleagues, keeps the staff list, says who has access, subscribes",
    Role.SCHOOL_FINANCE: "Sees invoices, gives the purchase order number, pays",
}
ROLE_CHOICES = [(role.value, role.label) for role in SCHOOL_ROLES]


class SchoolSearchForm(SiteForm):
    """The words a school is looked for by. It is sent by GET and works without script."""

    q = forms.CharField(
        label="Name, town or URN of the school",
        max_length=100,
        required=False,
        validators=[one_line],
        error_messages={"max_length": "Use fewer words: the name of the school or its town."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class SchoolChoice(forms.ModelChoiceField):
    """One of the schools found, each told by its name; town, authority and URN stand below it."""

    def label_from_instance(self, school: School) -> str:
        return school.name


class ClaimForm(SiteForm):
    """Which of the schools found, in which role, doing what."""

    school = SchoolChoice(
        queryset=School.objects.none(),
        to_field_name="urn",
        empty_label=None,
        widget=forms.RadioSelect,
        label="Your school",
        error_messages={
            "required": "Choose your school",
            "invalid_choice": "Choose one of the schools listed, or search again",
        },
    )
    role = forms.ChoiceField(
        label="What you need to do there",
        choices=ROLE_CHOICES,
        initial=Role.SCHOOL_MEMBER,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you need to do there"},
    )
    job_title = LineField(
        label="Your job there",
        max_length=120,
        required=False,
        help_text="For example “Year 2 teacher”. It helps whoever agrees your claim.",
    )

    def __init__(self, *args, schools, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
