"""Choosing a school or a practitioner in the back office: same-named ones are told apart."""

from django import forms
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from directory.models import Practitioner, School
from directory.models.school import SchoolQuerySet


class FindSchoolForm(BaseFilterForm):
    """By the table itself: the search index is slow where many schools match."""

    q = forms.CharField(required=False, max_length=100, label="Name, town, postcode or URN")

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


class ChooseSchool(_Schools, views.ChooseView):
    pass


class SchoolResults(_Schools, views.ChooseResultsView):
    pass


class SchoolChosen(views.ChosenView):
    def get_display_title(self, school: School) -> str:
        return school.label


class Chooser(BaseChooser):
    """What no row's key can be is shown as nothing chosen, and the form says what is wrong."""

    def get_instance(self, value):
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class SchoolWidget(Chooser):
    """Once chosen, a school shows its name, town and URN (DOMAIN 6.1). A form with many rows asks
    for all its schools together, and puts them in `known` by their keys."""

    known: dict[int, School] = {}

    def get_instance(self, value) -> School | None:
        return self.known.get(value) or super().get_instance(value)

    def get_display_title(self, school: School) -> str:
        return school.label


class SchoolChooser(ChooserViewSet):
    model = School
    icon = "home"
    choose_one_text = "Choose a school"
    choose_another_text = "Choose another school"
    edit_item_text = "Edit this school"
    choose_view_class = ChooseSchool
    choose_results_view_class = SchoolResults
    chosen_view_class = SchoolChosen
    base_widget_class = SchoolWidget

    def get_object_list(self) -> SchoolQuerySet:
        return School.objects.select_related("authority")


class FindPractitionerForm(BaseFilterForm):
    q = forms.CharField(required=False, max_length=100, label="Name")

    def filter(self, objects):
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            objects = objects.filter(name__icontains=word)
        return objects


class _Practitioners:
    filter_form_class = FindPractitionerForm
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("kind", label="Kind"),
            Column("base_school", label="Base school"),
        ]


class ChoosePractitioner(_Practitioners, views.ChooseView):
    pass


class PractitionerResults(_Practitioners, views.ChooseResultsView):
    pass


class PractitionerChooser(ChooserViewSet):
    """Those in post, and those who have left: history has leaders of both sorts."""

    model = Practitioner
    icon = "user"
    choose_one_text = "Choose a practitioner"
    choose_another_text = "Choose another practitioner"
    edit_item_text = "Edit this practitioner"
    choose_view_class = ChoosePractitioner
    choose_results_view_class = PractitionerResults
    base_widget_class = Chooser

    def get_object_list(self):
        return Practitioner.objects.select_related("kind", "base_school")


school_chooser = SchoolChooser("school_chooser")
practitioner_chooser = PractitionerChooser("practitioner_chooser")
