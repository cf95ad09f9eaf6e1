"""A school that is typed by name, town or URN; where several fit, the form asks which."""

import re

from django import forms
from django.core.exceptions import ValidationError

from directory.forms.fields import LineField
from directory.models import School
from directory.school_search import find_schools, where_it_is

_URN = re.compile(r"\b(\d{6})\b")
_NO_MATCH = "No open school matches. Try one word of its name, its town, or its URN."


class SchoolTypedField(LineField):
    """The words; `SchoolTyped.clean` finds the school. Works with js/school-names.js."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", "School")
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", "Its name, town or URN.")
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "off", "list": "schools-found"})
        )
        super().__init__(**kwargs)


class SchoolTyped:
    """Mixed into a form with a `school` of that kind: `cleaned_data["school"]` becomes the School.
    With script the browser offers names; without, the form asks once it is sent."""

    def clean(self) -> dict:
        typed = super().clean()
        words = typed.get("school")
        if isinstance(words, str) and words:
            typed["school"] = self._meant(words)
        return typed

    def _meant(self, words: str) -> School | None:
        if urn := _URN.search(words):
            school = School.objects.open().filter(urn=urn[1]).first()
            if school:
                return school
        found = find_schools(words)
        exact = [each for each in found.schools if each.name.casefold() == words.casefold()]
        fitting = exact if len(exact) == 1 else found.schools
        if not fitting:
            raise ValidationError({"school": _NO_MATCH})
        if len(fitting) == 1 and not found.more:
            return fitting[0]
        return self._choose(fitting)

    def _choose(self, schools: list[School]) -> School | None:
        self.fields["which"] = forms.ChoiceField(
            label="Which school?",
            choices=[(each.urn, f"{each.name}, {where_it_is(each)}") for each in schools],
            widget=forms.RadioSelect,
            required=False,
        )
        picked = self.data.get(self.add_prefix("which"), "")
        chosen = next((each for each in schools if each.urn == picked), None)
        if chosen is None:
            self.add_error("which", "Several schools match. Choose one.")
        return chosen
