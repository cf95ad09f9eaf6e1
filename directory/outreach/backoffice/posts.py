"""Posts and allocations in the back office. What becomes of a post is done on its own page of the
site; here are its plain facts, lists and files."""

import django_filters
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import ListingButton

from core.backoffice.deleting import KeepingViewSet
from directory.models import Subject
from directory.outreach.enums import FundingType, Phase, PostState
from directory.outreach.models import ASTPost, PostAllocation
from directory.outreach.models.post import ASTPostQuerySet


def who_pays(post: ASTPost) -> str:
    """As the list was asked for it: `with_funding` stands on the row."""
    return FundingType(post.funding).label if post.funding else "Not settled yet"


class PostFilterSet(WagtailFilterSet):
    funding = django_filters.ChoiceFilter(
        label="Who pays", choices=FundingType.choices, empty_label="All"
    )
    state = django_filters.ChoiceFilter(choices=PostState.choices, empty_label="All")
    phase = django_filters.ChoiceFilter(choices=Phase.choices, empty_label="All")
    subject = django_filters.ModelChoiceFilter(queryset=Subject.objects.all())

    class Meta:
        model = ASTPost
        fields = ["funding", "state", "phase", "subject"]


class PostIndexView(generic.IndexView):
    def get_base_queryset(self) -> ASTPostQuerySet:
        posts = super().get_base_queryset().with_funding()
        return posts.select_related("base_school", "subject")

    def get_list_buttons(self, instance: ASTPost) -> list:
        page = reverse("outreach:post", args=[instance.pk])
        return [*super().get_list_buttons(instance), ListingButton("Page of the post", url=page)]


class PostScreens(KeepingViewSet):
    model = ASTPost
    icon = "group"
    menu_label = "AST posts"
    index_view_class = PostIndexView
    filterset_class = PostFilterSet
    search_fields = ["base_school__name", "subject__name"]
    list_display = [
        "__str__",
        Column("who_pays", label="Who pays", accessor=who_pays),
        Column("get_phase_display", label="Phase", sort_key="phase"),
        Column("get_state_display", label="State", sort_key="state"),
        DateColumn("opened_on", label="In force from", sort_key="opened_on"),
    ]
    list_export = ["base_school", "subject", "get_phase_display", "funding", "get_state_display",
                   "outreach_percent", "opened_on", "closed_on"]  # fmt: skip
    export_headings = {"get_phase_display": "Phase", "get_state_display": "State"}
    edit_handler = ObjectList(
        [
            HelpPanel(
                "Appointments, reviews, releases and exemptions are entered on the page of the"
                " post, reached from the list."
            ),
            FieldPanel("subject"),
            FieldRowPanel([FieldPanel("phase"), FieldPanel("outreach_percent")]),
        ]
    )


class AllocationScreens(KeepingViewSet):
    model = PostAllocation
    icon = "list-ol"
    menu_label = "Allocations of posts"
    list_display = ["__str__", "authority", "basis_on", "starts_on", "note"]
    panels = [
        FieldPanel("authority"),
        FieldRowPanel([FieldPanel("posts"), FieldPanel("basis_on")]),
        FieldPanel("starts_on"),
        FieldPanel("note"),
    ]
