"""One page of the back office for each thing that may be done to a session, each calling one
service and turning its refusal into a sentence above what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from psg_catalogue.enums import SessionState
from psg_catalogue.forms import sessions as forms
from psg_catalogue.models import StudyGroupSession
from psg_catalogue.services import session_changes as services
from psg_catalogue.services.merging import merge_sessions
from psg_catalogue.session_refusals import SessionRefused

_PLANNED, _CONFIRMED = SessionState.PLANNED, SessionState.CONFIRMED
_DATED = (_PLANNED, _CONFIRMED)
_OPEN = (*_DATED, SessionState.POSTPONED)
_TOLD = "Everyone booked or waiting, and whoever booked them, is told by email."


@dataclass(frozen=True)
class Change:
    """A thing that may be done: what the button says, what follows from it, and in which states.
    What ends a session for good says so, so that its button stands apart."""

    label: str
    done: str
    service: Callable
    form_class: type[Form]
    follows: str
    states: tuple[str, ...]
    ends_it: bool = False


CHANGES: dict[str, Change] = {
    "confirm": Change(
        "Confirm", "“{}” is confirmed.", services.confirm_session, forms.ConfirmForm,
        "The session goes ahead for certain.", (_PLANNED,),
    ),
    "move": Change(
        "Move to another time", "“{}” is moved.", services.move_session, forms.WhenForm,
        f"Booking closes as long before it as now. {_TOLD} Their calendar entries follow.", _DATED,
    ),
    "replan": Change(
        "Give it a new date", "“{}” has a new date.", services.replan_session, forms.WhenForm,
        f"It can be booked again. {_TOLD}", (SessionState.POSTPONED,),
    ),
    "place": Change(
        "Change the place", "“{}” is somewhere else now.", services.change_venue,
        forms.VenueForm, _TOLD, _OPEN,
    ),
    "capacity": Change(
        "Change the number of places", "“{}” has its new number of places.",
        services.resize_session, forms.CapacityForm,
        "New places are offered to the head of the waiting list at once.", _OPEN,
    ),
    "several": Change(
        "Change several things at once", "“{}” is changed.", services.change_session,
        forms.SeveralForm,
        f"{_TOLD} Once, however much you change. Calendar entries and offers follow.", _DATED,
    ),
    "deadline": Change(
        "Change when booking closes", "Booking of “{}” closes at the new time.",
        services.set_booking_deadline, forms.DeadlineForm, "Bookings that are made stay.", _OPEN,
    ),
    "access": Change(
        "Change who it is open to", "“{}” is open to others than before.", services.set_access,
        forms.AccessForm, "Bookings that are made stay.", _OPEN,
    ),
    "postpone": Change(
        "Postpone", "“{}” is postponed.", services.postpone_session, forms.NothingToAskForm,
        f"Nobody can book until it has a new date. Those booked keep their places. {_TOLD}", _DATED,
    ),
    "merge": Change(
        "Join with another session", "“{}” is joined with the other session.", merge_sessions,
        forms.MergeForm,
        "This session is cancelled, and its bookings move: those with a place have one there while"
        f" there is room, the others join that waiting list. {_TOLD}", _DATED,
    ),
    "cancel": Change(
        "Cancel the session", "“{}” is cancelled.", services.cancel_session, forms.CancelForm,
        f"This cannot be undone. Every booking ends. {_TOLD}", _OPEN, ends_it=True,
    ),
}  # fmt: skip


def changes_for(session: StudyGroupSession) -> list[tuple[str, Change]]:
    """What may be done to a session in its state, with where."""
    return [
        (reverse(f"study_group_sessions:{code}", args=[session.pk]), change)
        for code, change in CHANGES.items()
        if session.state in change.states
    ]


class ChangeSessionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks what a change needs, says what follows, and does it."""

    model = StudyGroupSession
    permission_required = "change"
    template_name = "backoffice/sessions/form.html"
    header_icon = "calendar-alt"
    change: Change | None = None

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    @cached_property
    def session(self) -> StudyGroupSession:
        rows = StudyGroupSession.objects.select_related("page", "study_group", "venue")
        return get_object_or_404(rows, pk=self.pk)

    def get_page_title(self) -> str:
        return self.change.label

    def get_page_subtitle(self) -> str:
        return str(self.session)

    def get_form_class(self) -> type[Form]:
        return self.change.form_class

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        form = super().get_form(form_class)
        if for_session := getattr(form, "for_session", None):
            for_session(self.session)
        return form

    def get_initial(self) -> dict:
        initial_of = getattr(self.change.form_class, "initial_of", None)
        return initial_of(self.session) if initial_of else {}

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("study_group_sessions:index"), "label": "Sessions"},
            {"url": self.get_success_url(), "label": str(self.session)},
            {"url": "", "label": self.change.label},
        ]

    def get_success_url(self) -> str:
        return reverse("study_group_sessions:inspect", args=[self.pk])

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context.update(
            session=self.session,
            follows=self.change.follows,
            submit=self.change.label,
            cancel_url=self.get_success_url(),
            media=context["form"].media,
        )
        return context

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            self.change.service(self.session, by=self.request.user, **form.given())
        except SessionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.change.done.format(self.session))
        return HttpResponseRedirect(self.get_success_url())
