"""Bringing subscriptions of earlier years in: all of a file, or nothing."""

import io
from datetime import date

import pytest

from core.academic_year import AcademicYear
from core.csv_files import BadRows
from core.models import Message
from directory.queries.schools_then import school_on
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, Payment, Subscription, SubscriptionScheme
from subscriptions.services.import_subscriptions import import_subscriptions
from tests.factories.directory import SchoolFactory
from tests.factories.subscriptions import SubscriptionFactory

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2010)


@pytest.fixture(autouse=True)
def school():
    return SchoolFactory(urn="900001", name="Fennelcombe Lower School")


def bring(*rows: str):
    text = "\n".join(["urn,paid_on,method,amount,reference", *rows])
    return import_subscriptions(io.BytesIO(text.encode()), year=YEAR)


def faults(*rows: str) -> list[str]:
    with pytest.raises(BadRows) as bad:
        bring(*rows)
    assert Payment.objects.count() == 0
    return [str(error) for error in bad.value.errors]


def test_import_subscriptions_counts_from_september_whenever_it_was_paid(school):
    bring("900001,2011-06-30,bacs,£150.00,PSG1")

    subscription = Subscription.objects.get()
    assert subscription.state == SubscriptionState.ACTIVE
    assert subscription.active_from == date(2010, 9, 1)
    assert subscription.school_name == "Fennelcombe Lower School"
    payment = subscription.payments.get()
    assert (payment.amount_pence, payment.method, payment.reference) == (15000, "bacs", "PSG1")


def test_a_file_may_say_what_the_school_was_in_that_year(school):
    heading = "urn,paid_on,method,amount,reference,tier,area"

    def bring_with(*rows: str, year=YEAR):
        return import_subscriptions(io.BytesIO("\n".join([heading, *rows]).encode()), year=year)

    assert bring_with("900001,,,180,,Middle,Old North").created == 1
    assert bring_with("900001,,,180,,middle,Old North").unchanged == 1
    assert Subscription.objects.get().tier == "middle"
    then = school_on(YEAR.last_day, school)
    assert (then.tier, then.area) == ("middle", "Old North")
    assert school_on(YEAR.next.last_day, school).tier == school.tier
    for row, year, words in (
        ("900001,,,180,,big,", YEAR, "tier “big” is none of"),
        ("900001,,,180,,,North", AcademicYear.current(), "the year is not over"),
        (f"900001,,,180,,,{'N' * 101}", YEAR, "the area is longer"),
    ):
        with pytest.raises(BadRows) as bad:
            bring_with(row, year=year)
        assert words in str(bad.value.errors[0])


def test_import_subscriptions_without_paid_on_is_active_and_unpaid():
    bring("900001,,,180,")

    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.price_pence) == (SubscriptionState.ACTIVE, 18000)
    assert not subscription.payments.exists()


def test_import_subscriptions_makes_the_years_scheme_without_a_price():
    bring("900001,,,,")

    scheme = SubscriptionScheme.objects.get()
    assert (scheme.academic_year, scheme.prices.count()) == (2010, 0)


@pytest.mark.parametrize("method", ["BACS", "Cheque", "INTERNAL_RECHARGE", "Internal recharge"])
def test_import_subscriptions_reads_a_method_in_any_case(method):
    bring(f"900001,14/03/2011,{method},150,")

    assert Payment.objects.get().method == method.lower().replace(" ", "_")


def test_import_subscriptions_twice_changes_nothing_and_numbers_no_invoice():
    bring("900001,2011-03-14,bacs,150,x")
    tally = bring("900001,2011-03-14,bacs,150,x")

    assert str(tally) == (
        "subscriptions created 0, updated 0, unchanged 1; payments created 0; schemes created 0"
    )
    assert (Subscription.objects.count(), Payment.objects.count()) == (1, 1)
    assert (Invoice.objects.count(), Message.objects.count()) == (0, 0)


def test_import_subscriptions_adds_the_payment_that_was_missing():
    bring("900001,,,,")
    tally = bring("900001,2011-03-14,cheque,150,x")

    assert (tally.created, tally.updated, tally.payments) == (0, 1, 1)


def test_import_subscriptions_activates_one_only_applied_for(school):
    SubscriptionFactory(school=school, academic_year=2010, applied=True)

    tally = bring("900001,,,,")

    assert (tally.created, tally.updated) == (0, 1)
    assert Subscription.objects.get().active_from == date(2010, 9, 1)


def test_import_subscriptions_names_every_fault_with_its_row():
    SchoolFactory(urn="900002")
    SchoolFactory(urn="900003")
    assert faults(
        "900001,2011-03-14,bacs,150,x",
        "900001,2011-03-14,bacs,160,x",
        "12345,,,,",
        "900002,someday,bacs,150,",
        "900002,2011-03-14,barter,150,",
        "900002,2011-03-14,bacs,a lot,",
        "900002,2011-03-14,bacs,,",
        "900002,2011-03-14,bacs,-5,",
        "900003,2011-03-14,bacs",
        "900003,2011-03-14,bacs,0,",
        "900003,2999-03-14,bacs,150,",
        '900003,2011-03-14,bacs,"150,00",',
    ) == [
        "row 3: URN 900001 already stands in row 2, with something else.",
        "row 4: there is no school with the URN “12345”. Import schools first.",
        "row 5: paid_on “someday” is not a day. Write it as 2011-03-14.",
        "row 6: method “barter” is not BACS, cheque, internal_recharge or card.",
        "row 7: amount “a lot” is not an amount. Write it as 150.00.",
        "row 8: it has a paid_on but no amount.",
        "row 9: amount “-5” is not an amount. Write it as 150.00.",
        "row 10: it has too few fields: 3, where the heading has 5.",
        "row 11: its amount is 0. Leave paid_on empty where nothing was paid.",
        "row 12: paid_on “2999-03-14” is after today.",
        "row 13: amount “150,00” is not an amount. Write it as 150.00.",
    ]
    assert Subscription.objects.count() == 0


def test_import_subscriptions_refuses_another_payment_for_the_same_year():
    bring("900001,2011-03-14,bacs,150,x")

    with pytest.raises(BadRows, match="already has another payment"):
        bring("900001,2011-03-15,bacs,150,x")


def test_import_subscriptions_refuses_a_card_payment_recorded_already():
    SchoolFactory(urn="900002")

    assert faults("900001,2011-03-14,card,150,ch_1", "900002,2011-03-14,card,150,ch_1") == [
        "row 3: the card payment “ch_1” is recorded already."
    ]
