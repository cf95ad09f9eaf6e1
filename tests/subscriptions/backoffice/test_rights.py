"""Every address of the back office of subscriptions, for those who may and those who may not, by
GET and by POST (SAFETY 36)."""

from copy import deepcopy

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from directory.enums import Role
from subscriptions.enums import OrderState
from subscriptions.models import (
    BankLine,
    CardOrder,
    CardRefund,
    CreditNote,
    Invoice,
    Payment,
    Subscription,
)
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import issue_invoice, standing_invoice
from subscriptions.services.payments import record_payment
from tests.factories.core import UserFactory
from tests.factories.subscriptions import SubscriptionFactory
from tests.subscriptions.people import person, signed_in

pytestmark = pytest.mark.django_db

MAY = [Role.PSG_ORGANISER, Role.FINANCE]
MAY_NOT = [Role.EDITOR, Role.QA_LEAD, Role.PRACTITIONER, Role.AST_COORDINATOR, Role.ADMIN]
LISTS = [
    "school_subscription",
    "subscription_invoice",
    "credit_note",
    "subscription_payment",
    "bank_line",
    "subscription_payer",
    "card_order",
    "subscription_scheme",
]
SETTINGS = ("wagtailsettings:edit", ["subscriptions", "financesettings"])


def one_of_each():
    """One of everything there is a page for."""
    waiting = SubscriptionFactory(priced=True)
    start_card_payment(waiting, by=None)
    CardOrder.objects.update(state=OrderState.HELD, received_pence=100, payment_reference="pi_x")
    active = SubscriptionFactory(priced=True)
    issue_invoice(active, by=None)
    payment = record_payment(
        active,
        amount_pence=5_000,
        method="bacs",
        received_on=timezone.localdate(),
        by=None,
    )
    invoice = standing_invoice(active)
    over = SubscriptionFactory(priced=True)
    overpaid = issue_invoice(over, by=None)
    record_payment(
        over,
        amount_pence=16_000,
        method="bacs",
        received_on=timezone.localdate(),
        by=None,
        keep_surplus=True,
    )
    line = invoice.lines.get()
    note = issue_credit_note(invoice, amounts={line.pk: 100}, reason="x", by=None)
    bank = BankLine.objects.create(
        fingerprint="x", posted_on=timezone.localdate(), amount_pence=9_900, row=2
    )
    return {
        "waiting": waiting,
        "active": active,
        "payment": payment,
        "note": note,
        "bank": bank,
        "payer": invoice.payer,
        "invoice": invoice,
        "overpaid": overpaid,
    }


@pytest.fixture(scope="module")
def made(made_once):
    return made_once(one_of_each)


@pytest.fixture
def rows(made):
    return deepcopy(made)


def reading():
    """Names and keys of what is only read."""
    yield from ((f"{name}:{view}", None) for name in LISTS for view in ("index", "index_results"))
    yield "school_subscription:inspect", "active"
    yield "subscription_payment:inspect", "payment"
    yield "subscription_invoice:inspect", "invoice"
    yield "card_order:inspect", "order"
    yield "credit_note:inspect", "note"
    yield "bank_line:inspect", "bank"
    yield "subscription_payer:inspect", "payer"
    yield "subscription_payer:debts", None
    yield "subscription_invoice:ledger", None
    yield "subscription_scheme:add", None
    yield "subscription_scheme:edit", "scheme"
    yield "subscription_scheme:history", "scheme"


def acting():
    """Names, keys and what is typed, of what changes something."""
    yield "school_subscription:issue", "waiting", {}
    yield "school_subscription:purchase_order", "waiting", {"number": "PO 1"}
    yield "school_subscription:decline", "waiting", {"reason": "Twice."}
    yield "school_subscription:cancel", "waiting", {"reason": "Late."}
    payment = {"amount_pence": "1", "method": "bacs", "received_on": "2026-01-01"}
    yield "school_subscription:record_payment", "active", payment
    yield "subscription_payment:undo", "payment", {}
    yield "card_order:close", "order", {"note": "Refunded."}
    yield "card_order:refund", "order", {"amount_pence": "1", "reason": "Twice."}
    yield "subscription_invoice:pay", "invoice", payment
    line = {"reason": "Twice.", "line_{line}": "1"}
    yield "subscription_invoice:credit", "invoice", line
    back = {"amount_pence": "1", "method": "bacs", "given_on": "2026-11-25"}
    yield "subscription_invoice:give_back", "overpaid", back
    yield "bank_line:pays", "bank", {"number": "{number}"}
    yield "bank_line:aside", "bank", {"reason": "Not ours."}


