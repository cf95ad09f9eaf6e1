"""Requests, plans and visits in the back office: read, filtered and exported, and changed on the
site's own pages alone. No column leads to the supported colleague or to a band (P14)."""

import django_filters
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from core.backoffice.exporting import LoggedExport
from core.backoffice.reading import ReadingViewSet
from directory.outreach.models import OutreachPlan, OutreachRequest, OutreachVisit
from directory.outreach.models.request import Route
from directory.outreach.models.visit import Activity
from directory.outreach.permissions import is_coordinator
from directory.outreach.states.plan import PlanState
from directory.outreach.states.request import RequestState


def days_of(row: OutreachPlan | OutreachVisit) -> str:
    return f"{row.days:g}"


class ListedOnly(ReadingViewSet):
    """A list whose rows lead to the site's own page, and no page of fields beside it."""

    inspect_view_enabled = False


class CoordinatorsExport(LoggedExport):
    """The names of ASTs leave as a file with the coordinator alone, and that is written down
    (DOMAIN 2.6); for everyone else the listing is a page only."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = self.is_export and is_coordinator(request.user)

    @property
    def show_export_buttons(self) -> bool:
        return bool(self.list_export) and is_coordinator(self.request.user)


class RequestFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=RequestState.choices, empty_label="All")
    route = django_filters.ChoiceFilter(choices=Route.choices, empty_label="All")

    class Meta:
        model = OutreachRequest
        fields = ["state", "route"]


class RequestIndexView(CoordinatorsExport, generic.IndexView):
    def get_base_queryset(self):
        together = ("school", "practitioner", "subject", "key_stage")
        return super().get_base_queryset().select_related(*together)


class RequestScreens(ListedOnly):
    model = OutreachRequest
    icon = "help"
    menu_label = "Requests"
    url_prefix = "outreach/requests"
    index_view_class = RequestIndexView
    filterset_class = RequestFilterSet
    default_ordering = "-submitted_at"
    list_display = [
        TitleColumn(
            "school",
            label="School",
            get_url=lambda row: reverse("outreach:request", args=[row.pk]),
        ),
        Column("get_route_display", label="Route"),
        Column("subject", label="Subject"),
        Column("practitioner", label="AST"),
        Column("get_state_display", label="State", sort_key="state"),
        DateColumn("submitted_at", label="Sent", sort_key="submitted_at"),
    ]
    list_export = ["school", "get_route_display", "subject", "key_stage", "practitioner",
                   "get_state_display", "submitted_at", "state_since"]  # fmt: skip
    export_headings = {"get_route_display": "Route", "get_state_display": "State"}


class PlanFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=PlanState.choices, empty_label="All")

    class Meta:
        model = OutreachPlan
        fields = ["state"]


class PlanIndexView(CoordinatorsExport, generic.IndexView):
    def get_base_queryset(self):
        together = ("practitioner", "host_school", "base_school")
        return super().get_base_queryset().select_related(*together)


class PlanScreens(ListedOnly):
    model = OutreachPlan
    icon = "clipboard-list"
    menu_label = "Plans"
    url_prefix = "outreach/plans"
    index_view_class = PlanIndexView
    filterset_class = PlanFilterSet
    default_ordering = "-created_at"
    list_display = [
        TitleColumn(
            "focus", label="Plan", get_url=lambda row: reverse("outreach:plan", args=[row.pk])
        ),
        Column("practitioner", label="AST"),
        Column("host_school", label="Host school"),
        Column("days", label="Days", accessor=days_of),
        Column("get_state_display", label="State", sort_key="state"),
        DateColumn("state_since", label="Since", sort_key="state_since"),
    ]
    list_export = ["pk", "practitioner", "base_school", "host_school", "days",
                   "get_state_display", "state_since", "completed_on"]  # fmt: skip
    export_headings = {"pk": "Number", "get_state_display": "State"}


class VisitFilterSet(WagtailFilterSet):
    activity = django_filters.ChoiceFilter(choices=Activity.choices, empty_label="All")

    class Meta:
        model = OutreachVisit
        fields = ["activity"]


class VisitIndexView(CoordinatorsExport, generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("practitioner", "school")


class VisitScreens(ListedOnly):
    model = OutreachVisit
    icon = "date"
    menu_label = "Visits"
    url_prefix = "outreach/visits"
    index_view_class = VisitIndexView
    filterset_class = VisitFilterSet
    default_ordering = "-visited_on"
    list_display = [
        TitleColumn(
            "practitioner",
            label="AST",
            get_url=lambda row: reverse("outreach:ast_outreach", args=[row.practitioner_id]),
        ),
        Column("visited_on", label="Day", sort_key="visited_on"),
        Column("get_activity_display", label="What"),
        Column("school", label="Where"),
        Column("days", label="Days", accessor=days_of),
    ]
    list_export = ["practitioner", "visited_on", "get_activity_display", "school", "days"]
    export_headings = {"get_activity_display": "What"}
