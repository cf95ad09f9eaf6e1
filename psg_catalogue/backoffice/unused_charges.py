"""Putting a school's places not used on an invoice."""

from dataclasses import asdict

from django import forms
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.actions import ActionView
from core.templatetags.wording import day, pounds
from directory.forms.fields import LineField
from psg_catalogue.models import UnusedPlace
from psg_catalogue.refusals import BookingRefused
from psg_catalogue.services.unused_charges import Bill, invoice_unused_places, usual_bill
from subscriptions.forms.office import StaffForm
from subscriptions.models import Subscription
from subscriptions.refusals import Refused


class InvoiceForm(StaffForm):
    """The school's places that are still to charge, the one that was opened ticked, and where the
    invoice goes."""

    places = forms.ModelMultipleChoiceField(
        queryset=UnusedPlace.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    finance_name = LineField(label="Finance contact’s name", max_length=200, required=False)
    finance_email = forms.EmailField(label="Email address for the invoice")
    payer_name = LineField(label="Payer", max_length=200)
    invoice_address = forms.CharField(
        label="Address on the invoice", max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    purchase_order_number = LineField(
        label="Purchase order number", max_length=60, required=False, help_text="If they use them."
    )

    def __init__(self, *args, unused: UnusedPlace, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = UnusedPlace.objects.to_charge().filter(booking__school=unused.booking.school_id)
        places = self.fields["places"]
        places.queryset = rows.select_related("booking__colleague", "booking__session__page")
        places.label_from_instance = _offered


def _offered(unused: UnusedPlace) -> str:
    booking = unused.booking
    return (
        f"{pounds(unused.charge_pence, 'full')}: {unused.get_kind_display()},"
        f" {booking.session.page.title}, {day(booking.session.starts_at)}, {booking.colleague.name}"
    )


class ChargeView(ActionView):
    model = UnusedPlace
    back_to = "unused_places:inspect"
    permission_policy = ModelPermissionPolicy(Subscription)
    permission_required = "manage"
    page_title = "Invoice the school"
    form_class = InvoiceForm
    button = "Issue the invoice"
    refusals = (BookingRefused, Refused)

    def get_explanation(self) -> str:
        school = self.object.booking.school
        if not UnusedPlace.objects.to_charge().filter(booking__school=school).exists():
            return f"Nothing is left to invoice to {school}."
        return (
            "What is ticked goes on one invoice, which gets the next number and goes to the finance"
            " contact. Names are not printed on it."
        )

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "unused": self.object}

    def get_initial(self) -> dict:
        bill = asdict(usual_bill(self.object.booking.school))
        return {**super().get_initial(), **bill, "places": [self.object.pk]}

    def act(self, typed: dict) -> str:
        places = typed.pop("places")
        invoice = invoice_unused_places(places, Bill(**typed), by=self.request.user)
        return f"Invoice {invoice} is issued, and goes to the finance contact."
