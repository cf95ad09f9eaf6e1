"""Money back to a card: once, never more than came, and right after any crash (SAFETY 27)."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Message
from core.moves import MoveNotAllowed
from directory.enums import Role
from subscriptions.enums import CardRefundState
from subscriptions.gateways import GatewayRefused, RefundStatus
from subscriptions.models import CardOrder, CardRefund, CreditNote, Invoice, Payment
from subscriptions.refusals import (
    AmountMissing,
    MoreThanCame,
    NothingToGiveBack,
    PaymentDisputed,
    ReasonMissing,
)
from subscriptions.services.payments import pay_invoice
from subscriptions.services.refunds import MOVES, refund_card
from subscriptions.services.subscriptions import cancel_subscription
from tests.plugins.races import errors
from tests.subscriptions.cards import hear, open_order, paid_order
from tests.subscriptions.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(memory_gateway):
    return paid_order(memory_gateway)


def back(order, pence, **changes):
    given = {"reason": "Paid by mistake.", "by": None}
    return refund_card(order, amount_pence=pence, **{**given, **changes})


def books():
    """The invoice, and what came and went."""
    invoice = Invoice.objects.get()
    rows = list(Payment.objects.order_by("pk").values_list("amount_pence", "kind"))
    return invoice.state, invoice.due_pence, invoice.paid_pence, rows


def test_part_goes_back_with_a_credit_note_and_then_the_rest(order, memory_gateway):
    by = person(Role.FINANCE)
    refund = back(order, 5_000, by=by)
    assert (refund.state, refund.credit_note.total_pence) == ("done", 5_000)
    came = (15_000, "received")
    assert books() == ("paid", 10_000, 10_000, [came, (-5_000, "given_back")])
    back(order, 10_000)
    assert books()[:3] == ("credited", 0, 0)
    assert sum(each.amount_pence for each in memory_gateway.refunds.values()) == 15_000
    with pytest.raises(NothingToGiveBack):
        back(order, 1)
    order.subscription.refresh_from_db()
    assert order.subscription.state == "active"


def test_surplus_goes_back_without_a_credit_note(order):
    """SAFETY 28: paid by transfer too, the card's money goes back and the invoice stays paid."""
    invoice = Invoice.objects.get()
    bacs = {"method": "bacs", "received_on": timezone.localdate(), "by": None}
    pay_invoice(invoice, amount_pence=15_000, keep_surplus=True, **bacs)
    assert back(order, 15_000).credit_note is None
    assert books()[:3] == ("paid", 15_000, 15_000)
    assert not CreditNote.objects.exists()


def test_what_cannot_go_back_is_refused_and_leaves_nothing(order, memory_gateway):
    dispute = memory_gateway.dispute(order.payment_reference, 15_000)
    for pence, changes, refused in (
        (0, {}, AmountMissing),
        (1, {"reason": " "}, ReasonMissing),
        (15_001, {}, MoreThanCame),
    ):
        with pytest.raises(refused):
            back(order, pence, **changes)
    hear(memory_gateway, dispute.gateway_id, "charge.dispute.created")
    with pytest.raises(PaymentDisputed):
        back(order, 1)
    assert (CardRefund.objects.count(), memory_gateway.refunds) == (0, {})
    with pytest.raises(IntegrityError), transaction.atomic():
        CardOrder.objects.update(returned_pence=15_001)


def test_form_sent_twice_gives_back_once(order, memory_gateway):
    key = uuid4()
    assert back(order, 5_000, form_key=key) == back(order, 5_000, form_key=key)
    assert len(memory_gateway.refunds) == CreditNote.objects.count() == 1


def test_held_money_goes_back_without_an_invoice(memory_gateway):
    order = open_order(memory_gateway)
    cancel_subscription(order.subscription, reason="Twice.", by=None)
    assert hear(memory_gateway, order.gateway_id, "checkout.session.completed") == "held"
    refund = back(order, 15_000)
    assert (refund.state, refund.payment, refund.credit_note) == ("done", None, None)
    assert not Payment.objects.exists()


