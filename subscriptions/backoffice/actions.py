"""What staff may do with a subscription, a payment or a held card order: each asks once, calls one
service, and turns a refusal into a sentence beside what was typed."""

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice import actions
from core.templatetags.wording import long_date, pounds
from subscriptions.enums import CardRefundState
from subscriptions.forms.money import CancelForm, RefundForm
from subscriptions.forms.office import NoteForm, NumberForm, PaymentForm, ReasonForm, StaffForm
from subscriptions.models import CardOrder, Payment, Subscription
from subscriptions.refusals import Refused
from subscriptions.services.credit_notes import creditable_pence
from subscriptions.services.invoices import issue_invoice, outstanding_pence
from subscriptions.services.payments import record_payment, reverse_payment
from subscriptions.services.refunds import refund_card
from subscriptions.services.settlements import close_held_order
from subscriptions.services.subscriptions import (
    cancel_subscription,
    decline_subscription,
    supply_purchase_order,
)


class ActionView(actions.ActionView):
    model: type[Model] = Subscription
    permission_policy = ModelPermissionPolicy(Subscription)
    form_class = StaffForm
    back_to = "school_subscription:inspect"
    refusals = (Refused,)


class IssueInvoiceView(ActionView):
    page_title = "Issue the invoice"
    button = "Issue the invoice"
    explanation = (
        "The invoice gets the next number and goes to the finance contact. From today the"
        " subscription is active. An issued invoice is never changed."
    )

    def act(self, typed: dict) -> str:
        return f"Invoice {issue_invoice(self.object, by=self.request.user)} is issued."


class PurchaseOrderView(ActionView):
    page_title = "Purchase order number"
    form_class = NumberForm
    button = "Keep the number"
    explanation = "What waited for the number is invoiced at once."

    def act(self, typed: dict) -> str:
        supply_purchase_order(self.object, number=typed["number"], by=self.request.user)
        return "The purchase order number is kept."


class DeclineView(ActionView):
    page_title = "Decline"
    form_class = ReasonForm
    button = "Decline the application"
    explanation = "The school is told. It may apply again."

    def act(self, typed: dict) -> str:
        decline_subscription(self.object, reason=typed["reason"], by=self.request.user)
        return "The application is declined, and the school will be told."


class CancelView(ActionView):
    page_title = "Cancel"
    form_class = CancelForm
    button = "Cancel the subscription"
    explanation = (
        "The invoice stays as it was issued, and a credit note takes back what you say. Bookings"
        " stay. The school is told."
    )

    def get_initial(self) -> dict:
        return {**super().get_initial(), "credit_pence": creditable_pence(self.object)}

    def act(self, typed: dict) -> str:
        cancel_subscription(self.object, **typed, by=self.request.user)
        return "The subscription is cancelled, and the school will be told."


class RecordPaymentView(ActionView):
    permission_policy = ModelPermissionPolicy(Payment)
    permission_required = "record"
    page_title = "Record a payment"
    form_class = PaymentForm
    button = "Record the payment"

    def get_initial(self) -> dict:
        return {**super().get_initial(), "amount_pence": outstanding_pence(self.object) or None}

    def get_explanation(self) -> str:
        owed = outstanding_pence(self.object)
        return "" if owed is None else f"Still to pay: {pounds(owed, 'full')}"

    def act(self, typed: dict) -> str:
        payment = record_payment(self.object, **typed, by=self.request.user)
        return f"{pounds(payment.amount_pence, 'full')} is recorded, and a receipt is on its way."


class UndoPaymentView(ActionView):
    model = Payment
    permission_policy = ModelPermissionPolicy(Payment)
    permission_required = "record"
    page_title = "Undo a payment"
    button = "Undo the payment"
    back_to = "subscription_payment:inspect"

    def get_explanation(self) -> str:
        payment = self.object
        return (
            f"{pounds(payment.amount_pence, 'full')} of {long_date(payment.received_on)} stays in"
            " the books, and a row of the opposite amount is added. The invoice is open again."
        )

    def act(self, typed: dict) -> str:
        reverse_payment(self.object, by=self.request.user)
        return "The payment is undone."


class CloseHeldOrderView(ActionView):
    model = CardOrder
    permission_policy = ModelPermissionPolicy(CardOrder)
    permission_required = "close"
    page_title = "Close a held card payment"
    form_class = NoteForm
    button = "Close it"
    explanation = (
        "Settle it with the card provider first: refund what should not have come. Closing it lets"
        " the school pay by card again."
    )
    back_to = "card_order:inspect"

    def act(self, typed: dict) -> str:
        close_held_order(self.object, note=typed["note"], by=self.request.user)
        return "The card payment is closed."


class RefundCardView(ActionView):
    model = CardOrder
    permission_policy = ModelPermissionPolicy(CardOrder)
    permission_required = "refund"
    page_title = "Give money back to the card"
    form_class = RefundForm
    button = "Give it back"
    back_to = "card_order:inspect"

    def get_initial(self) -> dict:
        return {**super().get_initial(), "amount_pence": self.object.returnable_pence or None}

    def get_explanation(self) -> str:
        return (
            f"{pounds(self.object.returnable_pence, 'full')} can go back. What the invoice still"
            " asks for is credited with a credit note, which goes to the finance contact; a surplus"
            " is simply given back. It stays active until you cancel it."
        )

    def act(self, typed: dict) -> str:
        refund = refund_card(self.object, **typed, by=self.request.user)
        said = {
            CardRefundState.DONE: "is on its way back to the card.",
            CardRefundState.PENDING: "is asked for, and the bank has still to answer.",
            CardRefundState.ASKED: "is asked for. The provider has not answered yet: we go on"
            " asking.",
            CardRefundState.FAILED: "could not be given back. It stands as a surplus on the invoice"
            " instead.",
        }[CardRefundState(refund.state)]
        return f"{pounds(refund.amount_pence, 'full')} {said}"
