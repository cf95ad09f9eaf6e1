"""Claims and schools without a lead, for the office. The answer is given on the school's own
page, which the office may open for any school."""

import django_filters
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from core.backoffice.listing import ListView
from directory.backoffice.people_policy import PeopleScreens
from directory.enums import ClaimState, Role
from directory.models import RoleAssignment, School, SchoolClaim


def live_leads():
    """The leads of today of the school in the query around it."""
    return RoleAssignment.objects.live().filter(
        school=OuterRef("pk"), role=Role.SCHOOL_LEAD, user__is_active=True
    )


def schools_without_lead():
    """Schools where people have access or ask for it, and nobody may decide but the office."""
    live = RoleAssignment.objects.live().filter(school=OuterRef("pk"))
    asked = SchoolClaim.objects.filter(school=OuterRef("pk"), state=ClaimState.PENDING)
    return (
        School.objects.filter(Q(Exists(live)) | Q(Exists(asked)))
        .exclude(Exists(live_leads()))
        .select_related("authority")
        .annotate(waiting=Count("claims", filter=Q(claims__state=ClaimState.PENDING)))
    )


class ClaimFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=ClaimState.choices, empty_label="All")

    class Meta:
        model = SchoolClaim
        fields = ["state"]


class ClaimIndexView(ListView):
    nothing_yet = (
        "Nobody has claimed a school yet. Who makes an account and says where they work"
        " stands here until the school’s lead, or you, answer."
    )

    model = SchoolClaim
    page_title = "Claims"
    search_fields = ["user__last_name", "user__email", "school__name", "school__urn"]
    search_backend_name = None
    filterset_class = ClaimFilterSet
    default_ordering = "-made_at"
    paginate_by = 50
    columns = [
        TitleColumn(
            "user",
            label="Who",
            get_url=lambda claim: reverse(
                "directory:claim_decision", args=[claim.school.urn, claim.pk]
            ),
        ),
        Column("school", label="School"),
        Column("role", label="Asks to be", accessor="get_role_display"),
        StatusTagColumn(
            "state",
            label="State",
            accessor="get_state_display",
            primary=lambda claim: claim.state == ClaimState.PENDING,
        ),
        DateColumn("made_at", label="Asked", sort_key="made_at"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user", "school")


class ClaimScreens(PeopleScreens):
    name = "people_claims"
    url_prefix = "people/claims"
    icon = "clipboard-list"
    menu_label = "Claims"

    def get_urlpatterns(self) -> list:
        index = self.construct_view(ClaimIndexView)
        results = self.construct_view(ClaimIndexView, results_only=True)
        return [path("", index, name="index"), path("results/", results, name="index_results")]


class SchoolsWithoutLeadView(ListView):
    nothing_yet = "Every school whose people have access has a lead."

    model = School
    page_title = "Schools without a lead"
    default_ordering = ("name", "urn")
    paginate_by = 50
    is_searchable = False
    columns = [
        TitleColumn(
            "name",
            label="School",
            get_url=lambda school: reverse("directory:people", args=[school.urn]),
        ),
        Column("town", label="Town"),
        Column("urn", label="URN"),
        Column("waiting", label="Claims waiting"),
    ]

    def get_base_queryset(self):
        return schools_without_lead()


class SchoolsWithoutLeadScreens(PeopleScreens):
    name = "schools_without_lead"
    url_prefix = "people/schools-without-lead"
    icon = "warning"
    menu_label = "Schools without a lead"

    def get_urlpatterns(self) -> list:
        index = self.construct_view(SchoolsWithoutLeadView)
        results = self.construct_view(SchoolsWithoutLeadView, results_only=True)
        return [path("", index, name="index"), path("results/", results, name="index_results")]
