"""A form field as the page shows it: its words, its ids, its errors and its control.

One place decides which control gets which class, so a plain Django form needs no attributes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

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
        """The widget itself, dressed and described."""
        attrs = {"class": self.css_class}
        if self.described_by and self.kind != "set":
            attrs["aria-describedby"] = self.described_by
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
    """Describe a bound field for the page."""
    return ShownField(
        bound=bound,
        kind=_kind(bound),
        label=bound.label if label is None else label,
        hint=bound.help_text if hint is None else hint,
        errors=list(bound.errors),
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


def first_control_id(bound: BoundField) -> str:
    """The id a link in the error summary leads to."""
    if _kind(bound) == "group":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id or bound.html_name


def problems(forms_or_sets: Iterable) -> list[tuple[str, str]]:
    """Every error of the forms and formsets as (sentence, id of its control or "")."""
    found: list[tuple[str, str]] = []
    for item in forms_or_sets:
        if not item:
            if item is None or not hasattr(item, "errors"):
                continue
        if hasattr(item, "forms"):
            found += [(error, "") for error in item.non_form_errors()]
            found += problems(item.forms)
            continue
        if not item.errors:
            continue
        found += [(error, "") for error in item.non_field_errors()]
        found += [
            (error, "" if bound.is_hidden else first_control_id(bound))
            for bound in item
            for error in bound.errors
        ]
    return found
