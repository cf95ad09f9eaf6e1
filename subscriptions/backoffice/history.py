"""What the back office's histories say of each thing our services record. Wagtail refuses to log
an action that is not named here."""

from functools import reduce
from operator import or_

from django.db.models import Model, QuerySet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import ModelLogEntry

# action, what one does, what the history says was done
ACTIONS = (
    ("subscription.imported", "Bring a subscription in", "Brought in from earlier records"),
    ("subscription.applied", "Apply for a subscription", "Applied for"),
    ("subscription.activated", "Make a subscription active", "Active"),
    ("subscription.declined", "Decline a subscription", "Declined"),
    ("subscription.cancelled", "Cancel a subscription", "Cancelled"),
    ("subscription.covered", "Pay for a school of a group", "Its group pays for it"),
    ("renewal.invited", "Invite a school to renew", "Invited to renew"),
    ("renewal.reminded", "Remind a school to renew", "Reminded"),
    ("renewal.declined", "Decline to renew", "Declined to renew"),
    ("purchase_order.given", "Give a purchase order number", "Purchase order number given"),
    ("quotation.made", "Make a quotation", "Quotation made"),
    ("invoice.issued", "Issue an invoice", "Invoice issued"),
    ("invoice.credited", "Make a credit note", "Credit note made"),
    ("invoice.written_off", "Write an invoice off", "Invoice written off"),
    ("payment.recorded", "Record a payment", "Payment recorded"),
    ("payment.given_back", "Give money back", "Money given back"),
    ("payment.moved", "Move money between invoices", "Money moved between invoices"),
    ("payment.taken_back", "Take money back after a dispute", "Money taken back by the bank"),
    ("card_refund.asked", "Ask for a card refund", "Card refund asked for"),
    ("card_refund.pending", "Send a card refund on its way", "Card refund on its way"),
    ("card_refund.done", "Give money back to a card", "Card refund given back"),
    ("card_refund.failed", "Fail a card refund", "Card refund failed"),
    ("card_refund.found", "Find a refund made at the provider", "Refund made at the provider"),
    ("card_dispute.open", "Dispute a card payment", "Card payment disputed"),
    ("card_dispute.won", "Win a dispute", "Dispute won or withdrawn"),
    ("card_dispute.lost", "Lose a dispute", "Dispute lost"),
    ("bank_line.brought", "Bring a bank statement in", "Brought in with a bank statement"),
    ("bank_line.matched", "Match a bank line", "Recorded as a payment"),
    ("bank_line.set_aside", "Set a bank line aside", "Set aside"),
    ("bank_line.waits_again", "Let a bank line wait again", "Waits again"),
    ("payment.reversed", "Undo a payment", "Payment undone"),
    ("card_order.opened", "Begin a card payment", "Card payment begun"),
    ("card_order.pending", "Wait for the bank", "Card payment waits for the bank"),
    ("card_order.paid", "Confirm a card payment", "Card payment confirmed"),
    ("card_order.failed", "Fail a card payment", "Card payment failed"),
    ("card_order.expired", "Let a card payment lapse", "Card payment not finished in time"),
    ("card_order.closed", "Close a held card payment", "Held card payment closed"),
    ("card_order.held", "Hold a card payment", "Card payment held for the office"),
)


def register_actions(actions: LogActionRegistry) -> None:
    for action, does, done in ACTIONS:
        actions.register_action(action, does, done)


def history_of(*things: Model) -> QuerySet[ModelLogEntry]:
    """What was done to the things, the latest first, on one list: a subscription's history tells
    of its invoices too."""
    each = [ModelLogEntry.objects.for_instance(thing) for thing in things]
    return reduce(or_, each).select_related("user").order_by("-timestamp", "-pk")
