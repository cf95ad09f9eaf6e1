"""What waits for an answer at a school: of every app, and for those alone who may settle it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.services.claims import make_claim
from directory.waiting_matters import matters_at
from psg_catalogue.enums import BookingState
from subscriptions.enums import SubscriptionState
from tests.factories.directory import ColleagueFactory, SchoolFactory
from tests.factories.people import colleague_of, finance_of, lead_of, office, person
from tests.factories.psg_catalogue import BookingFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.subscriptions.books import an_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    """A school with one of everything that waits."""
    school = SchoolFactory()
    make_claim(person(), school)
    ColleagueFactory.create_batch(2, school=school, name="Pearl Hathersedge")
    tomorrow = timezone.now() + timedelta(days=1)
    BookingFactory(
        colleague__school=school,
        colleague__name="Effie Marrowby",
        state=BookingState.REQUESTED,
        request_expires_at=tomorrow,
    )
    SubscriptionFactory(school=school, priced=True, state=SubscriptionState.AWAITING_PO)
    return school


def starts(user, school):
    return [matter.words.split()[0] for matter in matters_at(user, school)]


def test_a_lead_has_everything_and_finance_the_money(school):
    everything = ["1", "Give", "Agree", "One"]
    assert sorted(starts(lead_of(school), school)) == sorted(everything)
    assert sorted(starts(office(), school)) == sorted(everything)
    assert starts(finance_of(school), school) == ["Give"]


def test_a_colleague_has_an_offer_of_their_own_alone(school):
    member = colleague_of(school)
    until = timezone.now() + timedelta(hours=5)
    offered = {"state": BookingState.OFFERED, "offer_expires_at": until}
    BookingFactory(colleague__school=school, colleague__user=member, **offered)
    BookingFactory(colleague__school=school, colleague__name="Somebody Else", **offered)
    (matter,) = matters_at(member, school)
    assert "Answer by" in matter.words
    assert "Somebody Else" not in matter.words


def test_nothing_waits_at_another_school_or_for_its_lead(school):
    other = SchoolFactory()
    assert matters_at(lead_of(other), other) == []
    assert matters_at(lead_of(other), school) == []


def test_an_invoice_waits_from_the_day_after_it_is_due(monkeypatch):
    invoice = an_invoice()
    school = invoice.lines.get().subscription.school
    finance = finance_of(school)
    monkeypatch.setattr(timezone, "localdate", lambda: invoice.due_on)
    assert matters_at(finance, school) == []
    monkeypatch.setattr(timezone, "localdate", lambda: invoice.due_on + timedelta(days=1))
    (matter,) = matters_at(finance, school)
    assert matter.words.startswith(f"Invoice {invoice.number} is overdue: £")
