"""Choosing the school a session is held at, by name, town, postcode or URN."""

from django import forms
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from directory.models import School
from directory.models.school import SchoolQuerySet


class FindSchoolForm(BaseFilterForm):
    """Wagtail's own search looks through an index; names and towns are looked up faster as they
    are."""

    q = forms.CharField(
        required=False, max_length=100, label="Name, town, postcode or URN",
        widget=forms.TextInput(attrs={"placeholder": "Name, town, postcode or URN"}),
    )  # fmt: skip

    def filter(self, objects: SchoolQuerySet) -> SchoolQuerySet:
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        return objects.matching(self.search_query) if self.is_searching else objects


class _Schools:
    filter_form_class = FindSchoolForm
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("town", label="Town"),
            Column("authority", label="Authority"),
            Column("urn", label="URN"),
        ]


class ChooseVenue(_Schools, ChooseView):
    pass


class VenueResults(_Schools, ChooseResultsView):
    pass


class VenueChooser(ChooserViewSet):
    """Open schools of every authority: a session may be held in a neighbouring one."""

    model = School
    icon = "home"
    choose_one_text = "Choose a school"
    choose_another_text = "Choose another school"
    choose_view_class = ChooseVenue
    choose_results_view_class = VenueResults
    register_widget = False

    def get_object_list(self) -> SchoolQuerySet:
        return School.objects.open().select_related("authority")


venue_chooser = VenueChooser("venue_chooser")
