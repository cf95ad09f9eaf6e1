"""The forms that ask for support, and the words each step of a request needs (DOMAIN 3.1)."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from core.forms import FormNumberField, SiteForm
from directory.forms.fields import LineField, NameField, WorkEmailField
from directory.forms.school_typed import SchoolTyped, SchoolTypedField
from directory.models import KeyStage, Practitioner, School, Subject
from directory.outreach.models.request import LinkType, Route

NAME_NOBODY = "Do not name pupils or staff here."
LONGEST = 3000


class HalfDaysField(forms.DecimalField):
    """Days, in steps of half a day; the value is a number of half days."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("min_value", Decimal("0.5"))
        kwargs.setdefault("max_value", Decimal(60))
        kwargs.setdefault(
            "widget", forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"})
        )
        super().__init__(**kwargs)
        self.error_messages |= {
            "invalid": "Enter days as a number, like 2 or 2.5.",
            "min_value": "Half a day is the least.",
            "max_value": "That is too many days: %(limit_value)s are the most.",
        }

    def clean(self, value) -> int | None:
        days = super().clean(value)
        if days is None:
            return None
        if days * 2 != int(days * 2):
            raise ValidationError("Count whole and half days: 2 or 2.5.", code="halves")
        return int(days * 2)


def text(label: str, *, rows: int = 5, **kwargs) -> forms.CharField:
    """A box for a few sentences."""
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class SupportForm(SiteForm):
    """What every request says."""

    form_number = FormNumberField()
    need = text(
        "What do you need help with?",
        help_text=NAME_NOBODY,
        error_messages={"required": "Say what you need help with."},
    )
    outcome = text(
        "What should be different afterwards? (optional)",
        rows=3,
        required=False,
        help_text=NAME_NOBODY,
    )
    subject = forms.ModelChoiceField(
        label="Subject (optional)",
        queryset=Subject.objects.all(),
        required=False,
        empty_label="Any, or none in particular",
    )
    key_stage = forms.ModelChoiceField(
        label="Key stage (optional)",
        queryset=KeyStage.objects.all(),
        required=False,
        empty_label="Any, or the whole school",
    )
    half_days_wanted = HalfDaysField(
        label="How many days? (optional)", required=False, help_text="Half days count: 2.5."
    )
    preferred_dates = LineField(
        label="When would suit you? (optional)",
        max_length=300,
        required=False,
        help_text="For example “Tuesdays after half term”.",
    )

    @property
    def details(self) -> dict:
        """What services.requests.ask_for_support takes."""
        typed = dict(self.cleaned_data)
        for name in ("website", "which"):
            typed.pop(name, None)
        return typed


class AskForm(SchoolTyped, SupportForm):
    """The public form, from a portrait or from none; nobody needs an account."""

    school = SchoolTypedField(
        label="Your school",
        error_messages={"required": "Enter the name, town or URN of your school."},
    )
    preferred = forms.ModelChoiceField(
        label="Whom would you like to ask? (optional)",
        queryset=Practitioner.objects.none(),
        required=False,
        empty_label="Whoever suits best",
    )
    requester_name = NameField(
        label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    requester_job = LineField(
        label="Your role at the school",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        help_text="For example “Deputy headteacher”.",
    )
    requester_email = WorkEmailField(
        label="Your work email address",
        help_text="The answer goes there.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    head_agrees = forms.BooleanField(label="The headteacher agrees to this request")
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preferred"].queryset = requestable()

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))


class AdviserAskForm(SchoolTyped, SupportForm):
    """Routes 1 and 2: an adviser or the coordinator asks for a school (CA L32, L33)."""

    route = forms.ChoiceField(
        label="How it comes",
        choices=[(each.value, each.label) for each in (Route.IMPROVEMENT, Route.PROGRAMME)],
        widget=forms.RadioSelect,
    )
    school = SchoolTypedField(
        label="The school to support",
        error_messages={"required": "Enter the name, town or URN of the school."},
    )
    preferred = forms.ModelChoiceField(
        label="Whom have you in mind? (optional)",
        queryset=Practitioner.objects.none(),
        required=False,
        empty_label="Whoever suits best",
    )
    head_agrees = forms.BooleanField(label="The headteacher knows of this request", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preferred"].queryset = requestable()


class LinkForm(SchoolTyped, SupportForm):
    """Route 3: an AST's own school links it with a neighbour (CA L35)."""

    school = SchoolTypedField(
        label="The school to support",
        error_messages={"required": "Enter the name, town or URN of the school."},
    )
    link_type = forms.ChoiceField(
        label="How it is linked with yours", choices=LinkType.choices, widget=forms.RadioSelect
    )
    preferred = forms.ModelChoiceField(
        label="Your AST", queryset=Practitioner.objects.none(), empty_label=None,
        error_messages={"required": "Choose which of your ASTs."},
    )  # fmt: skip
    head_agrees = forms.BooleanField(label="Both headteachers agree to this")

    def __init__(self, *args, base_school: School, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.base_school = base_school
        self.fields["preferred"].queryset = requestable().filter(base_school=base_school)

    def clean(self) -> dict:
        typed = super().clean()
        if typed.get("school") == self.base_school:
            self.add_error("school", "This is for another school than your own.")
        return typed


def requestable():
    """Practitioners who can be asked for."""
    people = Practitioner.objects.publishable().filter(base_school__isnull=False)
    return people.exclude(outreach=Practitioner.Outreach.OWN_SCHOOL).order_by("name")


class ReasonForm(SiteForm):
    """Why it is declined, or waits; the school reads it."""

    reason = LineField(
        label="What the school is told",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The school reads this. Name nobody, and no category.",
        error_messages={"required": "Say why, in words for the school."},
    )


class CommentForm(SiteForm):
    """An adviser's view, or a base school's word to the coordinator."""

    comment = text("Your comment", rows=4, help_text="Name no pupils and no member of staff.")


class AdviserForm(SiteForm):
    """Whom to consult."""

    adviser = forms.ModelChoiceField(
        label="Adviser", queryset=None, empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choose an adviser."},
    )  # fmt: skip

    def __init__(self, *args, advisers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = advisers


class NothingForm(SiteForm):
    """For a step of one press."""


class MatchForm(SiteForm):
    """The AST whose button was pressed."""

    practitioner = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args, asts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].queryset = asts
