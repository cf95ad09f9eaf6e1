"""What staff do with one row: asked once on a page, done by one service, and a refusal turned into
a sentence beside what was typed."""

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class NothingToAskForm(forms.Form):
    """For what is done with one press."""


class ActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """`permission_policy` stands on the class, so that no action is open by oversight; `refusals`
    are the exceptions whose words are for the person at the screen."""

    model: type[Model]
    permission_required = "manage"
    form_class: type[forms.BaseForm] = NothingToAskForm
    template_name = "backoffice/action.html"
    header_icon = "form"
    button = ""
    explanation = ""
    back_to = ""
    refusals: tuple[type[Exception], ...] = ()

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    @cached_property
    def object(self) -> Model:
        return get_object_or_404(self.model, pk=self.pk)

    @property
    def back_url(self) -> str:
        return reverse(self.back_to, args=[self.pk])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": self.back_url, "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_explanation(self) -> str:
        return self.explanation

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            object=self.object,
            button=self.button,
            explanation=self.get_explanation(),
            back_url=self.back_url,
        )

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            said = self.act(form.cleaned_data)
        except self.refusals as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return self.back_url

    def act(self, typed: dict) -> str:
        """Call the service, and say what is done."""
        raise NotImplementedError
