"""What the back office of subscriptions shows, and what its buttons do."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from subscriptions.models import FinanceSettings, Invoice, Payment, PriceRule, SubscriptionScheme
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from tests.factories.subscriptions import SubscriptionFactory, SubscriptionSchemeFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    return signed_in(person(Role.FINANCE))


def act(client, view, row, typed=None):
    return client.post(reverse(view, args=[row.pk]), typed or {}, follow=True)


def words(response):
    return response.content.decode()


def paid(subscription, pence):
    issue_invoice(subscription, by=None)
    return record_payment(
        subscription,
        amount_pence=pence,
        method="bacs",
        received_on=timezone.localdate(),
        by=None,
    )


PAYMENT = {"amount_pence": "150", "method": "bacs", "received_on": "22/11/2026", "reference": "R"}


def test_invoice_is_issued_by_one_button(finance):
    subscription = SubscriptionFactory(priced=True, state="awaiting_po")
    page = words(finance.get(reverse("school_subscription:inspect", args=[subscription.pk])))
    assert "Issue the invoice" in page
    page = words(act(finance, "school_subscription:issue", subscription))
    assert f"Invoice {Invoice.objects.get()} is issued." in page
    assert "Invoice issued" in page  # its history


def test_payment_is_recorded_in_pounds_and_once(finance):
    subscription = SubscriptionFactory(priced=True)
    issue_invoice(subscription, by=None)
    typed = {**PAYMENT, "received_on": timezone.localdate(), "form_key": str(uuid4())}
    for _click in range(2):
        page = words(act(finance, "school_subscription:record_payment", subscription, typed))
        assert "£150.00 is recorded" in page
    assert Payment.objects.get().amount_pence == 15_000


def test_wrong_payment_is_a_sentence_and_stays_typed(finance):
    subscription = SubscriptionFactory(priced=True)
    issue_invoice(subscription, by=None)
    right = {**PAYMENT, "received_on": str(timezone.localdate()), "reference": "HELD"}
    for changes, said in (
        ({"amount_pence": "many"}, "Enter an amount in pounds, like 150 or 150.00."),
        ({"amount_pence": "1.001"}, "Enter an amount in pounds, like 150 or 150.00."),
        ({"amount_pence": ""}, "Enter the amount in pounds."),
        ({"amount_pence": "0"}, "Enter an amount above nothing."),
        ({"amount_pence": "150.01"}, "Only £150.00 is still to pay."),
        ({"received_on": "2999-01-01"}, "cannot be after today"),
        ({"received_on": "yesterday"}, "Enter a date"),
        ({"method": "card"}, "Select a valid choice"),
        ({"reference": "a\tb"}, "Write this on one line"),
    ):
        typed = {**right, **changes}
        page = words(act(finance, "school_subscription:record_payment", subscription, typed))
        assert said in page, changes
        assert typed["amount_pence"] in page, changes
        assert not Payment.objects.exists(), changes


def test_payment_before_the_invoice_is_a_sentence(finance):
    subscription = SubscriptionFactory(priced=True)
    page = words(
        act(
            finance,
            "school_subscription:record_payment",
            subscription,
            {**PAYMENT, "received_on": str(timezone.localdate())},
        )
    )
    assert "Issue it first." in page


def test_payment_is_undone_and_not_twice(finance):
    payment = paid(SubscriptionFactory(priced=True), 15_000)
    assert "The payment is undone." in words(act(finance, "subscription_payment:undo", payment))
    assert "already been undone" in words(act(finance, "subscription_payment:undo", payment))
    assert Payment.objects.count() == 2


def test_cancelling_without_a_reason_or_over_money_is_a_sentence(finance):
    subscription = SubscriptionFactory(priced=True)
    payment = paid(subscription, 5_000)
    cancel = "school_subscription:cancel"
    assert "Enter the reason." in words(act(finance, cancel, subscription))
    assert "£50.00 has been received" in words(
        act(finance, cancel, subscription, {"reason": "Late."})
    )
    act(finance, "subscription_payment:undo", payment)
    assert "is cancelled" in words(act(finance, cancel, subscription, {"reason": "Late."}))


def test_unknown_row_is_not_there(finance):
    assert finance.get(reverse("school_subscription:issue", args=[999])).status_code == 404


def listed(client, **filters):
    page = client.get(reverse("school_subscription:index"), filters)
    return {row.school_name for row in page.context["object_list"]}


def test_list_is_narrowed_by_year_state_authority_and_payment(finance):
    full, part, none = (SubscriptionFactory(priced=True) for _ in range(3))
    paid(full, 15_000)
    paid(part, 5_000)
    old = SubscriptionFactory(academic_year=2010, source="history", school__other_authority=True)
    names = {it.school_name for it in (full, part, none, old)}
    assert listed(finance) == names
    assert listed(finance, academic_year=2010) == {old.school_name}
    assert listed(finance, authority_code="991") == {old.school_name}
    assert listed(finance, state="applied") == {none.school_name}
    assert listed(finance, paid="yes") == {full.school_name}
    assert listed(finance, paid="part") == {part.school_name}
    assert listed(finance, paid="no") == {none.school_name, old.school_name}
    assert listed(finance, q=full.school.urn) == {full.school_name}


def test_lists_cost_the_same_for_many(finance, count_queries):
    names = ("school_subscription", "subscription_invoice", "subscription_payment")

    def costs():
        return {
            name: count_queries(lambda name=name: finance.get(reverse(f"{name}:index")))
            for name in names
        }

    paid(SubscriptionFactory(priced=True), 5_000)
    costs()
    one = costs()
    for _ in range(29):
        paid(SubscriptionFactory(priced=True), 5_000)
    assert costs() == one


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_is_safe_to_open(finance, kind):
    SubscriptionFactory(priced=True, payer_name="=HYPERLINK(1)", purchase_order_number="@SUM(1)")
    export = finance.get(reverse("school_subscription:index"), {"export": kind})
    content = b"".join(export.streaming_content)
    assert export.status_code == 200
    if kind == "csv":
        assert b"'=HYPERLINK(1)" in content
        assert b"'@SUM(1)" in content


def rows(name, total):
    counts = {"TOTAL": total, "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
    return {f"{name}-{which}_FORMS": str(number) for which, number in counts.items()}


SAME_AGAIN = {
    "prices-1-tier": "primary",
    "prices-1-in_host_authority": "true",
    "prices-1-price_pence": "1",
}
VENUE = {"parts-0-description": "Venue", "parts-0-vat_treatment": "standard"}


def scheme_form(**changes):
    return {
        "academic_year": "2026",
        "name": "2026 to 2027",
        "vat_treatment": "exempt",
        "payment_terms_days": "30",
        "entitlement": "all",
        "unpaid_may_book": "always",
        "grace_days": "0",
        "terms": "",
        **rows("prices", 1),
        **rows("shares", 0),
        **rows("parts", 0),
        "prices-0-tier": "primary",
        "prices-0-in_host_authority": "true",
        "prices-0-price_pence": "150.50",
        **changes,
    }


def test_scheme_is_made_with_prices_in_pounds(finance):
    finance.post(reverse("subscription_scheme:add"), scheme_form())
    rule = PriceRule.objects.get()
    assert (rule.scheme.academic_year, rule.price_pence) == (2026, 15_050)
    page = finance.get(reverse("subscription_scheme:edit", args=[rule.scheme.pk]))
    assert 'value="150.50"' in words(page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"prices-0-price_pence": "free"}, "Enter an amount in pounds"),
        ({"prices-0-price_pence": "-1"}, "Enter an amount in pounds"),
        ({"academic_year": "x"}, "Enter a whole number."),
        ({"opens_on": "2026-09-02", "closes_on": "2026-09-01"}, "The last day comes after"),
        ({**rows("prices", 2), **SAME_AGAIN}, "Two prices are for the same kind of school."),
        ({**rows("shares", 1), "shares-0-season": "spring"}, "Give a percentage or a price"),
        ({**rows("parts", 1), **VENUE, "parts-0-percent": "100"}, "less than or equal to 99"),
        ({"entitlement": "places"}, "Say how many places a year"),
        ({"entitlement": "then_priced", "places_included": "9"}, "Say what a further place"),
    ],
)
def test_wrong_scheme_is_a_sentence(finance, changes, said):
    page = finance.post(reverse("subscription_scheme:add"), scheme_form(**changes))
    assert said in words(page)
    assert not SubscriptionScheme.objects.exists()


def test_scheme_is_made_with_bands_shares_parts_and_an_allowance(finance):
    typed = scheme_form(
        **{
            **rows("prices", 2),
            **SAME_AGAIN,
            "prices-1-roll_from": "200",
            **rows("shares", 1),
            "shares-0-season": "spring",
            "shares-0-price_pence": "70",
            **rows("parts", 1),
            **VENUE,
            "parts-0-percent": "20",
            "entitlement": "then_priced",
            "places_included": "10",
            "extra_place_pence": "25",
        }
    )
    finance.post(reverse("subscription_scheme:add"), typed)
    scheme = SubscriptionScheme.objects.get()
    assert set(scheme.prices.values_list("roll_from", flat=True)) == {None, 200}
    assert (scheme.shares.get().price_pence, scheme.parts.get().percent) == (7_000, 20)
    assert (scheme.places_included, scheme.extra_place_pence) == (10, 2_500)
    # What means nothing is not kept, and something is left for the main line.
    typed |= {"entitlement": "all", "academic_year": "2027"}
    two = {**rows("parts", 2), "parts-1-description": "Lunch", "parts-1-vat_treatment": "zero"}
    add = reverse("subscription_scheme:add")
    assert "take the whole price" in words(
        finance.post(add, typed | two | {"parts-1-percent": "80"})
    )
    finance.post(add, typed)
    scheme = SubscriptionScheme.objects.get(academic_year=2027)
    assert (scheme.places_included, scheme.extra_place_pence) == (None, None)


def test_second_scheme_of_a_year_is_refused(finance):
    SubscriptionSchemeFactory(academic_year=2026)
    page = finance.post(reverse("subscription_scheme:add"), scheme_form())
    assert "already exists" in words(page)


def test_finance_office_types_its_bank_details(finance):
    url = reverse("wagtailsettings:edit", args=["subscriptions", "financesettings"])
    edit = finance.get(url)["Location"]
    typed = {
        "invoice_prefix": "MLP",
        "quotation_days": "60",
        "bank_account_name": "Marlbridge",
        "sort_code": "01-02-03",
        "account_number": "12345678",
    }
    finance.post(edit, typed)
    assert FinanceSettings.load().account_number == "12345678"
    page = words(finance.post(edit, {**typed, "sort_code": "123", "vat_rate": "20"}))
    assert "Write it as 01-02-03." in page
    page = words(finance.post(edit, {**typed, "vat_rate": "20"}))
    assert "Say from which day the rate of VAT is in force." in page
