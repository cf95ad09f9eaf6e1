"""Answering a person who asks what is kept about them, or to be erased (UK GDPR articles 15, 17).

A name is looked for by POST, so that it stands in no address and no log."""

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from core.forms import PlainWords
from core.models import User
from core.privacy import Person, person_kinds, person_of
from core.services.erasure import erase_person, pages_naming, what_there_is
from core.services.subject_access import copy_for
from directory.backoffice.people_policy import PeopleScreens
from directory.enums import Role
from directory.permissions import has_role, may_manage_account, roles_given_by
from directory.views.own_data import zip_file

HANDLE = "core.handle_personal_data"
# Shown of each table; whoever has more of a name says more of it.
_SHOWN = 20


def may_copy(user, person: Person) -> bool:
    """The office and administrators for those whose account they may manage, and for people without
    one; the coordinator for practitioners."""
    if person.user == user or may_erase(user, person):
        return True
    practitioner = bool(person.pks("directory.Practitioner"))
    return practitioner and has_role(user, Role.AST_COORDINATOR)


def may_erase(user, person: Person) -> bool:
    """Nobody erases themselves or somebody with a role they may not give."""
    if person.user is not None:
        return may_manage_account(user, person.user)
    return bool(roles_given_by(user))


class FindForm(PlainWords, forms.Form):
    words = forms.CharField(
        label="Name or email address",
        min_length=3,
        max_length=200,
        help_text="Part of a name, or a whole address.",
    )


class DataScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What these screens share: the permission and the way back."""

    permission_policy = None
    permission_required = "change"

    def get_breadcrumbs_items(self) -> list[dict]:
        home = {"url": reverse("personal_data:index"), "label": "Personal data"}
        last = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, home, *([last] if self.kwargs else [])]


class FindView(DataScreen, FormView):
    """Who is meant: the same person may stand in several lists, and one line is enough."""

    template_name = "backoffice/personal_data/find.html"
    page_title = "Personal data"
    form_class = FindForm

    def form_valid(self, form: FindForm) -> HttpResponse:
        words = form.cleaned_data["words"]
        found = [(kind, kind.search(words)[:_SHOWN]) for kind in person_kinds().values()]
        return self.render_to_response(
            self.get_context_data(form=form, found=[each for each in found if each[1]], asked=True)
        )


class OnePerson:
    """Finds the person of the address; a screen of one whom the reader may not handle is shut."""

    may = staticmethod(may_copy)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(HANDLE) or not self.may(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self):
        kind = person_kinds().get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return get_object_or_404(apps.get_model(kind.model), pk=self.kwargs["pk"])

    @cached_property
    def person(self) -> Person:
        return person_of(self.row) if isinstance(self.row, User) else person_of(row=self.row)

    @property
    def place(self) -> list:
        return [self.kwargs["kind"], self.kwargs["pk"]]


class PersonDataView(OnePerson, DataScreen, TemplateView):
    """What is kept of the person, and what may be done with it."""

    template_name = "backoffice/personal_data/person.html"

    def get_page_title(self) -> str:
        return str(self.row)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            known=self.person.known,
            names=sorted(self.person.names),
            lines=what_there_is(self.person),
            may_erase=may_erase(self.request.user, self.person),
            copy_url=reverse("personal_data:copy", args=self.place),
            erase_url=reverse("personal_data:erase", args=self.place),
        )


class CopyView(OnePerson, PermissionCheckedMixin, View):
    """The copy, which is recorded."""

    permission_policy = None
    permission_required = "change"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return zip_file(copy_for(self.person, by=request.user, about=self.row))


class EraseForm(forms.Form):
    """The name, typed out, so that nobody erases the wrong person by one press too many."""

    name = forms.CharField(label="Type the person's name to erase them", max_length=200)

    def __init__(self, *args, name: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = name

    def clean_name(self) -> str:
        typed = " ".join(self.cleaned_data["name"].split())
        if typed.casefold() != self.wanted.casefold():
            raise forms.ValidationError(f"Type the name as it stands here: {self.wanted}")
        return typed


class EraseView(OnePerson, DataScreen, FormView):
    """What goes, what stays and why, and then, after the name is typed, it is done."""

    template_name = "backoffice/personal_data/erase.html"
    page_title = "Erase this person"
    form_class = EraseForm
    may = staticmethod(may_erase)

    @cached_property
    def name(self) -> str:
        return " ".join(str(self.row).split())

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "name": self.name}

    def get_context_data(self, **kwargs) -> dict:
        lines = what_there_is(self.person)
        return super().get_context_data(
            **kwargs,
            name=self.name,
            known=self.person.known,
            going=[line for line in lines if line.table.goes],
            staying=[line for line in lines if not line.table.goes],
            pages=pages_naming(self.person),
            back_url=reverse("personal_data:person", args=self.place),
        )

    def form_valid(self, form: EraseForm) -> HttpResponse:
        done = erase_person(self.person, by=self.request.user, about=self.row)
        messages.success(self.request, f"Erased. {sum(done.rows.values())} lines were changed.")
        return redirect("personal_data:index")


class PersonalDataScreens(PeopleScreens):
    name = "personal_data"
    url_prefix = "personal-data"
    icon = "view"
    menu_label = "Personal data"
    permission = HANDLE

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return super().get_common_view_kwargs(**{"index_results_url_name": None, **kwargs})

    def get_urlpatterns(self) -> list:
        person = "<str:kind>/<int:pk>/"
        return [
            path("", self.construct_view(FindView), name="index"),
            path(person, self.construct_view(PersonDataView), name="person"),
            path(f"{person}copy/", self.construct_view(CopyView), name="copy"),
            path(f"{person}erase/", self.construct_view(EraseView), name="erase"),
        ]
