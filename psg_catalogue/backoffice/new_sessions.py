"""Adding a session in the back office: its page and its dated row in one step, so that no page of
a session stands without a date."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from psg_catalogue.forms.sessions import AddSessionForm, DatedForm
from psg_catalogue.models import SessionPage, StudyGroupPage, StudyGroupSession
from psg_catalogue.services.sessions import create_session, date_page
from psg_catalogue.session_refusals import SessionRefused


class _SessionFormView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model = StudyGroupSession
    permission_required = "add"
    template_name = "backoffice/sessions/form.html"
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("study_group_sessions:index"), "label": "Sessions"},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context.update(
            submit=self.page_title,
            follows=self.follows,
            cancel_url=reverse("study_group_sessions:index"),
            media=context["form"].media,
        )
        return context

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            session = self.make(form)
        except SessionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"“{session}” is on the programme.")
        return HttpResponseRedirect(reverse("study_group_sessions:inspect", args=[session.pk]))


class AddSessionView(_SessionFormView):
    """A new session of a study group, named in the address or chosen in the form."""

    page_title = "Add a session"
    form_class = AddSessionForm
    follows = "This makes the session’s page too. You can add pictures and resources to it later."

    def get_initial(self) -> dict:
        group = self.request.GET.get("study_group", "")
        chosen = StudyGroupPage.objects.filter(pk=group).first() if group.isdecimal() else None
        if chosen is None:
            return {}
        before = chosen.sessions.order_by("-starts_at").select_related("venue").first()
        # The next session of a group is mostly where the last one was, and as large.
        kept = {"venue": before.venue, "capacity": before.capacity} if before else {}
        return {"study_group": chosen, **kept}

    def make(self, form: AddSessionForm) -> StudyGroupSession:
        group = form.cleaned_data["study_group"]
        may = group.permissions_for_user(self.request.user)
        if not may.can_add_subpage():
            raise PermissionDenied
        given = form.given()
        given["live"] = given["live"] and may.can_publish_subpage()
        return create_session(group, by=self.request.user, **given)


class DatePageView(_SessionFormView):
    """A date and a place for a session's page that has none, as a copied page begins."""

    page_title = "Give it a date"
    form_class = DatedForm
    follows = "The words of the page stay as they are."

    @cached_property
    def page(self) -> SessionPage:
        return get_object_or_404(SessionPage, pk=self.kwargs["page_pk"])

    def get_page_subtitle(self) -> str:
        return self.page.title

    def make(self, form: DatedForm) -> StudyGroupSession:
        if not self.page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return date_page(self.page, by=self.request.user, **form.given())
