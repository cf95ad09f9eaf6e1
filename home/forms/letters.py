"""The contact form, and the form that reports an accessibility problem.

Each carries a number of its own, so that a letter sent twice is one letter, and a field that no
person sees: whatever fills it is a machine."""

from django import forms

from core.forms import FormNumberField, SiteForm
from core.validators import one_line
from directory.forms.fields import LineField, NameField, WorkEmailField
from home.models import ContactTopic

LONGEST_LETTER = 5000


class LetterForm(SiteForm):
    """What every letter to the partnership has."""

    letter = FormNumberField()
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))


class ContactForm(LetterForm):
    """Form 15: a topic decides who answers."""

    topic = forms.ModelChoiceField(
        label="What is it about?",
        queryset=ContactTopic.objects.all(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    about = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    name = NameField(label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = WorkEmailField(
        label="Your email address",
        help_text="The answer goes there.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    school = LineField(
        label="Your school (optional)",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    message = forms.CharField(
        label="Your message",
        max_length=LONGEST_LETTER,
        help_text="Please name no pupils, and no colleague who is being supported.",
        widget=forms.Textarea(attrs={"rows": "8"}),
        error_messages={
            "max_length": f"Make your message shorter: {LONGEST_LETTER:,} letters at most."
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.fields["topic"].queryset.exists():
            del self.fields["topic"]


class AccessibilityReportForm(LetterForm):
    """Form 16 (DOMAIN 6.4). Only the problem itself is asked for; how somebody uses a computer can
    say something of their health, so it is theirs to tell."""

    problem = forms.CharField(
        label="What went wrong, or what do you need?",
        max_length=LONGEST_LETTER,
        help_text="What you wanted to do, and what happened. Or which page or document you need in"
        " another format, and which.",
        widget=forms.Textarea(attrs={"rows": "8"}),
        error_messages={
            "required": "Say what went wrong, or what you need.",
            "max_length": f"Make it shorter: {LONGEST_LETTER:,} letters at most.",
        },
    )
    page_address = forms.CharField(
        label="On which page? (optional)",
        max_length=300,
        required=False,
        validators=[one_line],
        help_text="Its address or its title.",
    )
    name = NameField(
        label="Your name (optional)",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = WorkEmailField(
        label="Your email address (optional)",
        required=False,
        help_text="Without one we read your report but cannot answer it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
