"""Invitations in the back office: sending one, seeing those that are open, withdrawing."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.listing import ListView
from directory.backoffice.people_policy import PeopleScreens
from directory.backoffice.person import PeopleScreen
from directory.enums import Role
from directory.forms.backoffice import InviteForm
from directory.models import Invitation
from directory.permissions import roles_given_by
from directory.services.invitations import MayNotGive, invite_person, withdraw_invitation


class InviteView(PeopleScreen, FormView):
    """Offers a role to whoever reads an address. The answer is the same whether or not there is an
    account with it (SAFETY 43)."""

    template_name = "backoffice/people/ask.html"
    page_title = "Invite a person"
    form_class = InviteForm
    success_url = reverse_lazy("people_invitations:index")

    def get_breadcrumbs_items(self) -> list[dict]:
        return self.crumbs(("", self.page_title))

    def get_form_kwargs(self) -> dict:
        given = roles_given_by(self.request.user)
        return {**super().get_form_kwargs(), "roles": [role for role in Role if role in given]}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            explanation=(
                "They get an email with a link that works once, for two weeks. With no account yet"
                " they choose a password there."
            ),
            submit="Send the invitation",
            back_url=reverse("people:index"),
        )

    def form_valid(self, form: InviteForm) -> HttpResponse:
        typed = form.cleaned_data
        try:
            invite_person(
                typed["email"], typed["role"], by=self.request.user, school=typed["school"]
            )
        except MayNotGive:
            form.add_error("role", "You may not give this role. Ask an administrator.")
            return self.form_invalid(form)
        messages.success(self.request, f"An invitation is on its way to {typed['email']}.")
        return super().form_valid(form)


class WithdrawColumn(Column):
    """A button for an open invitation: a form of its own, since a link must change nothing."""

    cell_template_name = "backoffice/people/withdraw_cell.html"

    def get_cell_context_data(self, instance: Invitation, parent_context) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(parent_context["request"])}


def state_of(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return "Accepted"
    if invitation.withdrawn_at:
        return "Withdrawn"
    return "Open" if invitation.is_open else "Out of date"


class InvitationIndexView(ListView):
    nothing_yet = (
        "Nobody has been invited yet. “Invite a person” above writes to somebody and"
        " gives them a role."
    )

    model = Invitation
    page_title = "Invitations"
    default_ordering = "-made_at"
    paginate_by = 50
    columns = [
        Column("email", label="To", sort_key="email"),
        Column(
            "role",
            label="Role",
            accessor=lambda each: ", ".join(
                filter(None, [each.get_role_display(), str(each.school or "")])
            ),
        ),
        Column("invited_by", label="From"),
        DateColumn("made_at", label="Sent", sort_key="made_at"),
        StatusTagColumn(
            "state", label="State", accessor=state_of, primary=lambda each: each.is_open
        ),
        WithdrawColumn("withdraw", label="Withdraw", accessor=lambda each: each),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("school", "invited_by")

    def get_header_buttons(self) -> list:
        return [HeaderButton("Invite a person", url=reverse("people:invite"), icon_name="plus")]


class WithdrawView(PermissionCheckedMixin, View):
    """Makes a link dead; for whoever may give the role it offers."""

    permission_policy = None
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        invitation = get_object_or_404(Invitation, pk=pk)
        if Role(invitation.role) in roles_given_by(request.user):
            withdraw_invitation(invitation, by=request.user)
            messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
        else:
            messages.error(request, "You may not withdraw an invitation to this role.")
        return redirect("people_invitations:index")


class InvitationScreens(PeopleScreens):
    name = "people_invitations"
    url_prefix = "people/invitations"
    icon = "mail"
    menu_label = "Invitations"

    def get_urlpatterns(self) -> list:
        index = self.construct_view(InvitationIndexView)
        results = self.construct_view(InvitationIndexView, results_only=True)
        return [
            path("", index, name="index"),
            path("results/", results, name="index_results"),
            path("<int:pk>/withdraw/", self.construct_view(WithdrawView), name="withdraw"),
        ]