def filled(rows, typed):
    """What is typed, with the numbers of this test's rows."""
    line, number = rows["invoice"].lines.get().pk, rows["invoice"].number
    return {name.format(line=line): words.format(number=number) for name, words in typed.items()}


def address(rows, name, key):
    if key is None:
        return reverse(name)
    found = {
        "order": CardOrder.objects.first,
        "scheme": lambda: rows["active"].scheme,
    }.get(key, lambda: rows[key])()
    return reverse(name, args=[found.pk])


def state_of_things():
    return (
        list(Subscription.objects.order_by("pk").values()),
        list(Invoice.objects.order_by("pk").values()),
        list(Payment.objects.order_by("pk").values()),
        list(CardOrder.objects.order_by("pk").values()),
        list(CreditNote.objects.order_by("pk").values()),
        list(BankLine.objects.order_by("pk").values()),
        list(CardRefund.objects.order_by("pk").values()),
    )


@pytest.mark.parametrize("role", MAY)
def test_office_and_finance_office_open_every_page(rows, role):
    client = signed_in(person(role))
    for name, key in reading():
        assert client.get(address(rows, name, key)).status_code == 200, name
    for name, key, _typed in acting():
        assert client.get(address(rows, name, key)).status_code == 200, name


@pytest.mark.parametrize("role", MAY_NOT)
def test_nobody_else_opens_or_posts_anything(rows, role):
    client = signed_in(person(role))
    before = state_of_things()
    for name, key in reading():
        assert client.get(address(rows, name, key)).status_code in (302, 403), name
        assert client.post(address(rows, name, key)).status_code in (302, 403, 405), name
    for name, key, typed in acting():
        assert client.get(address(rows, name, key)).status_code in (302, 403), name
        assert client.post(address(rows, name, key), filled(rows, typed)).status_code in (
            302,
            403,
        ), name
    for name in LISTS:
        export = client.get(reverse(f"{name}:index"), {"export": "csv"})
        assert export.status_code in (302, 403)
    assert state_of_things() == before


def test_schools_lead_has_no_back_office(rows):
    client = signed_in(person(Role.SCHOOL_LEAD, rows["active"].school))
    before = state_of_things()
    for name, key, typed in acting():
        assert client.post(address(rows, name, key), filled(rows, typed)).status_code in (
            302,
            403,
        ), name
    assert state_of_things() == before


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize(("name", "key", "typed"), list(acting()))
def test_office_and_finance_office_act(rows, role, name, key, typed):
    before = state_of_things()
    client = signed_in(person(role))
    response = client.post(address(rows, name, key), filled(rows, typed))
    assert response.status_code == 302
    assert state_of_things() != before


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.FINANCE, True),
        (Role.PSG_ORGANISER, False),
        (Role.EDITOR, False),
        (Role.ADMIN, False),
    ],
)
def test_bank_details_are_the_finance_offices_alone(rows, role, sees):
    client = signed_in(person(role))
    url = reverse(SETTINGS[0], args=SETTINGS[1])
    response = client.get(url, follow=True)
    assert ("account_number" in response.content.decode()) is sees


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("view", ["delete", "copy", "usage", "reorder"])
def test_there_is_no_way_to_delete_or_copy(name, view):
    with pytest.raises(NoReverseMatch):
        reverse(f"{name}:{view}", args=[1])


@pytest.mark.parametrize("name", LISTS[:-1])
@pytest.mark.parametrize("view", ["add", "edit", "history"])
def test_what_services_wrote_has_no_form(name, view):
    for arguments in ([], [1]):
        with pytest.raises(NoReverseMatch):
            reverse(f"{name}:{view}", args=arguments)


def test_debt_is_given_up_by_the_finance_office_alone(rows):
    there = reverse("subscription_invoice:write_off", args=[rows["invoice"].pk])
    for role, state in ((Role.PSG_ORGANISER, "part_paid"), (Role.FINANCE, "written_off")):
        signed_in(person(role)).post(there, {"reason": "School closed."})
        rows["invoice"].refresh_from_db()
        assert rows["invoice"].state == state
    assert rows["invoice"].write_off_reason == "School closed."


def test_superuser_may_not_edit_an_invoice_either(rows):
    client = signed_in(UserFactory(admin=True))
    page = client.get(reverse("subscription_invoice:index")).content.decode()
    for words in ("/edit/", "/delete/", "/new/"):
        assert words not in page.partition("<main")[2]
