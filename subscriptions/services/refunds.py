"""Money back to a card: asked for once, and booked from the moment it was asked for.

As with payments, our row and its key are committed before the provider is asked, and no row is
locked while it answers. A crash or a lost answer in between leaves a refund that is "asked", and
reconciliation asks again with the same key (SAFETY 25, 26, 27)."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.moves import Moves
from subscriptions.emails_of_money import tell_finance_of_refund
from subscriptions.enums import CardDisputeState, CardRefundState, PaymentKind, PaymentMethod
from subscriptions.gateways import (
    GatewayError,
    GatewayRefused,
    GatewayUnavailable,
    RefundOrder,
    RefundState,
    RefundStatus,
    get_gateway,
)
from subscriptions.models import CardOrder, CardRefund, CreditNote, Invoice
from subscriptions.refusals import (
    AmountMissing,
    CreditTooMuch,
    MoreThanCame,
    NothingToGiveBack,
    PaymentDisputed,
    ReasonMissing,
)
from subscriptions.services.card_books import lock_order, put_back, take_off
from subscriptions.services.credit_notes import write_credit_note
from subscriptions.services.surpluses import write_refund

logger = logging.getLogger(__name__)

# The provider keeps a key for 24 hours: later it is asked first what it has.
KEY_LASTS = timedelta(hours=23)

ASKED, PENDING, DONE, FAILED = CardRefundState
MOVES = (
    Moves("card_refund", "A card refund", CardRefundState, start=ASKED)
    .add("wait_for_the_bank", ASKED, PENDING, by=["site"])
    .add("give_back", [ASKED, PENDING], DONE, by=["site"])
    # A bank may send money back weeks later.
    .add("fail", [ASKED, PENDING, DONE], FAILED, by=["site"])
)
_MOVE_TO = {PENDING: "wait_for_the_bank", DONE: "give_back", FAILED: "fail"}
_STATES = {
    RefundStatus.PENDING: PENDING,
    RefundStatus.SUCCEEDED: DONE,
    RefundStatus.FAILED: FAILED,
}


def refund_card(
    order: CardOrder, *, amount_pence: int, reason: str, by, form_key: UUID | None = None
) -> CardRefund:
    """So many pence go back to the card, once: what is more than the invoice's surplus is credited
    on it with a credit note, and a row takes the money off it. Sent twice with one `form_key` it is
    one refund. Returns it, perhaps still "asked" when the provider gave no answer: then
    reconciliation goes on with it. Raises AmountMissing, ReasonMissing, NothingToGiveBack,
    MoreThanCame, PaymentDisputed, CreditTooMuch and SurplusTooSmall."""
    if amount_pence <= 0:
        raise AmountMissing
    if not reason.strip():
        raise ReasonMissing
    return send_refund(_ask(order, amount_pence, reason.strip(), by, form_key))


def _ask(order: CardOrder, amount_pence: int, reason: str, by, form_key: UUID | None) -> CardRefund:
    with transaction.atomic():
        # Two staff giving one payment back: the second counts the first one's refund.
        order, invoice = lock_order(order)
        if form_key and (sent := CardRefund.objects.filter(form_key=form_key).first()):
            return sent
        _refuse(order, amount_pence)
        note = payment = None
        if invoice is not None:
            note = _credit(invoice, amount_pence - invoice.surplus_pence, reason, by)
            payment = write_refund(
                invoice,
                amount_pence=amount_pence,
                method=PaymentMethod.CARD,
                received_on=timezone.localdate(),
                reference=order.payment_reference,
                by=by,
            )
        order.returned_pence += amount_pence
        order.save(update_fields=["returned_pence"])
        refund = CardRefund.objects.create(
            order=order,
            amount_pence=amount_pence,
            reason=reason,
            payment=payment,
            credit_note=note,
            asked_by=by,
            form_key=form_key,
        )
        _record(refund, "asked", by=by)
    return refund


def _refuse(order: CardOrder, amount_pence: int) -> None:
    if not order.returnable_pence:
        raise NothingToGiveBack
    if order.disputes.filter(state=CardDisputeState.OPEN).exists():
        raise PaymentDisputed
    if amount_pence > order.returnable_pence:
        raise MoreThanCame(order.returnable_pence)


def _credit(invoice: Invoice, pence: int, reason: str, by) -> CreditNote | None:
    """Take back what the surplus does not cover, of the lines in their order."""
    if pence <= 0:
        return None
    amounts, left = {}, pence
    for line in invoice.lines.all():
        amounts[line.pk] = min(left, line.creditable_pence)
        left -= amounts[line.pk]
    if left:
        raise CreditTooMuch(pence - left)
    return write_credit_note(invoice, amounts=amounts, reason=reason, by=by)


def send_refund(refund: CardRefund) -> CardRefund:
    """The provider has been asked for a refund that is "asked", and its answer has its effect.
    Without an answer it stays as it is, for the next time; refused, it has failed and the money
    stands as a surplus. A refund that the provider knows is left alone."""
    if refund.state != ASKED:
        return refund
    try:
        state = _answer_to(refund)
    except GatewayRefused as fault:
        logger.error("Card refund %s was refused: %s", refund.reference, fault)
        _settle(refund, _give_up)
    except GatewayUnavailable:
        logger.warning("Card refund %s has no answer yet", refund.reference)
    except GatewayError as fault:
        logger.error("Card refund %s cannot be asked for: %s", refund.reference, fault)
    else:
        _settle(refund, lambda locked: _follow(locked, state))
    refund.refresh_from_db()
    return refund


def _answer_to(refund: CardRefund) -> RefundState:
    gateway = get_gateway()
    if timezone.now() - refund.asked_at > KEY_LASTS:
        for state in gateway.refunds_of(refund.order.payment_reference):
            if state.reference == str(refund.reference):
                return state
        # Asked with the old key it would be a new refund, which is what is wanted: there is none.
    return gateway.refund(
        RefundOrder(
            reference=str(refund.reference),
            payment_reference=refund.order.payment_reference,
            amount_pence=refund.amount_pence,
            idempotency_key=str(refund.idempotency_key),
        )
    )


def take_refund(state: RefundState) -> str:
    """What the provider says of a refund has had its effect, inside the caller's transaction: on
    our own row, or on a new one for money given back on the provider's pages, which the finance
    office is told of. Returns what that was."""
    found = CardOrder.objects.exclude(payment_reference="")
    order = found.filter(payment_reference=state.payment_reference).first()
    if order is None:
        return "no order of ours"
    order, invoice = lock_order(order)
    for refund in order.refunds.all():
        if state.gateway_id == refund.gateway_id or state.reference == str(refund.reference):
            return _follow(refund, state)
    if state.status == RefundStatus.FAILED:
        return "nothing new"
    return _find(order, invoice, state)


def _find(order: CardOrder, invoice: Invoice | None, state: RefundState) -> str:
    """Somebody gave money back on the provider's own pages: it is gone, so it is booked."""
    if state.amount_pence > order.returnable_pence or state.currency != order.currency:
        logger.error("Refund %s is of more than came, or of other money", state.gateway_id)
        return "more than came"
    payment = take_off(order, invoice, PaymentKind.GIVEN_BACK, state.amount_pence)
    refund = CardRefund.objects.create(
        order=order,
        state=_STATES[state.status],
        amount_pence=state.amount_pence,
        made_elsewhere=True,
        gateway_id=state.gateway_id,
        payment=payment,
        settled_at=None if state.status == RefundStatus.PENDING else timezone.now(),
    )
    _record(refund, "found")
    tell_finance_of_refund(refund)
    return "found"


