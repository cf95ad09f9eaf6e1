"""Bookings in the back office: found, looked at, exported. They are made and given back on the
site's own pages, which the office may use for any school."""

from datetime import datetime

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.exporting import LoggedExport
from core.backoffice.listing import DayColumn, ListView
from core.backoffice.reading import ReadingViewSet
from core.services.deliveries import trouble_in_words, trouble_with
from core.templatetags.wording import clock, day, short_date
from directory.models import School
from psg_catalogue.booking_rights import BOOK_FOR_SCHOOLS
from psg_catalogue.enums import ACTIVE_BOOKING_STATES, BookingState
from psg_catalogue.models import Booking, RegisterEntry, StudyGroupPage

_ABOUT = ("colleague", "school", "session__page", "session__study_group", "booked_by")
_REPLACED = "replaces__colleague"


class BookingFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        choices=BookingState.choices, widget=CheckboxSelectMultiple
    )
    session__starts_at = django_filters.DateFromToRangeFilter(
        label="Date of the session", widget=DateRangePickerWidget
    )
    study_group = django_filters.ModelChoiceFilter(
        field_name="session__study_group",
        queryset=StudyGroupPage.objects.order_by("title"),
        empty_label="All",
        label="Study group",
    )
    school = django_filters.ModelChoiceFilter(
        queryset=School.objects.exclude(bookings=None).distinct(), empty_label="All"
    )
    by_office = django_filters.BooleanFilter(label="Booked by the office")

    class Meta:
        model = Booking
        fields = ["state", "session__starts_at", "study_group", "school", "by_office"]


class BookingIndexView(LoggedExport, ListView):
    nothing_yet = (
        "Nobody has booked yet. Leads book their colleagues on the site; you book for any"
        " school under People, A school’s own pages."
    )

    def get_base_queryset(self) -> QuerySet:
        return Booking.objects.select_related(*_ABOUT)


def when(booking: Booking) -> str:
    return f"{day(booking.session.starts_at)}, {clock(booking.session.starts_at)}"


def short_when(row: Booking | RegisterEntry) -> str:
    """The same in a list: "2 Dec 2026, 16:15"."""
    return f"{short_date(row.session.starts_at)}, {clock(row.session.starts_at)}"


def when_column() -> Column:
    """The column of it, in lists of what belongs to a session."""
    sort_key = "session__starts_at"
    return Column("when", label="When", accessor=short_when, sort_key=sort_key, classname="nowrap")


def _moment(moment: datetime | None) -> str:
    return f"{day(moment)}, {clock(moment)}" if moment else ""


def _trouble(email: str) -> str:
    """What became of the last letter to the address, where it did not arrive."""
    return trouble_in_words(trouble_with([email]).get(email.strip().lower()))


class BookingInspectView(generic.InspectView):
    page_title = "Booking"

    def get_object(self, queryset=None) -> Booking:
        return get_object_or_404(Booking.objects.select_related(*_ABOUT, _REPLACED), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return f"{self.object.colleague}, {self.object.session.page.title}"

    def get_fields_context(self) -> list[dict]:
        booking = self.object
        rows = [
            ("Colleague", booking.colleague.name),
            ("Job", booking.colleague.job_title),
            ("Work email", booking.colleague.email),
            ("Mail to it", _trouble(booking.colleague.email)),
            ("School", booking.school.label),
            ("Study group", booking.session.study_group.title),
            ("Session", booking.session.page.title),
            ("When", when(booking)),
            ("State", booking.get_state_display()),
            ("Booked", f"{day(booking.booked_at)}, {clock(booking.booked_at)}"),
            ("By", booking.booked_by or "The site"),
            ("On behalf of the school", "Yes, by the office" if booking.by_office else ""),
            ("Offered until", _moment(booking.offer_expires_at)),
            ("A lead to agree until", _moment(booking.request_expires_at)),
            ("Instead of", booking.replaces.colleague.name if booking.replaces else ""),
            ("Ended", _moment(booking.ended_at)),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]

    @cached_property
    def header_buttons(self) -> list:
        may_book = self.request.user.has_perm(BOOK_FOR_SCHOOLS)
        if not may_book or self.object.state not in ACTIVE_BOOKING_STATES:
            return []
        url = reverse("psg_catalogue:cancel_booking", args=[self.object.pk])
        return [HeaderButton("Give the place back", url=url, icon_name="cross")]


class ReadHistoryView(HistoryView):
    """The history is for whoever may look at the thing: nobody changes it here."""

    any_permission_required = ["view"]


class BookingViewSet(ReadingViewSet):
    model = Booking
    name = "bookings"
    url_prefix = "bookings"
    menu_label = "Bookings"
    icon = "clipboard-list"
    screens = ("history",)
    index_view_class = BookingIndexView
    inspect_view_class = BookingInspectView
    history_view_class = ReadHistoryView
    filterset_class = BookingFilterSet
    search_fields = [
        "colleague__name",
        "colleague__email",
        "school__name",
        "session__page__title",
        "session__study_group__title",
    ]
    ordering = ["-booked_at", "-pk"]
    list_display = [
        TitleColumn(
            "colleague",
            label="Colleague",
            sort_key="colleague__name",
            url_name="bookings:inspect",
        ),
        Column("school", label="School", sort_key="school__name"),
        Column("session", label="Session", accessor="session.page.title"),
        when_column(),
        StatusTagColumn(
            "state",
            accessor="get_state_display",
            label="State",
            sort_key="state",
            primary=lambda booking: booking.state == BookingState.CONFIRMED,
        ),
        DayColumn("booked_at", label="Booked on", sort_key="booked_at"),
    ]
    list_export = [
        "colleague.name", "colleague.job_title", "colleague.email", "school.name", "school.urn",
        "session.study_group.title", "session.page.title", "session.starts_at", "state",
        "booked_at", "by_office",
    ]  # fmt: skip
    export_headings = {
        "colleague.name": "Colleague",
        "colleague.job_title": "Job",
        "colleague.email": "Work email",
        "school.name": "School",
        "school.urn": "URN",
        "session.study_group.title": "Study group",
        "session.page.title": "Session",
        "session.starts_at": "Starts",
        "booked_at": "Booked",
        "by_office": "By the office",
    }
    export_filename = "bookings"
