"""Marks, a walk-in, the reason for reopening."""

import re
from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError

from core.forms import SiteForm
from directory.forms.fields import LineField, NameField, WorkEmailField
from directory.models import School
from directory.school_search import SchoolsFound, find_schools, where_it_is
from psg_catalogue.enums import Attendance
from psg_catalogue.services.registers import BOOKED, LISTED

WAS, AGE = "was_", "age_"
# A device that has kept a mark for longer has a clock that jumped; the mark counts as made now.
_LONGEST_KEPT = 2 * 24 * 60 * 60 * 1000
# A booking or a line of the register, as services.registers names them.
_KEY = re.compile(rf"^[{BOOKED}{LISTED}]\d{{1,18}}$")
_URN = re.compile(r"\bURN (\d{6})\b")
NOT_LISTED = "none"


def changed_marks(posted) -> dict[str, str]:
    """The marks that differ from what the page showed when it was made (`was_` fields), so that an
    old page does not take back what somebody else has marked since."""
    return {
        key: mark
        for key, mark in posted.items()
        if _KEY.match(key) and mark in Attendance.values and mark != posted.get(f"{WAS}{key}", "")
    }


def marks_of_script(posted, now: datetime) -> tuple[dict[str, str], dict[str, datetime]]:
    """The marks the script sends, "" for one taken back, and when each was made: `age_` fields say
    how many seconds ago by the device's own clock, whatever that clock shows."""
    marks, made_at = {}, {}
    for key, mark in posted.items():
        if _KEY.match(key) and (mark == "" or mark in Attendance.values):
            marks[key] = mark
            age = posted.get(f"{AGE}{key}", "")
            if age.isdecimal() and int(age) <= _LONGEST_KEPT:
                made_at[key] = now - timedelta(milliseconds=int(age))
    return marks, made_at


class WalkInForm(SiteForm):
    """Someone not on the list. The school is typed; where several fit, `which` asks which."""

    name = NameField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    school = LineField(
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "schools-found"}),
        error_messages={"required": "Enter the name or the town of the school."},
    )
    email = WorkEmailField(
        label="Email, if they like",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    not_listed = forms.BooleanField(label="School not listed", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.found = SchoolsFound()

    def clean(self) -> dict:
        typed = super().clean()
        words = typed.get("school", "")
        if words and not typed.get("not_listed"):
            self._find(words)
        return typed

    def leave_to_the_office(self) -> None:
        """Nobody is there to say which school is meant: it is kept as it was written."""
        typed = self.data.copy()
        typed[self.add_prefix("not_listed")] = "on"
        self.data = typed
        self.full_clean()

    @property
    def is_typed(self) -> bool:
        """True when something stands in it."""
        return any(self[name].value() for name in ("name", "school", "email"))

    @property
    def details(self) -> dict:
        """What services.walk_ins.add_walk_in takes."""
        typed = self.cleaned_data
        listed = not typed["not_listed"] and typed.get("chosen")
        return {
            "name": typed["name"],
            "email": typed["email"],
            "school": typed["chosen"] if listed else None,
            "school_as_written": "" if listed else typed["school"],
        }

    def _find(self, words: str) -> None:
        """The one school that is meant: by its URN, by the choice made, by its whole name, or
        because no other fits. Otherwise the choice is shown."""
        if urn := _URN.search(words):
            school = School.objects.filter(urn=urn[1]).first()
            if school:
                self.cleaned_data["chosen"] = school
                return
        self.found = find_schools(words)
        schools = self.found.schools
        if not schools:
            raise ValidationError({"school": _NO_MATCH})
        exact = [school for school in schools if school.name.casefold() == words.casefold()]
        fitting = exact if len(exact) == 1 else schools
        if len(fitting) == 1 and not self.found.more:
            self.cleaned_data["chosen"] = fitting[0]
            return
        self._choose()

    def _choose(self) -> None:
        options = [(each.urn, f"{each.name}, {where_it_is(each)}") for each in self.found.schools]
        self.fields["which"] = forms.ChoiceField(
            label="Which school?",
            choices=[*options, (NOT_LISTED, "None of these: the office settles it")],
            widget=forms.RadioSelect,
            required=False,
        )
        picked = self.data.get(self.add_prefix("which"), "")
        if picked == NOT_LISTED:
            self.cleaned_data["not_listed"] = True
        elif chosen := next((each for each in self.found.schools if each.urn == picked), None):
            self.cleaned_data["chosen"] = chosen
        else:
            self.add_error("which", "Several schools match. Choose one.")


_NO_MATCH = (
    "No open school matches. Try its town, or tick “School not listed” and the office settles it."
)


class ReopenForm(SiteForm):
    reason = LineField(
        label="Why is it reopened?",
        max_length=300,
        help_text="The reason stays in the history of the session.",
        error_messages={"required": "Write why it is reopened."},
    )


class CorrectForm(SiteForm):
    """The reason; the marks are read beside it, as on the register."""

    reason = LineField(
        label="Why is it corrected?",
        max_length=300,
        help_text="The reason stays in the history of the session.",
        error_messages={"required": "Write why it is corrected."},
    )


class ConfirmForm(SiteForm):
    """Nothing to fill in; it carries a refusal."""
