"""Forms of the back office that make and change sessions. They check shape; services decide."""

from datetime import datetime

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Case, When
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from core.academic_year import LONDON
from core.pounds import PoundsField
from core.templatetags.wording import counted, day
from directory.backoffice.choosers import school_chooser
from directory.models import School
from psg_catalogue.enums import OPEN_SESSION_STATES, Access
from psg_catalogue.models import StudyGroupPage, StudyGroupSession
from psg_catalogue.queries.feedback import unanswered_feedback
from psg_catalogue.services.session_changes import Where
from psg_catalogue.session_refusals import PriceMissing
from subscriptions.enums import VatTreatment

MOST_PLACES = 2000
USUAL_PLACES = 20


class NothingToAskForm(forms.Form):
    """For what is done with one press."""

    def given(self) -> dict:
        return {}


class ConfirmForm(forms.Form):
    """Asks for a reason where what people told us after the last session has no answer yet."""

    passed_over_because = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[MaxLengthValidator(300)],
        label="Or nothing changes, because",
        help_text="Stands beside the results, for the leader and the office.",
    )
    told: StudyGroupSession | None = None

    def for_session(self, session: StudyGroupSession) -> None:
        """Say which session asks; where none does, there is nothing to type."""
        self.told = unanswered_feedback(session)
        if self.told is None:
            del self.fields["passed_over_because"]

    def given(self) -> dict:
        return {"passed_over_because": self.cleaned_data.get("passed_over_because", "")}


class WhenForm(forms.Form):
    """A day and two times of it, in London."""

    day = forms.DateField(widget=AdminDateInput, label="Date")
    starts = forms.TimeField(widget=AdminTimeInput, label="Starts", help_text="Like 16:15.")
    ends = forms.TimeField(widget=AdminTimeInput, label="Ends", help_text="Like 17:45.")

    def given(self) -> dict:
        day = self.cleaned_data["day"]
        return {
            "starts_at": datetime.combine(day, self.cleaned_data["starts"], tzinfo=LONDON),
            "ends_at": datetime.combine(day, self.cleaned_data["ends"], tzinfo=LONDON),
        }

    @staticmethod
    def initial_of(session: StudyGroupSession) -> dict:
        starts, ends = session.starts_at.astimezone(LONDON), session.ends_at.astimezone(LONDON)
        return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}


class VenueForm(forms.Form):
    """A school, a place in words, or online."""

    venue = forms.ModelChoiceField(
        School.objects.all(),
        required=False,
        widget=school_chooser.widget_class,
        label="School",
        help_text="Leave out for an online session, or for a place that is not a school.",
    )
    venue_note = forms.CharField(
        max_length=200,
        required=False,
        label="Room or other place",
        help_text="“The library”, or the name of a place that is not a school.",
    )
    joining_link = forms.URLField(
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text="For an online session. Sent to those booked, never shown on the site.",
    )

    def clean(self) -> dict:
        given = super().clean()
        if given.get("venue") and given.get("joining_link"):
            self.add_error(
                "joining_link", "A session is at a school or online. Leave one of the two out."
            )
        return given

    def given(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("venue", "venue_note", "joining_link")}

    @staticmethod
    def initial_of(session: StudyGroupSession) -> dict:
        return {
            "venue": session.venue,
            "venue_note": session.venue_note,
            "joining_link": session.joining_link,
        }


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(min_value=1, max_value=MOST_PLACES, label="Places")

    def given(self) -> dict:
        return {"capacity": self.cleaned_data["capacity"]}

    @staticmethod
    def initial_of(session: StudyGroupSession) -> dict:
        return {"capacity": session.capacity}


class DeadlineForm(forms.Form):
    closes_at = forms.DateTimeField(
        required=False,
        widget=AdminDateTimeInput,
        label="Book by",
        help_text="Leave out to let schools book until it starts.",
    )

    def given(self) -> dict:
        return {"closes_at": self.cleaned_data["closes_at"]}

    @staticmethod
    def initial_of(session: StudyGroupSession) -> dict:
        return {"closes_at": session.booking_closes_at}


class SeveralForm(WhenForm, VenueForm):
    """The time, the place and the number of places in one go: everyone concerned is told once."""

    capacity = forms.IntegerField(min_value=1, max_value=MOST_PLACES, label="Places")

    def given(self) -> dict:
        when, where = WhenForm.given(self), VenueForm.given(self)
        return {
            "when": (when["starts_at"], when["ends_at"]),
            "where": Where(**where),
            "capacity": self.cleaned_data["capacity"],
        }

    @staticmethod
    def initial_of(session: StudyGroupSession) -> dict:
        return {
            **WhenForm.initial_of(session),
            **VenueForm.initial_of(session),
            "capacity": session.capacity,
        }