def _settle(refund: CardRefund, change) -> None:
    """Have `change` done to the refund under the locks of money."""
    with transaction.atomic():
        lock_order(refund.order)
        change(CardRefund.objects.get(pk=refund.pk))


def _follow(refund: CardRefund, state: RefundState) -> str:
    """The caller holds the order's row."""
    if (state.amount_pence, state.currency) != (refund.amount_pence, refund.order.currency):
        refund.problem = f"The provider gave back {state.amount_pence} pence, in {state.currency}."
        refund.gateway_id = state.gateway_id
        refund.save(update_fields=["problem", "gateway_id"])
        logger.error("Card refund %s differs from what was asked", refund.reference)
        tell_finance_of_refund(refund)
        return "differs"
    if refund.gateway_id != state.gateway_id:
        refund.gateway_id = state.gateway_id
        refund.save(update_fields=["gateway_id"])
    wanted = _STATES[state.status]
    if refund.state not in MOVES[_MOVE_TO[wanted]].sources:
        return "nothing new"
    if wanted == FAILED:
        return _fail(refund, "The bank sent the money back.")
    return _move(refund, wanted)


def _give_up(refund: CardRefund) -> str:
    """The provider refused. Another worker may have had an answer meanwhile: that one counts."""
    return _fail(refund, "The provider refused it.") if refund.state == ASKED else "nothing new"


def _fail(refund: CardRefund, problem: str) -> str:
    """The money is still here: it stands on the invoice again, as a surplus after a credit."""
    if refund.state == FAILED:
        return "nothing new"
    refund.problem = problem[:200]
    put_back(refund.order, refund.payment, refund.amount_pence)
    outcome = _move(refund, FAILED)
    tell_finance_of_refund(refund)
    return outcome


def _move(refund: CardRefund, state: CardRefundState) -> str:
    was, refund.state = refund.state, MOVES.target(_MOVE_TO[state], refund.state)
    if state != PENDING:
        refund.settled_at = timezone.now()
    refund.save()
    _record(refund, str(state), was=was)
    return str(state)


def _record(refund: CardRefund, action: str, *, by=None, was: str = "") -> None:
    record(
        refund.order.sold,
        f"card_refund.{action}",
        by=by,
        order=str(refund.order.reference),
        pence=refund.amount_pence,
        changes={"refund_state": (was, str(refund.state))},
    )
