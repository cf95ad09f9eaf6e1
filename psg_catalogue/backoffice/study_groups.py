"""Study groups in one list, whatever their place in the page tree."""

import django_filters
from django.db.models import Count, QuerySet
from django.urls import path
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from core.backoffice.menu_items import for_those
from directory.enums import Role
from directory.models import KeyStage, Subject
from directory.permissions import has_role
from psg_catalogue.backoffice.group_copies import CopyGroupView
from psg_catalogue.models import StudyGroupPage


class StudyGroupFilterSet(PageFilterSet):
    """What a study group is found by: there is one site, and it is led, not owned."""

    owner = None
    edited_by = None
    site = None
    subjects = django_filters.ModelChoiceFilter(
        queryset=Subject.objects.all(), label="Subject", empty_label="All"
    )
    key_stages = django_filters.ModelChoiceFilter(
        queryset=KeyStage.objects.all(), label="Key stage", empty_label="All"
    )

    class Meta:
        model = StudyGroupPage
        fields = ["subjects", "key_stages"]


class StudyGroupIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        groups = super().get_base_queryset()
        return groups.annotate(session_count=Count("sessions", distinct=True)).prefetch_related(
            "leaderships__practitioner"
        )


def led_by(group: StudyGroupPage) -> str:
    return ", ".join(str(each.practitioner) for each in group.leaderships.all())


class StudyGroupListing(PageListingViewSet):
    model = StudyGroupPage
    menu_item_class = for_those(lambda user: has_role(user, Role.EDITOR, Role.PSG_ORGANISER))
    name = "study_groups"
    url_prefix = "study-groups"
    menu_label = "Study groups"
    icon = "group"
    index_view_class = StudyGroupIndexView
    filterset_class = StudyGroupFilterSet
    columns = [
        *IndexView.base_columns[:2],
        Column("leaders", label="Led by", accessor=led_by),
        Column("session_count", label="Sessions"),
        *(column for column in IndexView.base_columns[2:] if column.name != "parent"),
    ]

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("copy-to-year/<int:pk>/", CopyGroupView.as_view(), name="copy_to_year"),
        ]
