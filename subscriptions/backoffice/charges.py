"""Charges in the back office: what was sold beside subscriptions, and the invoice it stands on."""

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from core.backoffice.listing import AmountColumn, DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.templatetags.wording import pounds
from subscriptions.backoffice.filters import ChargeFilterSet
from subscriptions.models import Charge, InvoiceLine
from subscriptions.sales import sale_of


def with_invoice(charges: QuerySet) -> QuerySet:
    """Each with `on_invoice`, the number of the invoice that asks for it, or None."""
    lines = InvoiceLine.objects.filter(charge=OuterRef("pk"), stands=True)
    return charges.annotate(on_invoice=Subquery(lines.values("invoice__number")[:1]))


def state_words(charge: Charge) -> str:
    """What became of it, in the words of the list."""
    if charge.has_ended:
        return "Withdrawn"
    return f"On invoice {charge.on_invoice}" if charge.on_invoice else "Waiting for its payment"


def kind_words(charge: Charge) -> str:
    """The name its seller gives it; a kind that nobody sells any more keeps its own."""
    try:
        return sale_of(charge).label
    except LookupError:
        return charge.kind


class ChargeIndexView(ReadingList):
    nothing_yet = (
        "Nothing is charged beside subscriptions yet: places at a price, and places not used."
    )

    def get_base_queryset(self) -> QuerySet:
        return with_invoice(super().get_base_queryset().select_related("school"))


class ChargeInspectView(generic.InspectView):
    page_title = "Charge"

    def get_fields_context(self) -> list[dict]:
        charge = with_invoice(Charge.objects.filter(pk=self.object.pk)).get()
        rows = [
            ("For", charge.description),
            ("What", kind_words(charge)),
            ("School", charge.school.label),
            ("Price, with VAT", pounds(charge.total_pence, "full")),
            ("VAT", charge.get_vat_treatment_display()),
            ("State", state_words(charge)),
            ("Reason", charge.end_reason),
            ("Payer", charge.payer_name),
            ("Purchase order number", charge.purchase_order_number),
            ("Finance contact", charge.finance_email),
            ("Made by", charge.made_by or ""),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]


class ChargeViewSet(ReadingViewSet):
    model = Charge
    name = "charge"
    url_prefix = "subscriptions/charges"
    menu_label = "Charges"
    icon = "tag"
    index_view_class = ChargeIndexView
    inspect_view_class = ChargeInspectView
    filterset_class = ChargeFilterSet
    search_fields = ["description", "school_name", "school__urn", "purchase_order_number"]
    list_display = [
        TitleColumn("description", label="For", url_name="charge:inspect"),
        Column("school_name", label="School", sort_key="school_name"),
        Column("kind", label="What", accessor=kind_words, sort_key="kind"),
        AmountColumn("total", "total_pence", label="Price"),
        Column("state", label="State", accessor=state_words),
        DayColumn("made_at", label="Made", sort_key="made_at"),
    ]
    list_export = [
        "description", "school_name", "school.urn", "kind", "price_pence", "vat_pence",
        "on_invoice", "made_at", "ended_on", "end_reason",
    ]  # fmt: skip
    export_headings = {"school.urn": "URN", "on_invoice": "Invoice"}
    export_filename = "charges"
