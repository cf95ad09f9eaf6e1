"""Copying a study group to another year, from its editor or the list of study groups."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from core.academic_year import AcademicYear
from core.templatetags.wording import counted, join_words
from psg_catalogue.models import CataloguePage, StudyGroupPage
from psg_catalogue.services.group_copies import CopiedGroup, copy_to_year, sessions_to_copy

URL = "study_groups:copy_to_year"


def may_copy(user) -> bool:
    """Whoever may add a study group to the catalogue."""
    catalogue = CataloguePage.objects.first()
    return bool(catalogue and catalogue.permissions_for_user(user).can_add_subpage())


def copy_button(page, user, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Among the buttons at the head of a study group's editor."""
    if isinstance(page, StudyGroupPage) and page.pk and may_copy(user):
        url = reverse(URL, args=[page.pk])
        yield Button("Copy to another year", url=url, icon_name="copy", priority=25)


class CopyGroupForm(forms.Form):
    year = forms.TypedChoiceField(
        coerce=int, widget=forms.RadioSelect, label="To which academic year?"
    )
    with_sessions = forms.BooleanField(
        required=False,
        initial=True,
        label="Its sessions too",
        help_text="On the same weekdays, when schools are open: planned, with no bookings.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        now = AcademicYear.current()
        self.fields["year"].choices = [(each.start, each.long) for each in (now, now.next)]
        self.initial.setdefault("year", now.next.start)


class CopyGroupView(WagtailAdminTemplateMixin, FormView):
    """Asks for the year, makes the draft once, and leads to it."""

    page_title = "Copy to another year"
    template_name = "backoffice/sessions/form.html"
    header_icon = "copy"
    form_class = CopyGroupForm

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if not may_copy(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def group(self) -> StudyGroupPage:
        return get_object_or_404(StudyGroupPage, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.group.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("study_groups:index"), "label": "Study groups"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        found = sessions_to_copy(self.group, AcademicYear.current().next)
        had = f"It has {counted(len(found), 'session')} in {found[0].year}. " if found else ""
        return super().get_context_data(
            **kwargs,
            follows=f"{had}The copy is a draft with the same words and leaders; nobody sees it"
            " before it is published. A study group is copied to a year once.",
            submit="Make the copy",
            cancel_url=reverse("study_groups:index"),
        )

    def form_valid(self, form: CopyGroupForm) -> HttpResponse:
        typed = form.cleaned_data
        year = AcademicYear(typed["year"])
        made = copy_to_year(
            self.group, year, with_sessions=typed["with_sessions"], by=self.request.user
        )
        _say(self.request, made, year)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[made.page.pk]))


def _say(request, made: CopiedGroup, year: AcademicYear) -> None:
    if not made.is_new:
        messages.warning(request, f"“{made.page}” was copied to {year} before. This is the copy.")
        return
    planned = counted(len(made.sessions), "session")
    messages.success(request, f"“{made.page}” is a draft for {year}, with {planned} planned.")
    if made.undated:
        titles = join_words([f"“{title}”" for title in made.undated])
        messages.warning(request, f"No open day was found for {titles}. Add it by hand.")
    if made.left:
        names = join_words(made.left)
        messages.warning(request, f"Not in post any more, and so not among the leaders: {names}.")
