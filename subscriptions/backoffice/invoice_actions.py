"""What staff may do with an invoice: each asks once and calls one service."""

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

from core.templatetags.wording import pounds
from subscriptions.backoffice.actions import ActionView
from subscriptions.forms.money import CreditForm, GiveBackForm, MoveForm, WriteOffForm
from subscriptions.forms.office import PaymentForm
from subscriptions.models import Invoice, Payment
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.payments import pay_invoice
from subscriptions.services.surpluses import give_back, move_surplus
from subscriptions.services.write_offs import write_off_invoice


class InvoiceActionView(ActionView):
    model: type[Model] = Invoice
    permission_policy = ModelPermissionPolicy(Invoice)
    back_to = "subscription_invoice:inspect"


class OfThisInvoice:
    """The form asks about this invoice's own rows."""

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "invoice": self.object}


class PayView(InvoiceActionView):
    permission_policy = ModelPermissionPolicy(Payment)
    permission_required = "record"
    page_title = "Record a payment"
    form_class = PaymentForm
    button = "Record the payment"

    def get_initial(self) -> dict:
        return {**super().get_initial(), "amount_pence": self.object.outstanding_pence or None}

    def get_explanation(self) -> str:
        return f"Still to pay: {pounds(self.object.outstanding_pence, 'full')}"

    def act(self, typed: dict) -> str:
        payment = pay_invoice(self.object, **typed, by=self.request.user)
        return f"{pounds(payment.amount_pence, 'full')} is recorded, and a receipt is on its way."


class CreditView(OfThisInvoice, InvoiceActionView):
    permission_required = "correct"
    page_title = "Make a credit note"
    form_class = CreditForm
    button = "Make the credit note"
    explanation = (
        "The invoice stays as it was issued. The credit note gets a number of its own and goes to"
        " the finance contact. What was paid and is not owed any more stands as a surplus."
    )

    def act(self, typed: dict) -> str:
        note = issue_credit_note(
            self.object,
            amounts=typed["amounts"],
            reason=typed["reason"],
            form_key=typed["form_key"],
            by=self.request.user,
        )
        return f"Credit note {note} is made, and goes to the finance contact."


class WriteOffView(InvoiceActionView):
    permission_required = "write_off"
    page_title = "Write off"
    form_class = WriteOffForm
    button = "Write it off"

    def get_explanation(self) -> str:
        lost = pounds(self.object.outstanding_pence, "full")
        return f"{lost} is given up. If the money comes after all, record it as ever."

    def act(self, typed: dict) -> str:
        write_off_invoice(self.object, reason=typed["reason"], by=self.request.user)
        return "The invoice is written off."


class SurplusView(InvoiceActionView):
    permission_policy = ModelPermissionPolicy(Payment)
    permission_required = "record"

    def get_initial(self) -> dict:
        return {**super().get_initial(), "amount_pence": self.object.surplus_pence or None}

    def get_explanation(self) -> str:
        return f"More than is owed: {pounds(self.object.surplus_pence, 'full')}"


class GiveBackView(SurplusView):
    page_title = "Give money back"
    form_class = GiveBackForm
    button = "Record that it went back"

    def act(self, typed: dict) -> str:
        row = give_back(self.object, **typed, by=self.request.user)
        return f"{pounds(-row.amount_pence, 'full')} is recorded as given back."


class MoveSurplusView(OfThisInvoice, SurplusView):
    page_title = "Move money to another invoice"
    form_class = MoveForm
    button = "Move it"

    def act(self, typed: dict) -> str:
        row = move_surplus(self.object, **typed, by=self.request.user)
        return f"{pounds(row.amount_pence, 'full')} is moved to {row.invoice}."
