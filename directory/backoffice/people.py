"""People in the back office: everyone with an account, their roles with dates, and the ways to
invite, end and close. There is no way here to make or change a superuser (SAFETY 1.6)."""

import django_filters
from django.db.models import Prefetch
from django.urls import path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.mail_trouble import MailColumn, WithMailTrouble
from core.backoffice.menu_items import MenuItemForSome
from core.models import User
from directory.backoffice.claims import ClaimScreens, SchoolsWithoutLeadScreens
from directory.backoffice.invitations import InvitationScreens, InviteView
from directory.backoffice.people_policy import PeopleScreens
from directory.backoffice.person import (
    AccountView,
    EndRoleView,
    PersonView,
    SecondStepView,
)
from directory.backoffice.personal_data import PersonalDataScreens
from directory.backoffice.returned_mail import ReturnedMailScreens
from directory.enums import Role
from directory.models import RoleAssignment
from directory.permissions import is_office


def live_roles() -> Prefetch:
    """Everyone's roles of today, in one query."""
    live = RoleAssignment.objects.live().select_related("school")
    return Prefetch("roles", queryset=live, to_attr="live_roles")


def roles_in_words(user: User) -> str:
    """ "Training-school editor; Lead, Brindle Down Primary School"."""
    said = [f"{each}, {each.school}" if each.school else str(each) for each in user.live_roles]
    return "; ".join(["Superuser"] * user.is_superuser + said) or "None"


class PeopleFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(
        label="Role", choices=Role.choices, empty_label="Any", method="with_role"
    )
    is_active = django_filters.BooleanFilter(label="Open account")

    class Meta:
        model = User
        fields = ["role", "is_active"]

    def with_role(self, queryset, name: str, value: str):
        holders = RoleAssignment.objects.live().filter(role=value)
        return queryset.filter(pk__in=holders.values("user"))


class PeopleIndexView(WithMailTrouble, generic.IndexView):
    model = User
    page_title = "People"
    search_fields = ["first_name", "last_name", "email"]
    search_backend_name = None
    filterset_class = PeopleFilterSet
    default_ordering = ("last_name", "first_name", "pk")
    paginate_by = 50
    edit_url_name = "people:person"
    columns = [
        TitleColumn(
            "name", label="Name", accessor=str, url_name="people:person", sort_key="last_name"
        ),
        Column("email", label="Email", sort_key="email"),
        MailColumn(advice="Ask them for the right address; they change it under their account."),
        Column("roles", label="Roles today", accessor=roles_in_words),
        StatusTagColumn(
            "is_active",
            label="Account",
            accessor=lambda user: "Open" if user.is_active else "Closed",
            primary=lambda user: user.is_active,
        ),
        DateColumn("last_login", label="Last signed in", sort_key="last_login"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related(live_roles())

    def get_header_buttons(self) -> list:
        return [HeaderButton("Invite a person", url=reverse("people:invite"), icon_name="plus")]


class AccountScreens(PeopleScreens):
    name = "people"
    icon = "user"
    menu_label = "Everyone"

    def get_urlpatterns(self) -> list:
        index = self.construct_view(PeopleIndexView)
        results = self.construct_view(PeopleIndexView, results_only=True)
        return [
            path("", index, name="index"),
            path("results/", results, name="index_results"),
            path("invite/", self.construct_view(InviteView), name="invite"),
            path("<int:pk>/", self.construct_view(PersonView), name="person"),
            path("<int:pk>/account/", self.construct_view(AccountView), name="account"),
            path("<int:pk>/second-step/", self.construct_view(SecondStepView), name="second_step"),
            path("roles/<int:pk>/end/", self.construct_view(EndRoleView), name="end_role"),
        ]


class OfficeMenuItem(MenuItemForSome):
    def is_for(self, user) -> bool:
        return is_office(user)


class AnySchoolLink(PeopleScreens):
    """The way to a school's own pages, where the office acts for it; no screen of its own."""

    name = "any_school"
    icon = "home"
    menu_label = "A school's own pages"
    menu_item_class = OfficeMenuItem

    @property
    def menu_url(self) -> str:
        return reverse("directory:my_schools")


class PeopleGroup(ViewSetGroup):
    menu_label = "People"
    menu_icon = "group"
    menu_order = 700
    items = (
        AccountScreens,
        InvitationScreens,
        ClaimScreens,
        SchoolsWithoutLeadScreens,
        ReturnedMailScreens,
        PersonalDataScreens,
        AnySchoolLink,
    )
