"""The service level agreement with the training school (CB ¶4): who runs the study groups, until
when, on which terms; and what running them costs. No agreement is deleted: one that was in force
stays on record."""

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from core.backoffice.deleting import KeepingViewSet
from core.backoffice.listing import AmountColumn
from core.backoffice.screens import ChangingViewSet
from core.pounds import PoundsField
from core.templatetags.wording import long_date
from psg_catalogue.models import AdministrativeCost, ServiceAgreement
from psg_catalogue.models.agreement import OVERLAP
from subscriptions.backoffice.group import MENU


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


class ServiceAgreementViewSet(ChangingViewSet):
    model = ServiceAgreement
    name = "service_agreement"
    url_prefix = "service-agreements"
    menu_label = "Service level agreements"
    menu_hook = "register_reports_menu_item"
    menu_order = 3
    icon = "doc-full"
    inspect_view_enabled = True
    inspect_view_fields = ["provider", "starts_on", "last_day", "quality_share", "terms"]
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


class CostForm(WagtailAdminModelForm):
    amount_pence = PoundsField(label="Amount in pounds")


class AdministrativeCostViewSet(KeepingViewSet):
    """Reported beside what subscriptions brought in, at /reports/income-and-cost/."""

    model = AdministrativeCost
    name = "administrative_cost"
    url_prefix = "administrative-costs"
    menu_label = "Administrative costs"
    menu_hook = MENU
    menu_order = 90
    icon = "pick"
    list_filter = {"spent_on": ["gte", "lte"]}
    list_export = ["spent_on", "what_for", "amount_pence"]
    export_filename = "administrative-costs"
    list_display = [
        "what_for",
        Column("spent_on", label="Day", accessor=lambda each: long_date(each.spent_on)),
        AmountColumn("amount", "amount_pence", label="Amount"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("what_for"),
            FieldRowPanel([FieldPanel("spent_on"), FieldPanel("amount_pence")]),
        ],
        base_form_class=CostForm,
    )
