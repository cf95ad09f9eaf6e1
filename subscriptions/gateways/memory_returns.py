"""What goes back, in memory: refunds by us or by somebody at the provider, and disputes."""

import secrets
from abc import abstractmethod
from dataclasses import replace
from datetime import datetime

from subscriptions.gateways.base import (
    DisputeState,
    DisputeStatus,
    GatewayError,
    GatewayRefused,
    GatewayUnavailable,
    NotKnown,
    PaymentGateway,
    RefundOrder,
    RefundState,
    RefundStatus,
)


class MemoryReturns(PaymentGateway):
    """The half of the gateway in memory that gives money back. `refunds_wait` has refunds stay
    pending until `answer_refund`."""

    def __init__(self) -> None:
        self.unavailable = False
        self.loses_next_reply = False
        self.refunds_wait = False
        self.refunds: dict[str, RefundState] = {}
        self.disputes: dict[str, DisputeState] = {}
        self._refunds_by_key: dict[str, tuple[RefundOrder, str]] = {}

    def refund(self, order: RefundOrder) -> RefundState:
        self._answer()
        if order.idempotency_key in self._refunds_by_key:
            first, gateway_id = self._refunds_by_key[order.idempotency_key]
            if first != order:
                raise GatewayError("the idempotency key belongs to another refund")
            return self.refunds[gateway_id]
        state = self._give_back(order.payment_reference, order.amount_pence, order.reference)
        self._refunds_by_key[order.idempotency_key] = (order, state.gateway_id)
        self._lose_reply()
        return state

    def fetch_refund(self, gateway_id: str) -> RefundState:
        self._answer()
        return self._known(self.refunds, gateway_id)

    def refunds_of(self, payment: str) -> list[RefundState]:
        self._answer()
        # The charge of a payment is named after it here.
        wanted = payment.replace("ch_", "pi_", 1)
        return [each for each in self.refunds.values() if each.payment_reference == wanted]

    def refunds_since(self, moment: datetime) -> list[RefundState]:
        self._answer()
        return list(self.refunds.values())

    def fetch_dispute(self, gateway_id: str) -> DisputeState:
        self._answer()
        return self._known(self.disputes, gateway_id)

    def disputes_since(self, moment: datetime) -> list[DisputeState]:
        self._answer()
        return list(self.disputes.values())

    # What somebody at the provider, a bank or a cardholder does.

    def refund_there(self, payment: str, amount_pence: int) -> RefundState:
        """Somebody gives money back on the provider's own pages."""
        return self._give_back(payment, amount_pence, "")

    def answer_refund(self, gateway_id: str, status: RefundStatus) -> RefundState:
        """The bank says what became of a refund."""
        return self.alter_refund(gateway_id, status=status)

    def alter_refund(self, gateway_id: str, **changes: object) -> RefundState:
        """Have the provider say something else of a refund."""
        self.refunds[gateway_id] = replace(self.refunds[gateway_id], **changes)
        return self.refunds[gateway_id]

    def dispute(self, payment: str, amount_pence: int) -> DisputeState:
        """The cardholder tells the bank that the payment was not theirs."""
        gateway_id = f"dp_memory_{secrets.token_hex(8)}"
        self.disputes[gateway_id] = DisputeState(
            gateway_id=gateway_id,
            payment_reference=payment,
            status=DisputeStatus.OPEN,
            amount_pence=amount_pence,
            currency="gbp",
            reason="fraudulent",
        )
        return self.disputes[gateway_id]

    def decide(self, gateway_id: str, status: DisputeStatus) -> DisputeState:
        """The bank decides a dispute."""
        self.disputes[gateway_id] = replace(self.disputes[gateway_id], status=status)
        return self.disputes[gateway_id]

    @abstractmethod
    def _paid_pence(self, payment: str) -> int:
        """What came with a payment."""

    def _give_back(self, payment: str, amount_pence: int, reference: str) -> RefundState:
        gone = sum(
            each.amount_pence
            for each in self.refunds.values()
            if each.payment_reference == payment and each.status != RefundStatus.FAILED
        )
        if not 0 < amount_pence <= self._paid_pence(payment) - gone:
            raise GatewayRefused("no more can be given back than was paid")
        gateway_id = f"re_memory_{secrets.token_hex(8)}"
        self.refunds[gateway_id] = RefundState(
            gateway_id=gateway_id,
            reference=reference,
            payment_reference=payment,
            status=RefundStatus.PENDING if self.refunds_wait else RefundStatus.SUCCEEDED,
            amount_pence=amount_pence,
            currency="gbp",
        )
        return self.refunds[gateway_id]

    def _known(self, things: dict, gateway_id: str):
        if gateway_id not in things:
            raise NotKnown("no such thing")
        return things[gateway_id]

    def _answer(self) -> None:
        if self.unavailable:
            raise GatewayUnavailable("the gateway was told to be unavailable")

    def _lose_reply(self) -> None:
        if self.loses_next_reply:
            self.loses_next_reply = False
            raise GatewayUnavailable("the answer was lost")