def test_refund_that_is_refused_leaves_the_money_as_a_surplus(order, memory_gateway, monkeypatch):
    finance = person(Role.FINANCE)

    def refuse(asked):
        raise GatewayRefused("charge_disputed")

    monkeypatch.setattr(memory_gateway, "refund", refuse)
    assert back(order, 5_000).state == "failed"
    assert books()[:3] == ("paid", 10_000, 15_000)
    order.refresh_from_db()
    assert order.returned_pence == 0
    assert Message.objects.get(kind="card_notice").to_email == finance.email


def test_refund_that_the_bank_sends_back_later_has_failed(order, memory_gateway):
    refund = back(order, 15_000)
    memory_gateway.answer_refund(refund.gateway_id, RefundStatus.FAILED)
    assert hear(memory_gateway, refund.gateway_id, "refund.failed") == "failed"
    assert hear(memory_gateway, refund.gateway_id, "refund.updated") == "nothing new"
    assert (books()[1:3], Invoice.objects.get().surplus_pence) == ((0, 15_000), 15_000)


def test_refund_made_at_the_provider_is_booked_and_wants_a_credit_note(order, memory_gateway):
    finance = person(Role.FINANCE)
    memory_gateway.refund_there(order.payment_reference, 5_000)
    charge = order.payment_reference.replace("pi_", "ch_")
    assert hear(memory_gateway, charge, "charge.refunded") == "found"
    assert hear(memory_gateway, charge, "charge.refunded") == "nothing new"
    refund = CardRefund.objects.get()
    assert (refund.made_elsewhere, refund.state, refund.wants_credit_note) == (True, "done", True)
    assert books()[:3] == ("part_paid", 15_000, 10_000)
    told = Message.objects.get(kind="card_notice")
    assert (told.to_email, "make a credit note" in told.text_body) == (finance.email, True)


def test_refund_of_another_amount_is_left_for_a_person(order, memory_gateway):
    memory_gateway.refunds_wait = True
    refund = back(order, 5_000)
    memory_gateway.alter_refund(
        refund.gateway_id, amount_pence=7_000, status=RefundStatus.SUCCEEDED
    )
    assert hear(memory_gateway, refund.gateway_id, "refund.updated") == "differs"
    refund.refresh_from_db()
    assert (refund.state, "7000 pence" in refund.problem) == ("pending", True)


def test_refund_that_names_no_payment_of_ours_grants_nothing(order, memory_gateway):
    state = memory_gateway.refund_there(order.payment_reference, 5_000)
    memory_gateway.alter_refund(state.gateway_id, payment_reference="pi_of_somebody_else")
    assert hear(memory_gateway, state.gateway_id, "refund.created") == "no order of ours"
    assert hear(memory_gateway, "re_unknown", "refund.created") == "no order of ours"
    assert not CardRefund.objects.exists()


def test_refund_moves_as_its_table_says():
    allowed = {
        ("asked", "wait_for_the_bank"),
        ("asked", "give_back"),
        ("pending", "give_back"),
        ("asked", "fail"),
        ("pending", "fail"),
        ("done", "fail"),
    }
    for state, move in product(CardRefundState.values, [each.name for each in MOVES]):
        if (state, move) in allowed:
            assert MOVES.target(move, state)
        else:
            with pytest.raises(MoveNotAllowed):
                MOVES.target(move, state)


@pytest.mark.postgres
def test_five_at_once_give_back_no_more_than_came(memory_gateway, threads):
    order = paid_order(memory_gateway)
    outcomes = threads(lambda: back(order, 5_000), times=5)
    assert [type(error) for error in errors(outcomes)] == [NothingToGiveBack] * 2
    assert sum(each.amount_pence for each in memory_gateway.refunds.values()) == 15_000
    assert books()[:3] == ("credited", 0, 0)
