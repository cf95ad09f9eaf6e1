"""A cardholder tells the bank that a payment was not theirs. Lost, the money is gone and the
invoice asks for it again; what was booked and registered meanwhile stays as it was (SAFETY 27)."""

from django.utils import timezone

from core.audit import record
from core.moves import Moves
from subscriptions.emails_of_money import tell_finance_of_dispute
from subscriptions.enums import CardDisputeState, PaymentKind
from subscriptions.gateways import DisputeState
from subscriptions.models import CardDispute, CardOrder, Invoice
from subscriptions.services.card_books import lock_order, put_back, take_off

OPEN, WON, LOST = CardDisputeState
MOVES = (
    Moves("card_dispute", "A dispute", CardDisputeState, start=OPEN)
    .add("win", [OPEN, LOST], WON, by=["bank"])
    .add("lose", [OPEN, WON], LOST, by=["bank"])
    .add("appeal", [LOST, WON], OPEN, by=["bank"])
)
_MOVE_TO = {WON: "win", LOST: "lose", OPEN: "appeal"}


def take_dispute(state: DisputeState) -> str:
    """What the provider says of a dispute has had its effect, inside the caller's transaction; the
    finance office is told once that it is open and once how it ended. Returns what that was."""
    found = CardOrder.objects.exclude(payment_reference="")
    order = found.filter(payment_reference=state.payment_reference).first()
    if order is None:
        return "no order of ours"
    order, invoice = lock_order(order)
    dispute = order.disputes.filter(gateway_id=state.gateway_id).first()
    is_new = dispute is None
    if is_new:
        dispute = CardDispute.objects.create(
            order=order,
            gateway_id=state.gateway_id,
            amount_pence=state.amount_pence,
            reason=state.reason[:80],
        )
        _record(dispute)
    dispute.order = order
    wanted = CardDisputeState(state.status.value)
    if dispute.state == wanted:
        if is_new:
            tell_finance_of_dispute(dispute)
        return str(wanted) if is_new else "nothing new"
    return _move(dispute, wanted, invoice)


def _move(dispute: CardDispute, wanted: CardDisputeState, invoice: Invoice | None) -> str:
    was = dispute.state
    dispute.state = MOVES.target(_MOVE_TO[wanted], was)
    dispute.closed_at = None if wanted == OPEN else timezone.now()
    if was == LOST:
        put_back(dispute.order, dispute.payment, dispute.taken_pence)
        dispute.payment, dispute.taken_pence = None, 0
    if wanted == LOST:
        dispute.taken_pence = min(dispute.amount_pence, dispute.order.returnable_pence)
        if dispute.taken_pence:
            dispute.payment = take_off(
                dispute.order, invoice, PaymentKind.TAKEN_BACK, dispute.taken_pence
            )
    dispute.save()
    _record(dispute, was=was)
    tell_finance_of_dispute(dispute)
    return str(wanted)


def _record(dispute: CardDispute, *, was: str = "") -> None:
    record(
        dispute.order.sold,
        f"card_dispute.{dispute.state}",
        order=str(dispute.order.reference),
        pence=dispute.amount_pence,
        changes={"dispute_state": (was, str(dispute.state))},
    )
