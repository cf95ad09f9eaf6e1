"""The service level agreement with the training school (CB ¶4): who runs the study groups, until
when, on which terms. None is deleted: one that was in force stays on record."""

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import path
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from core.templatetags.wording import long_date
from psg_catalogue.models import ServiceAgreement
from psg_catalogue.models.agreement import OVERLAP


class OneAtATime:
    """Two people who keep an agreement at once: the database refuses the second, in a sentence."""

    def form_valid(self, form) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            form.add_error("starts_on", OVERLAP)
            return self.form_invalid(form)


class AgreementCreateView(OneAtATime, generic.CreateView):
    pass


class AgreementEditView(OneAtATime, generic.EditView):
    pass


def _share(agreement: ServiceAgreement) -> str:
    share = agreement.quality_share
    return "No share agreed" if share is None else f"{share}%"


def _until(agreement: ServiceAgreement) -> str:
    return long_date(agreement.last_day) if agreement.last_day else "Until it is ended"


class ServiceAgreementViewSet(ModelViewSet):
    model = ServiceAgreement
    name = "service_agreement"
    url_prefix = "service-agreements"
    menu_label = "Service level agreements"
    icon = "doc-full"
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
    add_view_class = AgreementCreateView
    edit_view_class = AgreementEditView
    list_display = [
        "provider",
        Column("starts_on", label="From", accessor=lambda each: long_date(each.starts_on)),
        Column("last_day", label="To", accessor=_until),
        Column("quality_share", label="To be quality assured", accessor=_share),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("provider"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("last_day")]),
            FieldPanel("quality_share"),
            FieldPanel("terms"),
        ]
    )

    def get_common_view_kwargs(self, **kwargs) -> dict:
        nowhere = {"delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
