"""Schools, authorities and terms in the back office."""

import django_filters
from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic

from core.backoffice.changes import changes_buttons
from core.backoffice.deleting import KeepingViewSet
from directory.enums import SchoolSource, Tier
from directory.models import LocalAuthority, School, Term
from directory.models.school import OPEN_STATUS_CODES, SchoolQuerySet
from directory.permissions import is_office
from directory.services.school_pasts import keep_as_it_was
from directory.viewing import may_view_as_school

# What the office keeps for itself; the register overwrites all else of the schools it has.
OWN_FIELDS = ("tier", "area", "predecessor")


class SchoolForm(WagtailAdminModelForm):
    """The register's schools are the register's: only what is the county's own is typed here."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.source == SchoolSource.GIAS:
            for name, field in self.fields.items():
                field.disabled = name not in OWN_FIELDS
        elif self.instance.pk and "urn" in self.fields:
            self.fields["urn"].disabled = True

    def clean_predecessor(self) -> School | None:
        predecessor = self.cleaned_data["predecessor"]
        if predecessor and predecessor.pk == self.instance.pk:
            raise forms.ValidationError(
                "A school does not follow itself. Choose the one before it."
            )
        return predecessor


PANELS = [
    HelpPanel(
        "Schools come from the Department for Education's register. Of those, only the tier,"
        " the area and the school before can be changed here; a school the register does not"
        " have is typed whole. Contains public sector information licensed under the Open"
        " Government Licence v3.0.",
    ),
    MultiFieldPanel(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("urn"), FieldPanel("authority")]),
            FieldRowPanel([FieldPanel("type_name"), FieldPanel("phase_name")]),
            FieldPanel("number_on_roll"),
            FieldRowPanel([FieldPanel("open_date"), FieldPanel("close_date")]),
        ],
        "The school",
    ),
    MultiFieldPanel(
        [FieldPanel("tier"), FieldPanel("area"), FieldPanel("predecessor")],
        "The county's own",
    ),
    MultiFieldPanel(
        [
            FieldPanel("street"),
            FieldPanel("locality"),
            FieldRowPanel([FieldPanel("town"), FieldPanel("postcode")]),
            FieldPanel("website"),
            FieldRowPanel([FieldPanel("easting"), FieldPanel("northing")]),
        ],
        "Where it is",
    ),
]


class SchoolFilterSet(WagtailFilterSet):
    authority = django_filters.ModelChoiceFilter(queryset=LocalAuthority.objects.all())
    tier = django_filters.ChoiceFilter(choices=Tier.choices, empty_label="All")
    is_open = django_filters.BooleanFilter(label="Open", method="with_state")
    source = django_filters.ChoiceFilter(choices=SchoolSource.choices, empty_label="All")

    class Meta:
        model = School
        fields = ["authority", "tier", "is_open", "source"]

    def with_state(self, schools: SchoolQuerySet, name: str, value: bool) -> SchoolQuerySet:
        return schools.open() if value else schools.exclude(status_code__in=OPEN_STATUS_CODES)


class SchoolIndexView(generic.IndexView):
    def search_queryset(self, queryset: SchoolQuerySet) -> SchoolQuerySet:
        """Every word in the name, town, postcode or URN."""
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def get_base_queryset(self) -> SchoolQuerySet:
        return super().get_base_queryset().select_related("authority")


class SchoolEditView(generic.EditView):
    def save_instance(self) -> School:
        """What the school was stays in the reports of that time."""
        with transaction.atomic():
            keep_as_it_was([self.form.instance])
            return super().save_instance()


class SchoolInspectView(generic.InspectView):
    page_title = "School"
    template_name = "backoffice/schools/inspect.html"

    labels = {
        "type_name": "Type",
        "phase_name": "Phase",
        "statutory_low_age": "Youngest pupils",
        "statutory_high_age": "Oldest pupils",
        "address3": "More of the address",
        "trust_name": "Trust",
        "federation_name": "Federation",
        "status_name": "Status",
        "open_date": "Opened",
        "close_date": "Closed",
        "predecessor": "The school before it",
        "source": "Where this is from",
        "last_changed_date": "Register last changed",
    }

    def get_field_label(self, field_name: str, field) -> str:
        return self.labels.get(field_name) or super().get_field_label(field_name, field)

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            may_view_as=may_view_as_school(user),
            acts_for_it=is_office(user),
            pasts=self.object.pasts.select_related("authority"),
        )

    @cached_property
    def header_buttons(self) -> list:
        changes = changes_buttons(self.request.user, "school", self.object.urn)
        return [*super().header_buttons, *changes]


class SchoolScreens(KeepingViewSet):
    model = School
    icon = "home"
    menu_label = "Schools"
    index_view_class = SchoolIndexView
    edit_view_class = SchoolEditView
    inspect_view_enabled = True
    inspect_view_class = SchoolInspectView
    inspect_view_fields = [
        "name", "urn", "authority", "tier", "area", "type_name", "phase_name", "number_on_roll",
        "statutory_low_age", "statutory_high_age", "street", "locality", "address3", "town",
        "county", "postcode", "website", "trust_name", "federation_name", "status_name",
        "open_date", "close_date", "predecessor", "establishment_number", "ukprn", "source",
        "last_changed_date",
    ]  # fmt: skip
    search_fields = ["name"]
    list_display = [
        "name",
        Column("urn", label="URN", sort_key="urn"),
        Column("town", label="Town", sort_key="town"),
        Column("authority", label="Authority", sort_key="authority__name"),
        Column("get_tier_display", label="Tier", sort_key="tier"),
        StatusTagColumn("status_name", label="Status", primary=lambda school: school.is_open),
    ]
    list_export = ["urn", "name", "authority_id", "authority", "tier", "area", "town", "postcode",
                   "type_name", "phase_name", "status_name", "trust_name"]  # fmt: skip
    export_headings = {"authority_id": "Authority code", "authority": "Authority"}
    filterset_class = SchoolFilterSet
    edit_handler = ObjectList(PANELS, base_form_class=SchoolForm)


class AuthorityForm(WagtailAdminModelForm):
    """A code is for good: schools are known by it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and "code" in self.fields:
            self.fields["code"].disabled = True


class AuthorityScreens(KeepingViewSet):
    model = LocalAuthority
    icon = "globe"
    menu_label = "Authorities"
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    edit_handler = ObjectList(
        [FieldPanel("code"), FieldPanel("name")], base_form_class=AuthorityForm
    )


class TermScreens(KeepingViewSet):
    model = Term
    icon = "date"
    menu_label = "Terms"
    list_display = ["__str__", "authority", "starts_on", "ends_on"]
    list_filter = ["authority", "academic_year", "season"]
    ordering = ["-starts_on"]
    panels = [
        FieldPanel("authority"),
        FieldRowPanel([FieldPanel("academic_year"), FieldPanel("season")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("half_term_starts_on"), FieldPanel("half_term_ends_on")]),
    ]
