"""Groups of schools in the back office."""

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from core.backoffice.deleting import KeepingViewSet
from core.backoffice.rows import RowsPanel
from directory.enums import GroupKind, SchoolSource
from directory.forms.groups import MemberFormSet, SchoolGroupForm
from directory.models import SchoolGroup


class GroupFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=GroupKind.choices, empty_label="All")
    source = django_filters.ChoiceFilter(choices=SchoolSource.choices, empty_label="All")

    class Meta:
        model = SchoolGroup
        fields = ["kind", "source"]


class GroupIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet:
        today = timezone.localdate()
        begun = Q(members__starts_on=None) | Q(members__starts_on__lte=today)
        still = Q(members__ends_on=None) | Q(members__ends_on__gt=today)
        return (
            super()
            .get_base_queryset()
            .select_related("finance_contact")
            .annotate(school_count=Count("members", filter=begun & still))
        )


class MembersPanel(RowsPanel):
    formset = MemberFormSet


class GroupScreens(KeepingViewSet):
    model = SchoolGroup
    icon = "group"
    menu_label = "Groups of schools"
    index_view_class = GroupIndexView
    filterset_class = GroupFilterSet
    search_fields = ["name"]
    list_display = [
        "name",
        Column("get_kind_display", label="Kind", sort_key="kind"),
        Column("school_count", label="Schools", sort_key="school_count"),
        Column("finance_contact", label="Who may pay for all"),
    ]
    list_export = ["name", "kind", "code", "school_count"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                "Trusts and federations come from the register of schools, and so do their"
                " members: what you change of those comes back with the next import. A local"
                " cluster is yours to keep."
            ),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
            MembersPanel(
                "members",
                heading="Schools",
                label="school",
                panels=[
                    FieldPanel("school"),
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                ],
            ),
            MultiFieldPanel(
                [
                    FieldPanel("finance_contact"),
                    FieldPanel("finance_email"),
                    FieldPanel("invoice_address"),
                ],
                "Paying for its schools together",
            ),
        ],
        base_form_class=SchoolGroupForm,
    )
