"""A form field as the page shows it: its words, its ids, its errors and its control.

One place decides which control gets which class, so a plain Django form needs no attributes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from core.forms import DEFAULT_REQUIRED, PLAIN, missing_words

DJANGO_ROWS = "10"  # what a Textarea says when nobody chose
SHORT = (forms.NumberInput, forms.DateInput, forms.TimeInput)
CLASS_OF_WIDGET = (
    (forms.Textarea, "textarea"),
    (forms.SelectMultiple, "select select--multiple"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.Widget, "input"),
)


@dataclass(frozen=True)
class ShownField:
    """What templates/components/field.html prints."""

    bound: BoundField
    kind: str  # control, group, tick, set or hidden
    label: str
    hint: str
    errors: list[str]
    size: str = ""

    @property
    def id(self) -> str:
        return self.bound.auto_id or self.bound.html_name

    @property
    def hint_id(self) -> str:
        return f"{self.id}_helptext"

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"

    @property
    def described_by(self) -> str:
        """Ids of hint and error, in the order they are read."""
        ids = [self.hint_id] * bool(self.hint) + [self.error_id] * bool(self.errors)
        return " ".join(ids)

    @property
    def control(self) -> SafeString:
        """The widget itself, dressed and described; a hint stands above it, never inside."""
        attrs = {"class": self.css_class, "placeholder": False}
        if self.described_by and self.kind != "set":
            attrs["aria-describedby"] = self.described_by
        if self.bound.field.widget.attrs.get("rows") == DJANGO_ROWS:
            attrs["rows"] = "5"
        return self.bound.as_widget(attrs=attrs)

    @property
    def css_class(self) -> str:
        widget = self.bound.field.widget
        if self.kind == "tick":
            return ""
        base = next(css for kind, css in CLASS_OF_WIDGET if isinstance(widget, kind))
        size = self.size or ("short" if isinstance(widget, SHORT) else "")
        own = widget.attrs.get("class", "")
        return " ".join(filter(None, [base, f"input--{size}" if size else "", own]))


def shown_field(
    bound: BoundField, *, size: str = "", hint: str | None = None, label: str | None = None
) -> ShownField:
    """Describe a bound field for the page; `hint` and `label` replace the form's own."""
    if hint is not None:
        bound.help_text = hint  # so that Django does not describe the control by a hint not shown
    return ShownField(
        bound=bound,
        kind=_kind(bound),
        label=bound.label if label is None else label,
        hint=bound.help_text,
        errors=[sentence(error, bound) for error in bound.errors],
        size=size,
    )


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        return "set"
    return "control"


def sentence(error: str, bound: BoundField) -> str:
    """The error in words, also for a form that is not ours and says "This field is required."."""
    if error == DEFAULT_REQUIRED:
        return missing_words(bound.name, bound.field)
    return PLAIN.get(error, error)


def first_control_id(bound: BoundField) -> str:
    """The id a link in the error summary leads to."""
    if _kind(bound) == "group":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id or bound.html_name


def problems(forms_or_sets: Iterable) -> list[tuple[str, str]]:
    """Every error of the forms and formsets as (sentence, id of its control or "")."""
    found: list[tuple[str, str]] = []
    for item in forms_or_sets:
        if isinstance(item, BaseFormSet):
            found += [(error, "") for error in item.non_form_errors()] + problems(item.forms)
        elif isinstance(item, forms.BaseForm):
            found += _problems_of(item)
    return found


def _problems_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    if not form.errors:
        return []
    general = [(error, "") for error in form.non_field_errors()]
    return general + [
        (sentence(error, bound), "" if bound.is_hidden else first_control_id(bound))
        for bound in form
        for error in bound.errors
    ]
