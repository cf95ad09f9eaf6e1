"""Reminders: on their days, once each, and never of what is paid."""

from datetime import timedelta

import pytest
import time_machine

from core.models import Message
from subscriptions.models import FinanceSettings
from subscriptions.services.reminders import send_due_reminders
from subscriptions.services.write_offs import write_off_invoice
from tests.subscriptions.books import an_invoice, fresh, pay

pytestmark = pytest.mark.django_db


def subjects():
    found = Message.objects.filter(kind="invoice_reminder", to_email="finance@example.org")
    return [message.subject.partition(":")[0] for message in found.order_by("pk")]


def days_after(invoice, days):
    return time_machine.travel(invoice.due_on + timedelta(days=days), tick=False)


def test_each_day_brings_one_and_what_was_missed_is_made_good_once():
    invoice = an_invoice()
    for days, expected in (
        (-8, []),
        (-7, ["Soon due"]),
        (0, ["Soon due"]),
        (1, ["Soon due", "Overdue"]),
        # The worker stood still over the 14th day: the next run sends that one, and only once.
        (20, ["Soon due", "Overdue", "Overdue"]),
        (30, ["Soon due", "Overdue", "Overdue", "Overdue"]),
        (90, ["Soon due", "Overdue", "Overdue", "Overdue"]),
    ):
        with days_after(invoice, days):
            send_due_reminders()
            send_due_reminders()
        assert subjects() == expected, days


def test_paid_and_given_up_are_left_alone_and_the_rest_is_what_is_asked_for():
    paid, given_up, part = an_invoice(), an_invoice(), an_invoice()
    pay(paid, 15_000)
    write_off_invoice(given_up, reason="Closed.", by=None)
    pay(part, 5_000)
    with days_after(part, 1):
        assert send_due_reminders() == 1
    letter = Message.objects.filter(kind="invoice_reminder").first()
    assert part.number in letter.subject
    assert "Still to pay: £100.00" in letter.text_body
    assert fresh(part).state == "part_paid"


def test_days_are_settings_and_none_means_none():
    finance = FinanceSettings.load()
    finance.remind_before, finance.remind_after = "", " 3 "
    finance.save()
    assert finance.reminder_days == [3]
    invoice = an_invoice()
    for days, sent in ((-7, 0), (2, 0), (3, 1)):
        with days_after(invoice, days):
            assert send_due_reminders() == sent


def test_no_reminder_goes_out_on_the_day_of_the_invoice():
    invoice = an_invoice(scheme__payment_terms_days=7)
    with time_machine.travel(invoice.issued_on, tick=False):
        assert send_due_reminders() == 0
