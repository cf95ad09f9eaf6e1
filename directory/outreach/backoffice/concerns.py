"""Categories of concern in the back office, for the authority's people alone.

There is no search and no filter by school, so that no address holds a school's name, no export, and
the histories know a row by its number only (P14)."""

import django_filters
from django import forms
from django.http import HttpRequest
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic

from core.backoffice.deleting import KeepingViewSet
from directory.outreach.enums import CategoryBody
from directory.outreach.models import CategoryOfConcern
from directory.outreach.models.concern import CategoryQuerySet
from directory.outreach.services.concerns import WrongWords, era_of


class CategoryForm(WagtailAdminModelForm):
    """The framework follows from the day; a word of another time is refused (P27)."""

    def clean(self) -> dict:
        typed = super().clean()
        said = [typed.get(name) for name in ("body", "category", "starts_on")]
        if all(said):
            try:
                self.instance.era = era_of(*said)
            except WrongWords as wrong:
                raise forms.ValidationError({"category": str(wrong)}) from wrong
        return typed


class CategoryFilterSet(WagtailFilterSet):
    body = django_filters.ChoiceFilter(choices=CategoryBody.choices, empty_label="All")
    current = django_filters.BooleanFilter(label="In force today", method="with_today")

    class Meta:
        model = CategoryOfConcern
        fields = ["body", "current"]

    def with_today(self, rows: CategoryQuerySet, name: str, value: bool) -> CategoryQuerySet:
        today = CategoryOfConcern.objects.current().values("pk")
        return rows.filter(pk__in=today) if value else rows.exclude(pk__in=today)


class CategoryIndexView(generic.IndexView):
    """A page only: Wagtail would hand out any listing as a file to whoever asks for it."""

    is_searchable = False

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get_base_queryset(self) -> CategoryQuerySet:
        return super().get_base_queryset().select_related("school")


class CategoryScreens(KeepingViewSet):
    model = CategoryOfConcern
    icon = "warning"
    menu_label = "Categories of concern"
    index_view_class = CategoryIndexView
    filterset_class = CategoryFilterSet
    list_display = [
        "school",
        Column("get_category_display", label="Category"),
        Column("get_body_display", label="Whose"),
        Column("get_era_display", label="Framework"),
        DateColumn("starts_on", label="From", sort_key="starts_on"),
        DateColumn("ends_on", label="Until", sort_key="ends_on"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("school"),
            FieldRowPanel([FieldPanel("body"), FieldPanel("category")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("source"),
        ],
        base_form_class=CategoryForm,
    )