class MergeForm(forms.Form):
    """Which session the bookings go to: one to come, of the same study group first."""

    into = forms.ModelChoiceField(
        StudyGroupSession.objects.none(), label="Join it with", empty_label="Choose a session"
    )

    def for_session(self, session: StudyGroupSession) -> None:
        """Offer every other session that is to come on a fixed day."""
        same = Case(When(study_group=session.study_group_id, then=0), default=1)
        others = StudyGroupSession.objects.filter(
            state__in=OPEN_SESSION_STATES, starts_at__gt=timezone.now()
        )
        field = self.fields["into"]
        field.queryset = (
            others.exclude(pk=session.pk)
            .select_related("page", "study_group")
            .order_by(same, "starts_at", "pk")
        )
        field.label_from_instance = _session_choice

    def given(self) -> dict:
        return {"into": self.cleaned_data["into"]}


def _session_choice(session: StudyGroupSession) -> str:
    left = counted(session.places_left, "place,places")
    return f"{day(session.starts_at)}, {session.study_group.title}: {session} ({left} left)"


class AccessForm(forms.Form):
    """Who may book, and what a place costs a school without a subscription."""

    access = forms.ChoiceField(
        choices=Access.choices,
        initial=Access.SUBSCRIBERS,
        widget=forms.RadioSelect,
        label="Open to",
    )
    price_pence = PoundsField(
        label="Price of a place in pounds, without VAT",
        required=False,
        help_text="Only where others may come at a price.",
    )
    place_vat = forms.ChoiceField(
        choices=VatTreatment.choices,
        initial=VatTreatment.EXEMPT,
        required=False,
        label="VAT treatment of the price",
    )

    def clean(self) -> dict:
        super().clean()
        typed = self.cleaned_data
        if typed.get("access") == Access.PAID and not typed.get("price_pence", 1):
            self.add_error("price_pence", str(PriceMissing()))
        return typed

    def given(self) -> dict:
        typed = self.cleaned_data
        paid = typed["access"] == Access.PAID
        return {
            "access": typed["access"],
            "price_pence": typed["price_pence"] if paid else None,
            "place_vat": typed["place_vat"] or VatTreatment.EXEMPT.value,
        }

    @staticmethod
    def initial_of(session: StudyGroupSession) -> dict:
        return {
            "access": session.access,
            "price_pence": session.price_pence,
            "place_vat": session.place_vat,
        }


class CancelForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(300)],
        help_text="One or two sentences. Everyone booked reads them, and so does the page.",
    )

    def given(self) -> dict:
        return {"reason": self.cleaned_data["reason"]}


class DatedForm(WhenForm, VenueForm, AccessForm):
    """Everything a dated row needs. With a blank deadline booking closes at noon the day before."""

    capacity = forms.IntegerField(
        min_value=1, max_value=MOST_PLACES, initial=USUAL_PLACES, label="Places"
    )
    booking_closes_at = forms.DateTimeField(
        required=False,
        widget=AdminDateTimeInput,
        label="Book by",
        help_text="Leave out for noon of the day before.",
    )

    def given(self) -> dict:
        given = {
            **WhenForm.given(self),
            **VenueForm.given(self),
            "capacity": self.cleaned_data["capacity"],
            **AccessForm.given(self),
        }
        if self.cleaned_data["booking_closes_at"]:
            given["booking_closes_at"] = self.cleaned_data["booking_closes_at"]
        return given


class AddSessionForm(DatedForm):
    """A session and its page in one step."""

    study_group = forms.ModelChoiceField(StudyGroupPage.objects.order_by("title"))
    title = forms.CharField(
        max_length=200, help_text="What this session is about: “Prompts that travel”."
    )
    introduction = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        label="What happens",
        help_text="You can add pictures and resources on the page afterwards.",
    )
    live = forms.BooleanField(
        required=False, initial=True, label="Publish its page now", help_text="Or keep a draft."
    )

    field_order = ["study_group", "title", "day", "starts", "ends", "venue", "venue_note",
                   "joining_link", "capacity", "booking_closes_at", "access", "price_pence",
                   "place_vat", "introduction", "live"]  # fmt: skip

    def given(self) -> dict:
        words = {name: self.cleaned_data[name] for name in ("title", "introduction", "live")}
        return {**super().given(), **words}
