"""Sessions in the back office: found, looked at, exported; made and changed by services alone."""

import django_filters
from django.db.models import Case, Count, Q, QuerySet, When
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.changes import changes_buttons
from core.backoffice.listing import ListView
from core.backoffice.reading import ReadingViewSet
from core.mail import why_held
from core.templatetags.wording import clock, clock_range, day, short_day
from directory.models import School
from psg_catalogue.backoffice.new_sessions import AddSessionView, DatePageView
from psg_catalogue.backoffice.session_changes import CHANGES, ChangeSessionView, changes_for
from psg_catalogue.backoffice.waiting_line import MoveInLineView, OfferOutOfTurnView, line_of
from psg_catalogue.booking_rights import BOOK_FOR_SCHOOLS, READ_BOOKINGS
from psg_catalogue.enums import BookingState, SessionState
from psg_catalogue.models import BookingRules, StudyGroupPage, StudyGroupSession
from psg_catalogue.permissions import (
    may_see_needs,
    may_see_results,
    may_take_register,
    may_write_change_notes,
)
from psg_catalogue.queries.feedback import unanswered_feedback
from psg_catalogue.queries.going_out import going_out_of


def with_numbers() -> QuerySet:
    """Sessions with what a row says of them, in one query."""
    waiting = Count("bookings", filter=Q(bookings__state=BookingState.WAITING_LIST))
    rows = StudyGroupSession.objects.select_related("page", "study_group", "venue")
    return rows.annotate(waiting=waiting)


def next_first(sessions: QuerySet) -> QuerySet:
    """Those to come in their order, then those that are over, the latest first."""
    now = timezone.now()
    is_over = Case(When(ends_at__lt=now, then=1), default=0)
    coming_at = Case(When(ends_at__gte=now, then="starts_at"))
    return sessions.annotate(is_over=is_over, coming_at=coming_at)


class SessionFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        choices=SessionState.choices, widget=CheckboxSelectMultiple
    )
    starts_at = django_filters.DateFromToRangeFilter(label="Date", widget=DateRangePickerWidget)
    study_group = django_filters.ModelChoiceFilter(
        queryset=StudyGroupPage.objects.order_by("title"), empty_label="All"
    )
    venue = django_filters.ModelChoiceFilter(
        queryset=School.objects.exclude(hosted_sessions=None).distinct(), empty_label="All"
    )

    class Meta:
        model = StudyGroupSession
        fields = ["state", "starts_at", "study_group", "venue"]


def when(session: StudyGroupSession) -> str:
    return f"{day(session.starts_at)}, {clock_range(session.starts_at, session.ends_at)}"


def places(session: StudyGroupSession) -> str:
    return f"{session.places_taken} of {session.capacity}"


def short_when(session: StudyGroupSession) -> str:
    """The same in a list: "Wed 2 Dec 2026, 13:15"."""
    return f"{short_day(session.starts_at)} {session.day.year}, {clock(session.starts_at)}"


def register_words(session: StudyGroupSession) -> str:
    """Of one that is over: whether its register is closed."""
    if session.state == SessionState.HELD:
        return "Closed"
    return "To close" if session.is_open_state and session.ends_at < timezone.now() else ""


class SessionIndexView(ListView):
    nothing_yet = "No session yet. Add one above: its study group has to be there first."

    def get_base_queryset(self) -> QuerySet:
        return next_first(with_numbers())

    @cached_property
    def header_buttons(self) -> list:
        if not self.user_has_permission("add"):
            return []
        url = reverse("study_group_sessions:add")
        return [HeaderButton("Add a session", url=url, icon_name="plus")]


