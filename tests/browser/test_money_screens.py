"""Screens of money in a real browser: no axe violation in light or dark, no sideways scroll at any
width on the school's own, and the back office's in light."""

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from subscriptions.models import BankLine
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import pay_invoice
from tests.browser.test_people import look, sign_in
from tests.factories.people import lead_of, person
from tests.factories.subscriptions import ChargeFactory, SubscriptionFactory

pytestmark = pytest.mark.browser


def test_screens_of_money_break_no_rule(page, axe, live_server):
    today = timezone.localdate()
    subscription = SubscriptionFactory(priced=True, purchase_order_number="PO-4711")
    school = subscription.school
    invoice = issue_invoice(subscription, by=None)
    pay_invoice(invoice, amount_pence=5_000, method="bacs", received_on=today, by=None)
    charge = ChargeFactory(kind="unused", school=school)
    issue_invoice(charge, by=None)
    amounts = {invoice.lines.get().pk: 3_000}
    note = issue_credit_note(invoice, amounts=amounts, reason="Asked for twice.", by=None)
    for row, words in enumerate(("PO-4711", "Hall hire"), start=1):
        BankLine.objects.create(
            fingerprint=str(row), posted_on=today, amount_pence=7_000, row=row, words=words
        )
    sign_in(page, live_server, lead_of(school))
    for path in (
        reverse("directory:school", args=[school.urn]),
        reverse("subscriptions:subscription", args=[school.urn, subscription.pk]),
        reverse("subscriptions:account", args=[school.urn]),
        reverse("subscriptions:invoice", args=[invoice.number]),
        reverse("subscriptions:credit_note", args=[note.number]),
    ):
        look(page, axe, path)
    sign_in(page, live_server, person(Role.FINANCE))
    for path in (
        reverse("subscription_invoice:index"),
        reverse("subscription_invoice:inspect", args=[invoice.pk]),
        reverse("subscription_invoice:credit", args=[invoice.pk]),
        reverse("subscription_payer:inspect", args=[invoice.payer_id]),
        reverse("subscription_payer:debts"),
        reverse("subscription_payment:index"),
        reverse("bank_line:match"),
        reverse("bank_line:bring"),
        reverse("charge:index"),
    ):
        page.goto(path)
        axe(page, ("light",))
