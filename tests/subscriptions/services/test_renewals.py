"""Inviting schools to renew, reminding them once, and what they answer: no gap and no double."""

from datetime import date, datetime

import pytest
import time_machine

from core.academic_year import LONDON
from core.models import Message
from directory.enums import Tier
from psg_catalogue.refusals import NoSubscription
from psg_catalogue.services.bookable import refusal_of
from subscriptions.enums import PayBy, RenewalState, SubscriptionState
from subscriptions.models import Renewal, Subscription
from subscriptions.queries import covering_subscription, years_on_sale
from subscriptions.refusals import AlreadySubscribed, NothingToRenew, ReasonMissing, SchemeClosed
from subscriptions.services.renewals import (
    decline_renewal,
    invite_to_renew,
    remind_of_renewals,
    renew,
    send_due_invitations,
)
from tests.factories.core import UserFactory
from tests.factories.directory import SchoolFactory
from tests.factories.people import lead_of
from tests.factories.psg_catalogue import StudyGroupSessionFactory
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db
JUNE = datetime(2027, 6, 10, 9, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(JUNE, tick=False):
        yield


@pytest.fixture
def scheme():
    return SubscriptionSchemeFactory(academic_year=2027, price=20_000)


def had(**facts):
    """A school subscribed in 2026-27, that said how it pays."""
    return SubscriptionFactory(
        academic_year=2026,
        contact_name="Nell Hatherley",
        contact_email="nell@example.org",
        finance_email="finance@example.org",
        payer_name="Marl Trust",
        invoice_address="High Street",
        purchase_order_number="OLD",
        **facts,
    )


def state(school):
    return Renewal.objects.with_state().get(school=school).state


def letters(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to_email", flat=True))


def test_every_lead_of_a_subscribed_school_is_invited_once(scheme):
    one = lead_of(had().school)
    two = lead_of(one.roles.get().school)
    without_lead = had()
    had(state=SubscriptionState.CANCELLED)
    had(school=SchoolFactory(closed=True))
    already = had().school
    SubscriptionFactory(school=already, scheme=scheme, academic_year=2027)
    assert invite_to_renew(scheme).schools == 2
    assert invite_to_renew(scheme).schools == 0
    assert letters("renewal_invitation") == sorted([one.email, two.email, "nell@example.org"])
    assert set(Renewal.objects.values_list("school", flat=True)) == {
        one.roles.get().school_id,
        without_lead.school_id,
    }
    letter = Message.objects.filter(to_email=one.email).first().text_body
    assert "£200.00 (VAT: exempt)" in letter
    assert f"/my-school/{one.roles.get().school.urn}/renew/" in letter


def test_invitations_go_from_the_day_the_scheme_says_until_the_year_begins(scheme):
    had()
    for renewals_from, day, sent in (
        (None, date(2027, 6, 10), 0),
        (date(2027, 6, 11), date(2027, 6, 10), 0),
        (date(2027, 4, 20), date(2027, 9, 1), 0),
        (date(2027, 4, 20), date(2027, 4, 20), 1),
        (date(2027, 4, 20), date(2027, 4, 21), 0),
    ):
        scheme.renewals_from = renewals_from
        scheme.save()
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)):
            assert send_due_invitations() == sent
    assert [year.start for year in years_on_sale(date(2027, 4, 19))] == [2026]
    assert [year.start for year in years_on_sale(date(2027, 4, 20))] == [2026, 2027]


def test_reminder_goes_once_to_those_who_have_not_answered(scheme):
    waits, renewed, declined = had().school, had().school, had().school
    invite_to_renew(scheme)
    by = lead_of(declined)
    renew(renewed, scheme, by=by)
    decline_renewal(declined, scheme, reason="We train together as a trust.", by=by)
    assert remind_of_renewals(scheme, by=None).schools == 1
    assert remind_of_renewals(scheme, by=None).schools == 0
    assert letters("renewal_reminder") == ["nell@example.org"]
    assert [state(each) for each in (waits, renewed, declined)] == [
        RenewalState.INVITED,
        RenewalState.RENEWED,
        RenewalState.DECLINED,
    ]
    with time_machine.travel(datetime(2027, 9, 1, tzinfo=LONDON)):
        assert state(waits) == RenewalState.LAPSED
        assert state(declined) == RenewalState.DECLINED
    renew(declined, scheme, by=by)
    assert state(declined) == RenewalState.RENEWED


def test_renewing_keeps_what_was_said_at_the_new_price(scheme):
    school = had().school
    school.tier = Tier.UPPER
    school.save()
    subscription = renew(school, scheme, purchase_order_number="PO-9", by=lead_of(school))
    kept = ("contact_email", "finance_email", "payer_name", "invoice_address", "pay_by", "tier")
    assert [getattr(subscription, name) for name in kept] == [
        "nell@example.org",
        "finance@example.org",
        "Marl Trust",
        "High Street",
        PayBy.INVOICE,
        Tier.UPPER,
    ]
    assert (subscription.price_pence, subscription.purchase_order_number) == (20_000, "PO-9")
    assert subscription.state == SubscriptionState.ACTIVE
    assert subscription.terms_accepted_at is not None


def test_there_is_no_gap_at_the_turn_of_the_year_and_no_double(scheme):
    school = had().school
    by = lead_of(school)
    new = renew(school, scheme, by=by)
    covers = [covering_subscription(school, date(2027, *day)) for day in ((8, 31), (9, 1))]
    assert [each.academic_year for each in covers] == [2026, 2027]
    with pytest.raises(AlreadySubscribed):
        renew(school, scheme, by=by)
    with pytest.raises(AlreadySubscribed):
        decline_renewal(school, scheme, reason="No.", by=by)
    assert list(Subscription.objects.in_year(scheme.year)) == [new]


def test_what_cannot_be_renewed_or_declined(scheme):
    school = SchoolFactory()
    with pytest.raises(NothingToRenew):
        renew(school, scheme, by=UserFactory())
    with pytest.raises(NothingToRenew):
        decline_renewal(school, scheme, reason="No.", by=UserFactory())
    with pytest.raises(ReasonMissing):
        decline_renewal(had().school, scheme, reason=" ", by=UserFactory())
    scheme.closes_on = date(2027, 6, 9)
    scheme.save()
    with pytest.raises(SchemeClosed):
        renew(had().school, scheme, by=UserFactory())


def test_lapsed_school_is_told_to_renew_and_cannot_book():
    school = had().school
    session = StudyGroupSessionFactory(starts_at=datetime(2027, 9, 20, 16, 15, tzinfo=LONDON))
    refusal = refusal_of(session, school)
    assert isinstance(refusal, NoSubscription)
    assert "has not renewed its subscription for 2027-28" in str(refusal)
    assert "has no subscription" in str(refusal_of(session, SchoolFactory()))


@pytest.mark.postgres
def test_many_leads_at_once_renew_once_and_are_invited_once(threads):
    scheme = SubscriptionSchemeFactory(academic_year=2027, price=20_000)
    school, by = had().school, UserFactory()
    threads(lambda: invite_to_renew(scheme), times=4)
    assert Message.objects.filter(kind="renewal_invitation").count() == 1
    outcomes = threads(lambda: renew(school, scheme, by=by), times=6)
    assert {type(error) for error in errors(outcomes)} == {AlreadySubscribed}
    assert Subscription.objects.in_year(scheme.year).count() == 1
    had()
    invite_to_renew(scheme)
    threads(lambda: remind_of_renewals(scheme, by=None), times=4)
    assert Message.objects.filter(kind="renewal_reminder").count() == 1
