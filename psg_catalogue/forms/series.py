"""Several sessions of one study group at once, and the same people for each of them."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from core.templatetags.wording import clock_range, counted, weekday_day
from psg_catalogue.forms.bookings import PREFIX, WhoIsComingForm
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.refusals import BookingRefused, SessionsRefused

SESSION = "session_"


class SeriesForm(WhoIsComingForm):
    """One tick a session, all ticked at first, before one tick a colleague."""

    def __init__(self, *args, sessions: Iterable[StudyGroupSession], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {f"{SESSION}{session.pk}": session for session in sessions}
        for name, session in self.sessions.items():
            when = clock_range(session.starts_at, session.ends_at)
            left = (
                "Full: they join the waiting list"
                if session.is_full
                else f"{counted(session.places_left, 'place,places')} left"
            )
            self.fields[name] = forms.BooleanField(
                label=f"{weekday_day(session.starts_at)}: {session.page.title}",
                required=False,
                initial=True,
                help_text=f"{when}. {left}",
            )

    def clean(self) -> dict:
        """Refuses no session at all, besides what the list of colleagues refuses."""
        given = super().clean()
        if not self.chosen_sessions:
            raise ValidationError("Tick at least one session.")
        return given

    @property
    def chosen_sessions(self) -> list[StudyGroupSession]:
        return [each for name, each in self.sessions.items() if self.cleaned_data.get(name)]

    @property
    def of_sessions(self) -> list:
        """The ticks of the sessions, to show."""
        return [self[name] for name in self.sessions]

    @property
    def of_colleagues(self) -> list:
        """The ticks of the colleagues, to show."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def say(self, refusal: BookingRefused) -> None:
        """Each session's refusal beside that session."""
        if not isinstance(refusal, SessionsRefused):
            super().say(refusal)
            return
        for session, why in refusal.refusals:
            self.add_error(f"{SESSION}{session.pk}", str(why))
