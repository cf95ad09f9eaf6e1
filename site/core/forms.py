"""The manners of every form on the site's own pages."""

import uuid

from django import forms

DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]
CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
INVALID = {
    forms.EmailField: "Enter an email address, like name@school.org.",
    forms.URLField: "Enter a whole web address, starting with https://.",
    forms.DateTimeField: "Enter a date and time, like 24/11/2026 16:15.",
    forms.DateField: "Enter a date, like 24/11/2026.",
    forms.TimeField: "Enter a time, like 16:15.",
    forms.IntegerField: "Enter a whole number.",
}
PLAIN = {"Enter a valid email address.": INVALID[forms.EmailField]}
NEEDS_NO_ARTICLE = ("a", "an", "the", "your", "how", "what", "when", "where", "which", "who")


class PlainWords:
    """Mixed into a form: the server checks, and says what is missing in a sentence.

    The browser's own bubbles are left out (`use_required_attribute`), since they speak before
    the page can and differ from browser to browser.
    """

    use_required_attribute = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            messages = field.error_messages
            if messages.get("required") == DEFAULT_REQUIRED:
                messages["required"] = missing_words(name, field)
            plain = next((words for kind, words in INVALID.items() if type(field) is kind), None)
            if plain and messages.get("invalid") in (
                None,
                field.default_error_messages.get("invalid"),
            ):
                messages["invalid"] = plain


class FormNumberField(forms.CharField):
    """A number drawn when a form is shown and sent along unseen, by which a form that is sent twice
    is known. One that came back broken is drawn anew: it is no reason to lose what was typed."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            **{"required": False, "widget": forms.HiddenInput, "initial": uuid.uuid4, **kwargs}
        )

    def clean(self, value: str | None) -> uuid.UUID:
        try:
            return uuid.UUID(super().clean(value))
        except ValueError:
            return uuid.uuid4()


class SiteForm(PlainWords, forms.Form):
    """A form in the site's manners."""


class SiteModelForm(PlainWords, forms.ModelForm):
    """A model's form in the site's manners."""


def missing_words(name: str, field: forms.Field) -> str:
    """The sentence for a field left empty: "Enter the full name.", "Choose how to pay."."""
    label = str(field.label or name.replace("_", " ").capitalize()).strip().rstrip(":.")
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on."
    words = label[:1].lower() + label[1:] if label[1:2].islower() else label
    article = "" if words.split(" ")[0] in NEEDS_NO_ARTICLE else "the "
    return f"{'Choose' if isinstance(field.widget, CHOSEN) else 'Enter'} {article}{words}."
