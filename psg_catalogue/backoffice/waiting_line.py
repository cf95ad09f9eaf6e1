"""The waiting list of a session in the back office: who stands where, moved with a reason, offered
a place out of turn."""

from django import forms
from django.urls import reverse

from core.backoffice.actions import ActionView
from core.backoffice.policies import OnePermission
from psg_catalogue.booking_rights import BOOK_FOR_SCHOOLS
from psg_catalogue.models import Booking, BookingRules, StudyGroupSession
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.place_times import list_stops_at
from psg_catalogue.services.waiting_list import move_in_line, offer_out_of_turn


def line_of(session: StudyGroupSession, rules: BookingRules | None = None) -> dict:
    """Offers that are open and the line behind them, each with its place. Two queries."""
    about = ("colleague", "school")
    waiting = session.bookings.waiting().select_related(*about)
    return {
        "offered": list(session.bookings.offered().select_related(*about)),
        "waiting": list(enumerate(waiting, start=1)),
        "stops_at": list_stops_at(session, rules),
    }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stands in the history. Do not write why somebody is ill.",
    )


class MoveForm(ReasonForm):
    to = forms.IntegerField(min_value=1, label="New place in the line", help_text="1 is its head.")

    field_order = ["to", "reason"]


class LineView(ActionView):
    """One person in the line of a session."""

    model = Booking
    permission_policy = OnePermission(Booking, BOOK_FOR_SCHOOLS)
    permission_required = "move"
    refusals = (BookingRefused,)

    @property
    def back_url(self) -> str:
        return reverse("study_group_sessions:inspect", args=[self.object.session_id])

    def get_page_subtitle(self) -> str:
        return str(self.object)


class MoveInLineView(LineView):
    page_title = "Move in the line"
    form_class = MoveForm
    button = "Move"
    explanation = "The others close up. Those who hold an offer keep it."

    def act(self, typed: dict) -> str:
        move_in_line(self.object, by=self.request.user, **typed)
        return f"{self.object.colleague} stands somewhere else in the line now."


class OfferOutOfTurnView(LineView):
    page_title = "Offer a place out of turn"
    form_class = ReasonForm
    button = "Offer the place"
    explanation = (
        "A free place is offered to this person though others were before them. Also after the list"
        " has stopped, until the session begins."
    )

    def act(self, typed: dict) -> str:
        offer_out_of_turn(self.object, by=self.request.user, **typed)
        return f"A place is offered to {self.object.colleague}."
