"""One person in the back office: their roles with dates, ending one, closing the account."""

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.changes import changes_buttons
from core.models import User
from core.services.deliveries import trouble_in_words, trouble_with
from directory.enums import Role
from directory.forms.backoffice import EndRoleForm
from directory.models import Invitation, RoleAssignment
from directory.permissions import may_manage_account, roles_given_by
from directory.second_factor import take_away_second_factor
from directory.services.accounts import close_account, reopen_account
from directory.services.roles import end_role


class PeopleScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What every screen about a person has: the permission and the way back."""

    permission_policy = None
    permission_required = "change"

    def crumbs(self, *steps: tuple[str, str]) -> list[dict]:
        way = [(reverse("people:index"), "People"), *steps]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in way)]


class PersonView(PeopleScreen, TemplateView):
    """Who it is, every role with its dates, and what the reader may do about it."""

    template_name = "backoffice/people/person.html"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.person)

    @cached_property
    def header_buttons(self) -> list:
        kept = reverse("personal_data:person", args=["account", self.person.pk])
        return [
            *changes_buttons(self.request.user, "account", self.person.pk),
            HeaderButton("What is kept", url=kept, icon_name="view"),
        ]

    def get_breadcrumbs_items(self) -> list[dict]:
        return self.crumbs(("", str(self.person)))

    def get_context_data(self, **kwargs) -> dict:
        given, today = roles_given_by(self.request.user), timezone.localdate()
        roles = self.person.roles.select_related("school", "granted_by").order_by(
            "-starts_on", "-pk"
        )
        live = set(self.person.roles.live().values_list("pk", flat=True))
        return super().get_context_data(
            **kwargs,
            person=self.person,
            roles=[
                {
                    "role": each,
                    "live": each.pk in live,
                    "may_end": (each.ends_on is None or each.ends_on > today)
                    and Role(each.role) in given,
                }
                for each in roles
            ],
            may_manage=may_manage_account(self.request.user, self.person),
            mail_trouble=trouble_in_words(
                trouble_with([self.person.email]).get(self.person.email.strip().lower())
            ),
            has_second_step=is_mfa_enabled(self.person),
            invitations=Invitation.objects.open().filter(email__iexact=self.person.email),
        )


class EndRoleView(PeopleScreen, FormView):
    """Asks from which day, and ends one role."""

    template_name = "backoffice/people/ask.html"
    form_class = EndRoleForm
    page_title = "End a role"

    @cached_property
    def assignment(self) -> RoleAssignment:
        return get_object_or_404(
            RoleAssignment.objects.select_related("user", "school"), pk=self.kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if Role(self.assignment.role) not in roles_given_by(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        person = self.assignment.user
        return self.crumbs((self.get_success_url(), str(person)), ("", self.page_title))

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "assignment": self.assignment}

    def get_context_data(self, **kwargs) -> dict:
        where = f" at {self.assignment.school}" if self.assignment.school else ""
        return super().get_context_data(
            **kwargs,
            question=f"{self.assignment.user} is: {self.assignment}{where}.",
            explanation="From that day on it gives no access, here or on the site.",
            submit="End the role",
            back_url=self.get_success_url(),
        )

    def form_valid(self, form: EndRoleForm) -> HttpResponse:
        school = self.assignment.school
        end_role(
            self.assignment,
            by=self.request.user,
            on=form.cleaned_data["ends_on"],
            on_behalf_of=school.urn if school else "",
        )
        messages.success(self.request, f"The role of {self.assignment.user} ends.")
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse("people:person", args=[self.assignment.user_id])


class AccountScreen(PeopleScreen, TemplateView):
    """A question about somebody's account, for those who may manage it."""

    template_name = "backoffice/people/ask.html"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_manage_account(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        back = reverse("people:person", args=[self.person.pk])
        return self.crumbs((back, str(self.person)), ("", self.get_page_title()))


class SecondStepView(AccountScreen):
    """For someone who has lost both the telephone and the recovery codes."""

    page_title = "Take away the second step"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            question=f"{self.person}, {self.person.email}",
            explanation=(
                "They then sign in with the password alone, and turn the second step on again"
                " before they open the back office. First make sure that it is they who ask."
            ),
            submit=self.page_title,
            serious=True,
            back_url=reverse("people:person", args=[self.person.pk]),
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if take_away_second_factor(self.person, by=request.user):
            messages.success(request, f"{self.person} signs in with the password alone.")
        return redirect("people:person", self.person.pk)


class AccountView(AccountScreen):
    """Closes an open account, or opens a closed one; asks first."""

    def get_page_title(self) -> str:
        return "Close the account" if self.person.is_active else "Open the account again"

    def get_context_data(self, **kwargs) -> dict:
        closing = self.person.is_active
        return super().get_context_data(
            **kwargs,
            question=f"{self.person}, {self.person.email}",
            explanation=(
                "Nobody can sign in with it, and every role ends today. Bookings and pages stay."
                if closing
                else "Its holder can sign in again. Roles are not given back: invite the person."
            ),
            submit=self.get_page_title(),
            serious=closing,
            button_name="close" if closing else "open",
            back_url=reverse("people:person", args=[self.person.pk]),
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The button names what it does, so a second press from an old screen undoes nothing."""
        if "close" in request.POST:
            close_account(self.person, by=request.user)
            messages.success(request, f"The account of {self.person} is closed.")
        elif "open" in request.POST:
            reopen_account(self.person, by=request.user)
            messages.success(request, f"The account of {self.person} is open again.")
        return redirect("people:person", self.person.pk)
