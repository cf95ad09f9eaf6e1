"""The demonstration's card payments are made with the stand-in, and leave nothing under way."""

import pytest

from core.academic_year import AcademicYear
from home.demo.cards import REFUND_PENCE, load_cards
from home.demo.money import load_finance_settings, load_scheme
from subscriptions.gateways import get_gateway
from subscriptions.gateways.memory import MemoryGateway
from subscriptions.models import CardDispute, CardOrder, CardRefund, CreditNote, Invoice
from subscriptions.services.reconciliation import reconcile
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db


def test_one_stands_one_went_back_in_part_one_was_disputed():
    load_finance_settings()
    scheme = load_scheme(AcademicYear.current())
    schools = SchoolFactory.create_batch(3, tier="primary")
    load_cards(scheme, schools, UserFactory(), UserFactory())

    assert set(CardOrder.objects.values_list("state", flat=True)) == {"paid"}
    refund = CardRefund.objects.get()
    assert (refund.state, refund.amount_pence) == ("done", REFUND_PENCE)
    assert refund.credit_note == CreditNote.objects.get()
    dispute = CardDispute.objects.get()
    assert (dispute.state, dispute.taken_pence) == ("lost", 18_000)
    states = set(Invoice.objects.values_list("state", "paid_pence"))
    assert states == {("paid", 18_000), ("paid", 18_000 - REFUND_PENCE), ("issued", 0)}
    # The site asks its own provider again, and has nothing to ask.
    assert isinstance(get_gateway(), MemoryGateway)
    assert reconcile(since=None).looked_at == 0
