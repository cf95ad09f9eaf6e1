"""The manners of every form on the site's own pages."""

from django import forms

DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]
CHOSEN = (
    forms.Select,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.FileInput,
    forms.DateInput,
)


class PlainWords:
    """Mixed into a form: the server checks, and says what is missing in a sentence.

    The browser's own bubbles are left out (`use_required_attribute`), since they speak before
    the page can and differ from browser to browser.
    """

    use_required_attribute = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == DEFAULT_REQUIRED:
                field.error_messages["required"] = _missing(name, field)


class SiteForm(PlainWords, forms.Form):
    """A form in the site's manners."""


class SiteModelForm(PlainWords, forms.ModelForm):
    """A model's form in the site's manners."""


def _missing(name: str, field: forms.Field) -> str:
    label = str(field.label or name.replace("_", " ")).strip().rstrip("?:.")
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on"
    words = label[:1].lower() + label[1:] if label[1:2].islower() else label
    if label.endswith(("?",)) or str(field.label or "").endswith("?"):
        return f"Answer “{field.label}”"
    return f"{'Choose' if isinstance(field.widget, CHOSEN) else 'Enter'} {words}"