class SessionInspectView(generic.InspectView):
    page_title = "Session"
    template_name = "backoffice/sessions/inspect.html"

    def get_object(self, queryset=None) -> StudyGroupSession:
        return get_object_or_404(with_numbers(), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return self.object.page.title

    def get_fields_context(self) -> list[dict]:
        session = self.object
        closes = session.booking_closes_at
        rows = [
            ("Study group", session.study_group.title),
            ("When", when(session)),
            ("Where", session.place_in_words),
            ("Room or other place", session.venue_note if session.venue else ""),
            ("Joining link", session.joining_link),
            ("State", session.get_state_display()),
            ("Why it is cancelled", session.cancellation_reason),
            ("Places", f"{places(session)} booked, {session.waiting} waiting"),
            ("Book by", f"{day(closes)}, {clock(closes)}" if closes else "Until it starts"),
            ("Open to", session.get_access_display()),
            ("Page", "Published" if session.page.live else "Draft: nobody sees it yet"),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]

    def get_context_data(self, **kwargs) -> dict:
        user, may_change = self.request.user, self.user_has_permission("change")
        group, rules = self.object.study_group, BookingRules.current()
        return super().get_context_data(
            **kwargs,
            changes=changes_for(self.object) if may_change else [],
            may_change=may_change,
            takes_register=may_take_register(user, self.object),
            reads_results=may_see_results(user, group),
            reads_needs=may_see_needs(user, self.object),
            answers=may_write_change_notes(user, group),
            line=line_of(self.object, rules) if user.has_perm(READ_BOOKINGS) else None,
            may_book=user.has_perm(BOOK_FOR_SCHOOLS),
            going_out=going_out_of(self.object, booking_rules=rules),
            may_send=user.has_perm("psg_catalogue.send_reminderrule"),
            why_held=why_held(),
            told=unanswered_feedback(self.object) if self._waits_to_be_confirmed() else None,
        )

    def _waits_to_be_confirmed(self) -> bool:
        return self.object.state == SessionState.PLANNED and self.user_has_permission("change")

    @cached_property
    def header_buttons(self) -> list:
        user, page = self.request.user, self.object.page
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        may_edit = page.permissions_for_user(user).can_edit()
        edit = [HeaderButton("Edit its page", url=url, icon_name="edit")] if may_edit else []
        return [*edit, *changes_buttons(user, "session", self.object.pk)]


class StudyGroupSessionViewSet(ReadingViewSet):
    model = StudyGroupSession
    name = "study_group_sessions"
    url_prefix = "sessions"
    menu_label = "Sessions"
    icon = "calendar-alt"
    screens = ("history",)
    index_view_class = SessionIndexView
    inspect_view_class = SessionInspectView
    filterset_class = SessionFilterSet
    search_fields = ["page__title", "study_group__title", "venue__name", "venue_note"]
    ordering = ("is_over", "coming_at", "-starts_at", "pk")
    list_display = [
        TitleColumn(
            "starts_at",
            label="When",
            accessor=short_when,
            sort_key="starts_at",
            url_name="study_group_sessions:inspect",
            classname="nowrap",
        ),
        Column("study_group", label="Study group", sort_key="study_group__title"),
        Column("page", label="Session", accessor="page.title", sort_key="page__title"),
        Column("venue", label="Where", accessor="place_in_words"),
        Column("places", label="Booked", accessor=places, classname="nowrap"),
        Column(
            "waiting", label="Waiting", accessor=lambda row: row.waiting or "", sort_key="waiting"
        ),
        StatusTagColumn(
            "state",
            accessor="get_state_display",
            label="State",
            sort_key="state",
            primary=lambda session: session.state == SessionState.CONFIRMED,
        ),
        Column("register", label="Register", accessor=register_words),
    ]
    list_export = [
        "starts_at", "ends_at", "study_group.title", "page.title", "state", "venue_name",
        "venue_note", "capacity", "places_taken", "waiting", "booking_closes_at", "access",
    ]  # fmt: skip
    export_headings = {
        "starts_at": "Starts",
        "ends_at": "Ends",
        "study_group.title": "Study group",
        "page.title": "Session",
        "venue_name": "School",
        "waiting": "Waiting",
    }
    export_filename = "sessions"

    def extra_urlpatterns(self) -> list:
        return [
            path("new/", AddSessionView.as_view(), name="add"),
            path("date/<int:page_pk>/", DatePageView.as_view(), name="date_page"),
            path("line/<int:pk>/", MoveInLineView.as_view(), name="move_in_line"),
            path("offer/<int:pk>/", OfferOutOfTurnView.as_view(), name="offer"),
            *(
                path(f"{code}/<int:pk>/", ChangeSessionView.as_view(change=change), name=code)
                for code, change in CHANGES.items()
            ),
        ]
