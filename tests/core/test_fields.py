"""A field as the page shows it: ids that belong together, classes, links to what is wrong."""

import pytest
from django import forms

from core.fields import problems, shown_field


class Plain(forms.Form):
    """A form of somebody else's: no manners of ours."""

    name = forms.CharField(label="Full name", help_text="As on your badge")
    stages = forms.MultipleChoiceField(
        label="Key stages", choices=[("1", "KS1")], widget=forms.CheckboxSelectMultiple
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Nobody is chosen.")


def test_control_is_described_by_hint_then_error():
    field = shown_field(Plain({})["name"])

    assert field.described_by == "id_name_helptext id_name_error"
    assert 'aria-describedby="id_name_helptext id_name_error"' in field.control
    assert 'aria-invalid="true"' in field.control


def test_control_without_hint_or_error_is_described_by_nothing():
    field = shown_field(Plain()["name"], hint="")

    assert "aria-describedby" not in field.control


@pytest.mark.parametrize(
    ("widget", "css"),
    [
        (forms.TextInput(), "input"),
        (forms.NumberInput(), "input input--short"),
        (forms.DateInput(), "input input--short"),
        (forms.Select(), "select"),
        (forms.SelectMultiple(), "select select--multiple"),
        (forms.Textarea(), "textarea"),
        (forms.ClearableFileInput(), "file"),
        (forms.TextInput(attrs={"class": "register-search"}), "input register-search"),
    ],
)
def test_control_is_dressed_by_its_widget(widget, css):
    form = type("F", (forms.Form,), {"asked": forms.Field(widget=widget)})()

    assert shown_field(form["asked"]).css_class == css


def test_control_leaves_out_a_placeholder():
    widget = forms.TextInput(attrs={"placeholder": "Full name"})
    form = type("F", (forms.Form,), {"asked": forms.CharField(widget=widget)})()

    assert "placeholder" not in shown_field(form["asked"]).control


def test_somebody_elses_form_also_says_what_is_missing():
    assert shown_field(Plain({})["name"]).errors == ["Enter the full name."]


def test_problems_lead_to_the_controls():
    assert problems([Plain({})]) == [
        ("Nobody is chosen.", ""),
        ("Enter the full name.", "id_name"),
        ("Choose the key stages.", "id_stages_0"),
    ]


def test_problems_of_a_set_of_forms_come_in_order():
    Rows = forms.formset_factory(Plain, extra=0)
    sent = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": ""}
    rows = Rows(sent)
    rows.is_valid()

    assert [target for _, target in problems([rows])] == [
        "",
        "id_form-0-name",
        "id_form-0-stages_0",
    ]


def test_problems_of_nothing_are_none():
    assert problems([None, "", Plain()]) == []
