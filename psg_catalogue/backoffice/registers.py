"""The lines of all registers in the back office, and settling a school that was not listed at the
door. Marking is done on the register itself."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton, ListingButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.backoffice.exporting import LoggedExport
from core.backoffice.listing import ListView
from core.backoffice.reading import ReadingViewSet
from core.templatetags.wording import clock, day
from directory.backoffice.choosers import school_chooser
from directory.models import School
from psg_catalogue.backoffice.bookings import ReadHistoryView, when, when_column
from psg_catalogue.enums import Attendance
from psg_catalogue.models import RegisterEntry
from psg_catalogue.register_refusals import RegisterRefused
from psg_catalogue.services.walk_ins import settle_school

_ABOUT = ("school", "session__page", "session__study_group", "marked_by")


class EntryFilterSet(WagtailFilterSet):
    to_settle = django_filters.BooleanFilter(
        method="waiting_for_a_school", label="School not listed, to be settled"
    )
    attendance = django_filters.ChoiceFilter(choices=Attendance.choices, empty_label="All")
    walk_in = django_filters.BooleanFilter(label="Walk-in")
    session__starts_at = django_filters.DateFromToRangeFilter(
        label="Date of the session", widget=DateRangePickerWidget
    )

    class Meta:
        model = RegisterEntry
        fields = ["to_settle", "attendance", "walk_in", "session__starts_at"]

    def waiting_for_a_school(self, entries: QuerySet, name: str, value: bool) -> QuerySet:
        return entries.filter(school__isnull=value)


def school_words(entry: RegisterEntry) -> str:
    """The school at the time, or what was written where none was listed."""
    return entry.school_name or f"“{entry.school_as_written}”"


class EntryIndexView(LoggedExport, ListView):
    nothing_yet = "No register has been taken yet. Names stand here once a register is saved."

    def get_base_queryset(self) -> QuerySet:
        return RegisterEntry.objects.select_related(*_ABOUT)

    def get_list_buttons(self, instance: RegisterEntry) -> list:
        if instance.school_id or not self.user_has_permission("change"):
            return []
        return [
            ListingButton(
                "Settle the school",
                url=reverse("register_entries:settle", args=[instance.pk]),
                attrs={"aria-label": f"Settle the school of {instance.name}"},
            )
        ]


class EntryInspectView(generic.InspectView):
    page_title = "Line of a register"

    def get_object(self, queryset=None) -> RegisterEntry:
        return get_object_or_404(RegisterEntry.objects.select_related(*_ABOUT), pk=self.pk)

    def get_fields_context(self) -> list[dict]:
        entry = self.object
        rows = [
            ("Name", entry.name),
            ("Email", entry.email),
            ("School at the time", entry.school_name),
            ("School today", entry.school.label if entry.school else ""),
            ("School as written", entry.school_as_written),
            ("Authority", entry.authority_code),
            ("Study group", entry.session.study_group.title),
            ("Session", entry.session.page.title),
            ("When", when(entry)),
            ("Attendance", entry.get_attendance_display()),
            ("Walk-in", "Yes" if entry.walk_in else "No"),
            ("Marked", f"{day(entry.marked_at)}, {clock(entry.marked_at)}"),
            ("By", entry.marked_by),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]

    @cached_property
    def header_buttons(self) -> list:
        register = reverse("psg_catalogue:register", args=[self.object.session_id])
        buttons = [HeaderButton("The register", url=register, icon_name="list-ul")]
        if self.object.school_id is None and self.user_has_permission("change"):
            url = reverse("register_entries:settle", args=[self.object.pk])
            buttons.insert(0, HeaderButton("Settle the school", url=url, icon_name="home"))
        return buttons


class SettleForm(forms.Form):
    school = forms.ModelChoiceField(
        queryset=School.objects.all(),
        widget=school_chooser.widget_class,
        help_text="By name, town, postcode or URN.",
        error_messages={
            "required": "Choose the school.",
            "invalid_choice": "Choose a school from the list.",
        },
    )


class SettleView(ActionView):
    """Asks which school it is, and keeps what was written beside it."""

    model = RegisterEntry
    permission_policy = ModelPermissionPolicy(RegisterEntry)
    permission_required = "change"
    form_class = SettleForm
    page_title = button = "Settle the school"
    header_icon = "home"
    refusals = (RegisterRefused,)

    @cached_property
    def object(self) -> RegisterEntry:
        rows = RegisterEntry.objects.select_related(*_ABOUT).filter(school=None)
        return get_object_or_404(rows, pk=self.pk)

    @property
    def back_url(self) -> str:
        return reverse("register_entries:inspect", args=[self.pk])

    def get_success_url(self) -> str:
        return reverse("register_entries:index")

    def get_explanation(self) -> str:
        entry = self.object
        who = f"{entry.name}, {entry.email}" if entry.email else entry.name
        return (
            f"{who}, came to “{entry.session.page.title}” on {day(entry.session.starts_at)}. At the"
            f" door the school was written as “{entry.school_as_written}”."
        )

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("register_entries:index"), "label": "Names on registers"},
            {"url": "", "label": self.page_title},
        ]

    def act(self, typed: dict) -> str:
        settle_school(self.object, typed["school"], by=self.request.user)
        return f"{self.object.name} came from {typed['school'].name}."


class RegisterEntryViewSet(ReadingViewSet):
    model = RegisterEntry
    name = "register_entries"
    url_prefix = "register-entries"
    menu_label = "Names on registers"
    icon = "list-ul"
    screens = ("history",)
    index_view_class = EntryIndexView
    inspect_view_class = EntryInspectView
    history_view_class = ReadHistoryView
    filterset_class = EntryFilterSet
    search_fields = [
        "name",
        "email",
        "school_name",
        "school_as_written",
        "session__page__title",
        "session__study_group__title",
    ]
    ordering = ["-session__starts_at", "name"]
    list_display = [
        TitleColumn("name", label="Name", sort_key="name", url_name="register_entries:inspect"),
        Column("school", label="School at the time", accessor=school_words),
        Column("session", label="Session", accessor="session.page.title"),
        when_column(),
        StatusTagColumn(
            "attendance",
            accessor="get_attendance_display",
            label="Attendance",
            sort_key="attendance",
            primary=lambda entry: entry.attendance == Attendance.PRESENT,
        ),
        Column(
            "walk_in", label="Walk-in", accessor=lambda entry: "Walk-in" if entry.walk_in else ""
        ),
    ]
    list_export = [
        "name", "email", "school_name", "school_urn", "school_as_written", "authority_code",
        "session.study_group.title", "session.page.title", "session.starts_at", "attendance",
        "walk_in",
    ]  # fmt: skip
    export_headings = {
        "school_name": "School at the time",
        "school_urn": "URN",
        "school_as_written": "School as written",
        "authority_code": "Authority",
        "session.study_group.title": "Study group",
        "session.page.title": "Session",
        "session.starts_at": "Starts",
        "walk_in": "Walk-in",
    }
    export_filename = "registers"

    def extra_urlpatterns(self) -> list:
        return [path("settle/<int:pk>/", SettleView.as_view(), name="settle")]
