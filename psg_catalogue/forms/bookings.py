"""Who is coming: a tick for each colleague, and a few lines for people who are not listed yet."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError

from core.forms import SiteForm
from directory.forms.fields import LineField, NameField, WorkEmailField
from directory.models import Colleague
from psg_catalogue.queries.same_people import namesakes
from psg_catalogue.refusals import BookingRefused, PeopleRefused
from psg_catalogue.services.attenders import Newcomer

PREFIX = "colleague_"
MOST_NEWCOMERS = 10


class WhoIsComingForm(SiteForm):
    """One tick a colleague. `notes` says what stands beside a name; `taken` are the numbers of
    those who cannot be ticked at first, being booked already."""

    def __init__(
        self,
        *args,
        colleagues: Iterable[Colleague],
        notes: Mapping[int, str] | None = None,
        taken: Iterable[int] = (),
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {f"{PREFIX}{colleague.pk}": colleague for colleague in colleagues}
        notes, taken = notes or {}, set(taken)
        apart = namesakes(self.colleagues.values())
        for name, colleague in self.colleagues.items():
            words = [
                colleague.job_title,
                apart.get(colleague.pk, ""),
                notes.get(colleague.pk, ""),
            ]
            self.fields[name] = forms.BooleanField(
                label=colleague.name,
                required=False,
                help_text=". ".join(filter(None, words)),
                # Sent a second time the tick still counts: the answer is the same bookings.
                disabled=colleague.pk in taken and not self.is_bound,
            )

    def clean(self) -> dict:
        """Refuses a person who is not on this school's list (SAFETY 34)."""
        if any(name.startswith(PREFIX) and name not in self.fields for name in self.data):
            raise ValidationError(
                "Somebody you ticked is not on this school’s staff list today. Tick them again."
            )
        return self.cleaned_data

    @property
    def chosen(self) -> list[Colleague]:
        """The colleagues ticked, in the order of the list."""
        return [
            colleague for name, colleague in self.colleagues.items() if self.cleaned_data.get(name)
        ]

    def say(self, refusal: BookingRefused) -> None:
        """Put a refusal where it belongs: beside the people it is about, or above them all."""
        if not isinstance(refusal, PeopleRefused) or not self.chosen:
            self.add_error(None, str(refusal))
            return
        for each in refusal.refusals:
            name = f"{PREFIX}{each.colleague.pk}"
            self.add_error(name if name in self.fields else None, str(each))


class NewcomerForm(SiteForm):
    """Someone not on the list; a line left blank is nobody."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "off"}))
    job_title = LineField(
        label="Job",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = WorkEmailField(
        required=False,
        help_text="We send the calendar entry and the reminder here",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class _Newcomers(forms.BaseFormSet):
    def initial_form_count(self) -> int:
        """Every line may be left blank, also one that was filled in when another was asked for."""
        return 0

    @property
    def newcomers(self) -> list[Newcomer]:
        return [Newcomer(**form.cleaned_data) for form in self.forms if form.has_changed()]

    @property
    def typed(self) -> list[dict]:
        """What stands in each line, checked or not."""
        return [
            {name: form[name].value() or "" for name in form.fields}
            for form in self.forms
            if form.has_changed()
        ]


def newcomer_lines(data=None, *, typed: list[dict] | None = None, extra: int = 1) -> _Newcomers:
    """The lines for people not listed; with `typed`, those again and `extra` blank ones."""
    made = forms.formset_factory(
        NewcomerForm,
        formset=_Newcomers,
        extra=min(len(typed or []) + extra, MOST_NEWCOMERS),
        max_num=MOST_NEWCOMERS,
        absolute_max=MOST_NEWCOMERS,
    )
    return made(data, prefix="new", initial=typed)


class CancelForm(SiteForm):
    """Nothing to fill in, but that the office may excuse a place given back late."""

    excused_because = LineField(
        label="Why it is excused",
        max_length=300,
        required=False,
        help_text="Leave blank to record it as late. What you write stands in the record.",
    )

    def __init__(self, *args, may_excuse: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_excuse:
            del self.fields["excused_because"]
