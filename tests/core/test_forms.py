"""What a form says when something is missing or misshapen."""

from uuid import UUID

import pytest
from django import forms

from core.forms import FormNumberField, SiteForm


def errors_of(field: forms.Field, value: str = "") -> list[str]:
    class OneField(SiteForm):
        asked = field

    return OneField({"asked": value} if value else {}).errors.get("asked", [])


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.CharField(label="Full name"), "Enter the full name."),
        (forms.CharField(label="Your name"), "Enter your name."),
        (forms.CharField(label="PO number"), "Enter the PO number."),
        (forms.CharField(), "Enter the asked."),
        (forms.CharField(label="What would you change?"), "Answer “What would you change?”"),
        (forms.ChoiceField(label="School", choices=[]), "Choose the school."),
        (forms.ChoiceField(label="How to pay", choices=[]), "Choose how to pay."),
        (forms.FileField(label="Register as a file"), "Choose the register as a file."),
        (forms.BooleanField(label="I agree"), "Tick “I agree” to go on."),
    ],
)
def test_empty_field_is_told_what_to_do(field, sentence):
    assert errors_of(field) == [sentence]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.EmailField(), "p.hathersedge", "Enter an email address, like name@school.org."),
        (forms.DateField(), "soon", "Enter a date, like 24/11/2026."),
        (forms.TimeField(), "teatime", "Enter a time, like 16:15."),
        (forms.IntegerField(), "some", "Enter a whole number."),
    ],
)
def test_misshapen_field_is_shown_the_shape(field, value, sentence):
    assert errors_of(field, value) == [sentence]


def test_a_field_keeps_its_own_words():
    field = forms.CharField(error_messages={"required": "Say who is coming."})

    assert errors_of(field) == ["Say who is coming."]


def test_the_browser_is_not_asked_to_check():
    class Form(SiteForm):
        name = forms.CharField()

    assert "required" not in str(Form()["name"])


def test_a_forms_number_is_drawn_and_comes_back_or_is_drawn_anew():
    class Numbered(SiteForm):
        number = FormNumberField()

    drawn = Numbered()["number"].value()
    assert drawn != Numbered()["number"].value()
    sent = Numbered({"number": str(drawn)})
    assert sent.is_valid()
    assert sent.cleaned_data["number"] == drawn
    for broken in ("", "broken"):
        form = Numbered({"number": broken})
        assert form.is_valid()
        assert isinstance(form.cleaned_data["number"], UUID)
